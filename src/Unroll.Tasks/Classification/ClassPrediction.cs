using System.Globalization;
using System.Text;

namespace Unroll.Tasks.Classification;

/// <summary>The class prediction of a series.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Actual">The true class as an index; null where it is not known.</param>
/// <param name="Predicted">The most probable class, the first of several, as an index; see <see cref="Label"/> for its name.</param>
/// <param name="Probabilities">The probability of each class; they add up to 1.</param>
public sealed record ClassPrediction(string Id, int? Actual, int Predicted, IReadOnlyList<double> Probabilities)
{
    /// <summary>Names of the classes, in the order of probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Name of the predicted class; its index where <see cref="ClassNames"/> are not set.</summary>
    public string Label => NameOf(Predicted);

    /// <summary>Name of the true class; null where it is not known.</summary>
    public string? ActualLabel => Actual is { } actual ? NameOf(actual) : null;

    /// <summary>The text that was classified, of a table of texts; null of other series, and of training series.</summary>
    public string? Text { get; init; }

    /// <summary>Whether the true class is known, and another was predicted.</summary>
    public bool IsWrong => Actual is { } actual && actual != Predicted;

    /// <summary>By how much the predicted class is more probable than the true one: how confident a mistake is.</summary>
    internal double Excess => Actual is { } actual ? Probabilities[Predicted] - Probabilities[actual] : 0;

    private string NameOf(int index) =>
        index < ClassNames.Count ? ClassNames[index] : index.ToString(CultureInfo.InvariantCulture);

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Id), Id), (nameof(Label), Label), (nameof(ActualLabel), ActualLabel), (nameof(ClassNames), ClassNames),
        (nameof(Probabilities), Probabilities), (nameof(Text), Text));
}

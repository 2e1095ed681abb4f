using System.Text;

namespace Unroll.Tasks.Classification;

/// <summary>The predicted labels of a series, of which it may have several, or none.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Actual">Whether it has each label; null where that is not known.</param>
/// <param name="Predicted">Whether it is predicted to have each label: whether its probability reaches the threshold.</param>
/// <param name="Probabilities">The probability of each label, by itself: they do not add up to 1.</param>
public sealed record MultiLabelPrediction(
    string Id, IReadOnlyList<bool>? Actual, IReadOnlyList<bool> Predicted, IReadOnlyList<double> Probabilities)
{
    /// <summary>Names of the labels, in the order of probabilities.</summary>
    public IReadOnlyList<string> LabelNames { get; init; } = [];

    /// <summary>Names of the predicted labels; none where <see cref="LabelNames"/> are not set.</summary>
    public IReadOnlyList<string> Labels => [.. LabelNames.Where((_, place) => Predicted[place])];

    /// <summary>Whether the true labels are known, and others were predicted.</summary>
    public bool IsWrong => Actual is { } actual && !actual.SequenceEqual(Predicted);

    /// <summary>The largest distance of a probability from the truth: how confident the worst mistake is.</summary>
    internal double WorstError => Actual is { } actual
        ? Probabilities.Zip(actual, (probability, has) => Math.Abs((has ? 1 : 0) - probability)).Max() : 0;

    /// <summary>The names of the labels that are set, apart by a separator.</summary>
    internal static string ListOf(IReadOnlyList<bool> flags, IReadOnlyList<string> names, string separator) =>
        string.Join(separator, names.Where((_, place) => flags[place]));

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Id), Id), (nameof(Labels), Labels), (nameof(LabelNames), LabelNames), (nameof(Probabilities), Probabilities));
}

using System.Collections;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Labelling;

/// <summary>The predicted labels of the steps of a series, in their order.</summary>
public sealed class SeriesLabels : IReadOnlyList<StepLabel>
{
    private readonly double[] _actual;
    private readonly double[] _probabilities;

    /// <summary>Creates the labels of a series.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="time">Its stamps.</param>
    /// <param name="classNames">Names of the classes.</param>
    /// <param name="actual">The class index of each step; NaN where it is not known.</param>
    /// <param name="probabilities">The probability of each class at each step, step after step.</param>
    internal SeriesLabels(string id, TimeIndex time, IReadOnlyList<string> classNames, double[] actual, double[] probabilities) =>
        (Id, Time, ClassNames, _actual, _probabilities) = (id, time, classNames, actual, probabilities);

    /// <summary>Id of the series.</summary>
    public string Id { get; }

    /// <summary>Stamps of the steps.</summary>
    public TimeIndex Time { get; }

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The inputs that are texts.</summary>
    internal IReadOnlyList<string> TextColumns { get; init; } = [];

    /// <summary>The series as it was read; null where it is not known.</summary>
    internal Frame? Source { get; init; }

    /// <summary>Number of steps.</summary>
    public int Count => _actual.Length;

    /// <summary>The label of a step.</summary>
    /// <param name="index">The step, from 0.</param>
    public StepLabel this[int index]
    {
        get
        {
            int predicted = PredictedAt(index);
            return new(
                ActualAt(index) is { } actual ? ClassNames[actual] : null, ClassNames[predicted], ProbabilitiesAt(index)[predicted]);
        }
    }

    /// <summary>The probability of each class at a step; they add up to 1.</summary>
    /// <param name="step">The step, from 0.</param>
    public ReadOnlySpan<double> ProbabilitiesAt(int step) => _probabilities.AsSpan(step * ClassNames.Count, ClassNames.Count);

    /// <summary>The index of the true class of a step; null where it is not known.</summary>
    /// <param name="step">The step, from 0.</param>
    public int? ActualAt(int step) => double.IsNaN(_actual[step]) ? null : (int)_actual[step];

    /// <summary>The index of the most probable class of a step, the first of several.</summary>
    /// <param name="step">The step, from 0.</param>
    public int PredictedAt(int step)
    {
        ReadOnlySpan<double> probabilities = ProbabilitiesAt(step);
        int best = 0;
        for (int i = 1; i < probabilities.Length; i++)
        {
            best = probabilities[i] > probabilities[best] ? i : best;
        }

        return best;
    }

    /// <summary>The text of an input at a step; null where it is missing.</summary>
    internal string? TextAt(string column, int step) =>
        Source!.Column(column)[step] is var code && !double.IsNaN(code) && Source.Categories(column) is { } texts ? texts[(int)code] : null;

    /// <inheritdoc/>
    public IEnumerator<StepLabel> GetEnumerator() => Enumerable.Range(0, Count).Select(step => this[step]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

using System.Collections;
using Unroll.Series.Frames;

namespace Unroll.Tasks.Labelling;

/// <summary>The predicted numbers of the steps of a series, in their order.</summary>
public sealed class SeriesNumbers : IReadOnlyList<StepNumber>
{
    private readonly double[] _actual;
    private readonly double[] _predicted;

    /// <summary>Creates the numbers of a series.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="time">Its stamps.</param>
    /// <param name="actual">The number of each step; NaN where it is not known.</param>
    /// <param name="predicted">The predicted number of each step and its quantiles, step after step.</param>
    /// <param name="quantileLevels">Levels of the quantiles.</param>
    internal SeriesNumbers(string id, TimeIndex time, double[] actual, double[] predicted, IReadOnlyList<double> quantileLevels) =>
        (Id, Time, _actual, _predicted, QuantileLevels) = (id, time, actual, predicted, quantileLevels);

    /// <summary>Id of the series.</summary>
    public string Id { get; }

    /// <summary>Stamps of the steps.</summary>
    public TimeIndex Time { get; }

    /// <summary>Levels of the predicted quantiles; none where the loss is for single numbers.</summary>
    public IReadOnlyList<double> QuantileLevels { get; }

    /// <summary>Number of steps.</summary>
    public int Count => _actual.Length;

    /// <summary>The number of a step.</summary>
    /// <param name="index">The step, from 0.</param>
    public StepNumber this[int index] =>
        new(double.IsNaN(_actual[index]) ? null : _actual[index], _predicted[index * (1 + QuantileLevels.Count)]);

    /// <summary>The predicted quantiles of a step, in the order of their levels.</summary>
    /// <param name="step">The step, from 0.</param>
    public ReadOnlySpan<double> QuantilesAt(int step) =>
        _predicted.AsSpan((step * (1 + QuantileLevels.Count)) + 1, QuantileLevels.Count);

    /// <inheritdoc/>
    public IEnumerator<StepNumber> GetEnumerator() => Enumerable.Range(0, Count).Select(step => this[step]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The same steps with other predictions.</summary>
    internal SeriesNumbers With(double[] predicted, IReadOnlyList<double> quantileLevels) =>
        new(Id, Time, _actual, predicted, quantileLevels);
}

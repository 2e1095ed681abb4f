using System.Globalization;

namespace Unroll.Analysis.Streaming;

/// <summary>
/// A detector of anomalies in a stream: one pass, constant memory, and a score for each point by the points before it. It knows nothing of
/// the stream in advance, and adapts where the stream changes for good.
/// </summary>
/// <remarks>
/// <para>
/// Nine statistics look at each point: how far it lies from the long and from the recent level, from the point before, and from the course
/// of the day; how far the means of the last dozen and the last fifty points and their residuals from the course of the day have moved;
/// how much the stream has varied lately. Each has a histogram of its past values, whose tail says how many of the remembered points
/// were to be expected as far out (extrapolated as a Pareto tail by Hill's estimator, 1975). The reciprocals of these numbers, summed over
/// the statistics, are the odds of an anomaly, and odds / (1 + odds) is the score: 0.5 means as far out as one point of the memory.
/// </para>
/// <para>
/// An anomaly is told once, at its beginning. What follows has to be more unusual still, the less so the longer ago it began; it scores
/// next to nothing otherwise.
/// </para>
/// </remarks>
public sealed class StreamingDetector
{
    /// <summary>The score from which a point is an anomaly.</summary>
    public const double Threshold = 0.5;

    // Values beyond are taken as this, so that squares and differences of differences stay finite.
    private const double LargestValue = 1e100;

    private const int FewestMemory = 100;

    // Weights of points grow instead of those of the past shrinking; beyond this all are scaled down.
    private const double LargestWeight = 1e6;

    private readonly StreamStatistics _statistics = new();
    private readonly AnomalyHold _hold;
    private readonly StreamGate _gate = new();
    private readonly double _growth;
    private double _weight = 1;

    /// <summary>Creates a detector that has seen nothing.</summary>
    /// <param name="options">Settings.</param>
    /// <exception cref="ArgumentOutOfRangeException">The memory has fewer than 100 points.</exception>
    public StreamingDetector(StreamingDetectorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Memory, FewestMemory, nameof(options));
        (_growth, _hold) = (1 + (1.0 / options.Memory), new AnomalyHold(options.Memory));
    }

    /// <summary>Creates a detector that has seen nothing, with default settings.</summary>
    public StreamingDetector()
        : this(new StreamingDetectorOptions())
    {
    }

    /// <summary>The number of values taken, without missing ones.</summary>
    public long Count => _statistics.Count;

    /// <summary>Takes the next value of a stream without times.</summary>
    /// <param name="value">The value; NaN where it is missing, which scores 0 and changes nothing.</param>
    /// <returns>Its score, from 0, usual, to 1; an anomaly from <see cref="Threshold"/> on.</returns>
    /// <exception cref="InputException">The value is infinite.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the detector at this moment.</exception>
    public double Update(double value) => Update(value, DailyProfile.NoTime);

    /// <summary>Takes the next value of a stream with times, whose course by time of day and day of the week is learnt, too.</summary>
    /// <param name="time">
    /// Its local time. Only the time of day and the day of the week count: steps may be uneven, and times stand twice or out of order.
    /// </param>
    /// <param name="value">The value; NaN where it is missing, which scores 0 and changes nothing.</param>
    /// <returns>Its score, from 0, usual, to 1; an anomaly from <see cref="Threshold"/> on.</returns>
    /// <exception cref="InputException">The value is infinite.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the detector at this moment.</exception>
    public double Update(DateTime time, double value) => Update(value, time.Ticks);

    private double Update(double value, long ticks)
    {
        using StreamGate.Lease step = _gate.Enter();
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? 0 : throw Infinite();
        }

        double odds = _statistics.Update(Math.Clamp(value, -LargestValue, LargestValue), ticks, _weight);
        _weight *= _growth;
        if (_weight > LargestWeight)
        {
            _statistics.Scale(1 / _weight);
            _weight = 1;
        }

        return _hold.Score(odds);
    }

    private InputException Infinite() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"The value after {Count} others is infinite: replace it by a number, or by NaN where it is missing."));
}

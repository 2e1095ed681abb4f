using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>One point of a forecast.</summary>
/// <param name="Time">
/// Its time, as in the series' index: in UTC where it has a zone. Rows that are numbered have no times: <see cref="Row"/> is their number.
/// </param>
/// <param name="Value">The forecast, in the unit of the series.</param>
public readonly record struct ForecastPoint(DateTime Time, double Value)
{
    /// <summary>The number of its row, from 0, of a series whose rows are numbered; null where they have times.</summary>
    public long? Row => TimeIndex.IsRowNumber(Time) ? Time.Ticks : null;

    /// <summary>
    /// The time zone of the series, whose local time is shown, its times being in UTC; null where they are as they stand.
    /// </summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>
    /// The prediction intervals, rising by level; none for steps beyond those that were calibrated, and where none were.
    /// </summary>
    public IReadOnlyList<PredictionInterval> Intervals { get; init; } = [];

    /// <summary>The prediction interval of a level; null where none is given.</summary>
    /// <param name="level">The level.</param>
    public PredictionInterval? Interval(double level) => IntervalNames.Find(Intervals, level);

    /// <summary>Whether two points are the same, intervals and all.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(ForecastPoint other) => Time == other.Time && Value.Equals(other.Value) && Equals(Zone, other.Zone)
        && IntervalNames.AreSame(Intervals, other.Intervals);

    /// <summary>
    /// Its time, local where a zone is known, or row, value and intervals: <c>1961-01-01 318.1 (80 %: 301.2 to 335.9)</c>,
    /// <c>row 144 318.1</c>.
    /// </summary>
    public override string ToString()
    {
        DateTime local = Zone is null ? Time : TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(Time, DateTimeKind.Utc), Zone);
        string time = Row is { } row ? string.Create(CultureInfo.InvariantCulture, $"row {row}") : local.ToString(
            local.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
        string intervals = string.Join("; ", (Intervals ?? []).Select(interval => string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * interval.Level:0.##} %: {Scores.Text(interval.Lower)} to {Scores.Text(interval.Upper)}")));
        string point = $"{time} {Scores.Text(Value)}";
        return intervals.Length == 0 ? point : $"{point} ({intervals})";
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Time, Value);
}

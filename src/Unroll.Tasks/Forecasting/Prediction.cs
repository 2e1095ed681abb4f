using System.Text;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// One forecast of a walk-forward evaluation, made with the true history up to its origin. Times are those of the series' index, in UTC
/// where it has a zone.
/// </summary>
/// <param name="Origin">Time of the last known value.</param>
/// <param name="Time">The time of the forecast value.</param>
/// <param name="Step">The step ahead, from 1; the first comes right after the origin, or after the window's gap.</param>
/// <param name="Actual">The true value, as the file has it; NaN where it is not known.</param>
/// <param name="Forecast">The forecast, in the unit of the series: a median or a mean where the network gives a distribution.</param>
/// <param name="SeasonalNaive">
/// The value a season before, in the unit of the series; NaN where the series does not reach back so far.
/// </param>
public readonly record struct Prediction(DateTime Origin, DateTime Time, int Step, double Actual, double Forecast, double SeasonalNaive)
{
    /// <summary>The value at the origin, the naive forecast, in the unit of the series; NaN where it is not known.</summary>
    public double Naive { get; init; } = double.NaN;

    /// <summary>Id of the series.</summary>
    public string Series { get; init; } = "";

    /// <summary>The forecast quantiles, one for each of <see cref="ForecastEvaluation.QuantileLevels"/>.</summary>
    public IReadOnlyList<double> Quantiles { get; init; } = [];

    /// <summary>The prediction intervals, rising by level; none where none are calibrated.</summary>
    public IReadOnlyList<PredictionInterval> Intervals { get; init; } = [];

    /// <summary>The forecasts of the classical models among the baselines, in the recipe's order; none where it has none.</summary>
    public IReadOnlyList<double> Baselines { get; init => field = value ?? []; } = [];

    /// <summary>The prediction interval of a level; null where none is given.</summary>
    /// <param name="level">The level.</param>
    public PredictionInterval? Interval(double level) => IntervalNames.Find(Intervals, level);

    /// <summary>Whether two forecasts are the same, quantiles, intervals and all.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(Prediction other) => Origin == other.Origin && Time == other.Time && Step == other.Step && Series == other.Series
        && Actual.Equals(other.Actual) && Forecast.Equals(other.Forecast) && Naive.Equals(other.Naive)
        && SeasonalNaive.Equals(other.SeasonalNaive) && Quantiles.SequenceEqual(other.Quantiles)
        && Baselines.SequenceEqual(other.Baselines) && IntervalNames.AreSame(Intervals, other.Intervals);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Series, Time, Step, Forecast);

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Origin), Origin), (nameof(Time), Time), (nameof(Step), Step), (nameof(Actual), Actual),
        (nameof(Forecast), Forecast), (nameof(SeasonalNaive), SeasonalNaive), (nameof(Naive), Naive), (nameof(Series), Series),
        (nameof(Quantiles), Quantiles), (nameof(Intervals), Intervals), (nameof(Baselines), Baselines));
}

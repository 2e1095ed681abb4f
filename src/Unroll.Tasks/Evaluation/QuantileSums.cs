using Unroll.Losses;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// Sums of the measures of quantile forecasts, in double precision: the pinball loss, by the terms of the loss itself, and the coverage.
/// </summary>
/// <param name="level">The quantile's level, above 0 and below 1.</param>
internal struct QuantileSums(double level)
{
    private double _pinball;
    private int _below;
    private int _count;

    /// <summary>The quantile's level.</summary>
    public readonly double Level => level;

    /// <summary>Mean pinball loss (Koenker and Bassett 1978), in the unit of the series; NaN where there is no point.</summary>
    public readonly double Pinball => _pinball / _count;

    /// <summary>Share of true values at or below the forecast: near the level where forecasts are calibrated.</summary>
    public readonly double Coverage => (double)_below / _count;

    /// <summary>Adds a point.</summary>
    /// <param name="actual">The true value.</param>
    /// <param name="forecast">The forecast of the quantile.</param>
    public void Add(double actual, double forecast)
    {
        _pinball += Quantile.Term(forecast, actual, level);
        _below += actual <= forecast ? 1 : 0;
        _count++;
    }

    /// <summary>Adds the points of other sums of the same level.</summary>
    /// <param name="other">The other sums.</param>
    public void Add(QuantileSums other)
    {
        _pinball += other._pinball;
        _below += other._below;
        _count += other._count;
    }
}

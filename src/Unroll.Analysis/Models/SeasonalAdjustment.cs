using Unroll.Analysis.Periodicity;
using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Models;

/// <summary>
/// A seasonal pattern by classical decomposition, to be taken out and put back: factors where all values are positive, else terms.
/// </summary>
internal sealed class SeasonalAdjustment
{
    private readonly double[] _pattern;
    private readonly bool _isFactor;

    public SeasonalAdjustment(double[] values, int season)
    {
        _isFactor = values.Min() > 0;
        _pattern = new double[season];
        Array.Fill(_pattern, _isFactor ? 1 : 0);
        if (season == 1)
        {
            return;
        }

        double[] trend = MovingAverage.Centered(values, season);
        double[] counts = new double[season];
        Array.Clear(_pattern);
        for (int t = 0; t < values.Length; t++)
        {
            if (!double.IsNaN(trend[t]))
            {
                _pattern[t % season] += _isFactor ? values[t] / trend[t] : values[t] - trend[t];
                counts[t % season]++;
            }
        }

        for (int i = 0; i < season; i++)
        {
            _pattern[i] = counts[i] > 0 ? _pattern[i] / counts[i] : _isFactor ? 1 : 0;
        }

        double mean = _pattern.Average();
        for (int i = 0; i < season; i++)
        {
            _pattern[i] = _isFactor ? Math.Max(1e-2, _pattern[i] / mean) : _pattern[i] - mean;
        }
    }

    public SeasonalAdjustment(double[] pattern, bool isFactor) => (_pattern, _isFactor) = (pattern, isFactor);

    /// <summary>The factors or terms of a season, from the first value of the series on.</summary>
    public IReadOnlyList<double> Pattern => _pattern;

    /// <summary>Whether they are factors.</summary>
    public bool IsFactor => _isFactor;

    /// <summary>Whether the autocorrelation at the season is beyond its band by Bartlett's formula at 90 %.</summary>
    public static bool IsSeasonal(double[] values, int season) =>
        season >= 2 && values.Length >= 2 * season && Autocorrelation.IsSeasonal(values, season);

    public double[] Remove(double[] values) =>
        [.. values.Select((value, t) => _isFactor ? value / _pattern[t % _pattern.Length] : value - _pattern[t % _pattern.Length])];

    /// <summary>Puts the season back into values from a time on.</summary>
    public double[] Restore(double[] values, int from) =>
    [
        .. values.Select((value, step) => _isFactor
            ? value * _pattern[(from + step) % _pattern.Length] : value + _pattern[(from + step) % _pattern.Length]),
    ];
}

namespace Unroll.Probability;

/// <summary>
/// The distribution of what a rising function makes of a number, as of one that a network forecasts on a scale of its own: quantiles are
/// those of the number, mapped. Exact where the function is a straight line.
/// </summary>
public sealed class MappedDistribution : Distribution
{
    private const int Levels = 200;
    private const double Straight = 1e-9;

    private readonly Distribution _source;
    private readonly Func<double, double> _map;

    /// <summary>Slope and value at 0 of a function that is a straight line; the slope is NaN where it is none.</summary>
    private readonly double _slope;
    private readonly double _shift;
    private readonly Lazy<SampleDistribution> _grid;

    /// <summary>The distribution of map(X).</summary>
    /// <param name="source">The distribution of X.</param>
    /// <param name="map">The function, rising.</param>
    public MappedDistribution(Distribution source, Func<double, double> map)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(map);
        (_source, _map) = (source, map);
        double scale = double.IsFinite(source.StandardDeviation) && source.StandardDeviation > 0 ? source.StandardDeviation : 1;
        double at = map(source.Mean), left = map(source.Mean - (2 * scale)), right = map(source.Mean + scale);
        double slope = (right - at) / scale;
        _slope = Math.Abs(at - left - (2 * slope * scale)) <= Straight * Math.Abs(slope * scale) ? slope : double.NaN;
        _shift = at - (_slope * source.Mean);
        _grid = new(() => new SampleDistribution(
            [.. Enumerable.Range(0, Levels).Select(i => map(source.Quantile((i + 0.5) / Levels)))]));
    }

    /// <summary>The mean; where the function is no straight line, that of 200 quantiles.</summary>
    /// <inheritdoc/>
    public override double Mean => IsStraight ? _shift + (_slope * _source.Mean) : _grid.Value.Mean;

    /// <summary>The standard deviation; where the function is no straight line, that of 200 quantiles.</summary>
    /// <inheritdoc/>
    public override double StandardDeviation => IsStraight ? _slope * _source.StandardDeviation : _grid.Value.StandardDeviation;

    private bool IsStraight => !double.IsNaN(_slope);

    /// <inheritdoc/>
    public override double Cumulative(double x) => _source.Cumulative(Unmap(x));

    /// <summary>The density of X, divided by the slope of the function; of counts, the probability.</summary>
    /// <inheritdoc/>
    public override double LogDensity(double x)
    {
        double from = Unmap(x);
        if (_source is CountDistribution)
        {
            return _source.LogDensity(Math.Round(from));
        }

        double spread = _source.StandardDeviation is > 0 and < double.PositiveInfinity ? _source.StandardDeviation : 1;
        double near = 1e-5 * Math.Max(spread, Math.Abs(from) * 1e-5);
        double slope = IsStraight ? _slope : (_map(from + near) - _map(from - near)) / (2 * near);
        return _source.LogDensity(from) - Math.Log(slope);
    }

    /// <inheritdoc/>
    public override double Sample(RandomStream random) => _map(_source.Sample(random));

    /// <summary>The score; where the function is no straight line, that of 200 quantiles.</summary>
    /// <inheritdoc/>
    public override double Crps(double actual) =>
        IsStraight ? _slope * _source.Crps((actual - _shift) / _slope) : _grid.Value.Crps(actual);

    /// <inheritdoc/>
    protected override double InnerQuantile(double level) => _map(_source.Quantile(level));

    /// <summary>The number that the function makes a value of; by bisection where it is no straight line.</summary>
    private double Unmap(double x)
    {
        if (IsStraight)
        {
            return (x - _shift) / _slope;
        }

        double low = _source.Quantile(1e-12), high = _source.Quantile(1 - 1e-12);
        for (int i = 0; i < 100 && high - low > 1e-13 * Math.Abs(high + low); i++)
        {
            double middle = 0.5 * (low + high);
            (low, high) = _map(middle) < x ? (middle, high) : (low, middle);
        }

        return 0.5 * (low + high);
    }
}

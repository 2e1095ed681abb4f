namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Levels or lines under noise that is an autoregression of order 1 and starts anew in each segment: the squared innovations that
/// generalised least squares leaves, −2 log-likelihood over their variance up to the determinant, which is the same for every segment.
/// </summary>
internal sealed class CorrelatedCost : SegmentCost
{
    private readonly double _autocorrelation;
    private readonly double _first;
    private readonly bool _hasSlope;
    private readonly double _middle;
    private readonly double[] _values;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly double[] _products;

    /// <summary>Creates the cost of a series.</summary>
    /// <param name="values">The series.</param>
    /// <param name="autocorrelation">The noise's correlation from one point to the next, between −1 and 1.</param>
    /// <param name="hasSlope">Whether segments are lines.</param>
    public CorrelatedCost(double[] values, double autocorrelation, bool hasSlope)
        : base(Check([values]), hasSlope ? 3 : 1, hasSlope ? 2 : 1)
    {
        (_autocorrelation, _hasSlope) = (autocorrelation, hasSlope);
        _first = 1 - (autocorrelation * autocorrelation);
        _middle = (values.Length - 1) / 2.0;
        double centre = values.Average();
        _values = [.. values.Select(value => value - centre)];
        (_sums, _squares, _products) = (new double[Count + 1], new double[Count + 1], new double[Count + 1]);
        for (int i = 1; i < Count; i++)
        {
            double innovation = _values[i] - (autocorrelation * _values[i - 1]);
            _sums[i + 1] = _sums[i] + innovation;
            _squares[i + 1] = _squares[i] + (innovation * innovation);
            _products[i + 1] = _products[i] + (innovation * (i - _middle));
        }
    }

    /// <summary>The values, each less the mean of all.</summary>
    public double[] Values => _values;

    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        // Of the first point the value itself counts, with weight 1 − φ²; of the others their innovations, (1 − φ)·L of a level L.
        double rest = 1 - _autocorrelation, later = end - start - 1, value = _values[start];
        double sum = _sums[end] - _sums[start + 1], square = _squares[end] - _squares[start + 1] + (_first * value * value);
        double ones = _first + (later * rest * rest), levels = (_first * value) + (rest * sum);
        if (!_hasSlope)
        {
            return Math.Max(0, square - (levels * levels / ones));
        }

        // Times from the segment's first point: an innovation of the line of slope 1 at time u is (1 − φ)·u + φ.
        double product = _products[end] - _products[start + 1] - ((start - _middle) * sum);
        double times = later * (later + 1) / 2, squaredTimes = times * ((2 * later) + 1) / 3, phi = _autocorrelation;
        double cross = rest * ((rest * times) + (phi * later));
        double slopes = (rest * rest * squaredTimes) + (2 * rest * phi * times) + (phi * phi * later);
        double lines = (rest * product) + (phi * sum);
        double determinant = (ones * slopes) - (cross * cross);
        return determinant <= 0 ? Math.Max(0, square - (levels * levels / ones))
            : Math.Max(
                0,
                square - (((slopes * levels * levels) - (2 * cross * levels * lines) + (ones * lines * lines)) / determinant));
    }
}

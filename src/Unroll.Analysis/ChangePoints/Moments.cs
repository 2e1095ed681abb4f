namespace Unroll.Analysis.ChangePoints;

/// <summary>Sums of the values before each point of a series, their squares and products with time: a segment's in O(1).</summary>
internal sealed class Moments
{
    private readonly double _middle;
    private readonly double[] _sums;
    private readonly double[] _squares;
    private readonly double[] _products;

    /// <summary>Creates the sums.</summary>
    /// <param name="values">The series.</param>
    /// <param name="centre">What is taken off each value, so that little is lost by rounding; its mean when not given.</param>
    /// <param name="hasTime">Whether products with time are summed, too.</param>
    public Moments(ReadOnlySpan<double> values, double? centre = null, bool hasTime = false)
    {
        Centre = centre ?? Mean(values);
        _middle = (values.Length - 1) / 2.0;
        _sums = new double[values.Length + 1];
        _squares = new double[values.Length + 1];
        _products = hasTime ? new double[values.Length + 1] : [];
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i] - Centre;
            _sums[i + 1] = _sums[i] + value;
            _squares[i + 1] = _squares[i] + (value * value);
            if (hasTime)
            {
                _products[i + 1] = _products[i] + (value * (i - _middle));
            }
        }
    }

    /// <summary>The number that is taken off each value.</summary>
    public double Centre { get; }

    /// <summary>Sums of the values before each point.</summary>
    public ReadOnlySpan<double> Sums => _sums;

    /// <summary>Sums of the squares before each point.</summary>
    public ReadOnlySpan<double> Squares => _squares;

    /// <summary>The sum of a segment's values.</summary>
    public double Sum(int start, int end) => _sums[end] - _sums[start];

    /// <summary>The sum of a segment's squares.</summary>
    public double Square(int start, int end) => _squares[end] - _squares[start];

    /// <summary>The sum of a segment's squared distances from its mean.</summary>
    public double Spread(int start, int end)
    {
        double sum = Sum(start, end);
        return Math.Max(0, Square(start, end) - (sum * sum / (end - start)));
    }

    /// <summary>The least-squares line of a segment.</summary>
    /// <returns>Its value at the segment's first point, its slope a point, and the sum of squared distances from it.</returns>
    public SegmentLine Line(int start, int end)
    {
        double count = end - start, sum = Sum(start, end);
        double time = ((start + end - 1) / 2.0) - _middle;
        double product = _products[end] - _products[start] - (time * sum);
        double width = count * ((count * count) - 1) / 12;
        double slope = width > 0 ? product / width : 0;
        double left = Math.Max(0, Square(start, end) - (sum * sum / count) - (slope * product));
        return new SegmentLine((sum / count) + Centre - (slope * (count - 1) / 2), slope, left);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double mean = 0;
        for (int i = 0; i < values.Length; i++)
        {
            mean += (values[i] - mean) / (i + 1);
        }

        return mean;
    }
}

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Two-sided cumulative sums of the distances from the level since the last change (Page, Biometrika 41, 1954), which start themselves
/// (Hawkins, 1987): values are taken one by one, in constant time and memory.
/// </summary>
public sealed class CusumDetector
{
    private const double Correction = 1.166;
    private readonly double _deviation;
    private readonly double _slack;
    private readonly double _threshold;
    private int _seen;
    private int _length;
    private double _mean;
    private Side _up;
    private Side _down;

    /// <summary>Creates a detector.</summary>
    /// <param name="deviation">The standard deviation of the noise, above 0.</param>
    /// <param name="averageRunLength">The mean number of points between false alarms; it gives the threshold (Siegmund 1985).</param>
    /// <param name="shift">The least shift to find, in deviations. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not above 0, or the run length below 10.</exception>
    public CusumDetector(double deviation, double averageRunLength, double shift = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shift);
        ArgumentOutOfRangeException.ThrowIfLessThan(averageRunLength, 10);
        _deviation = deviation;
        _slack = shift / 2;
        _threshold = Threshold(averageRunLength, _slack);
    }

    /// <summary>The sum, in deviations, that is an alarm.</summary>
    public double Limit => _threshold;

    /// <summary>Takes the next value.</summary>
    /// <param name="value">The value; a missing one (NaN) is passed over.</param>
    /// <returns>The first point after a change, where the value shows that there was one; else null.</returns>
    /// <exception cref="InputException">The value is infinite.</exception>
    public int? Update(double value)
    {
        SeriesChecks.RequireNoInfinity([value]);
        int at = _seen++;
        if (double.IsNaN(value))
        {
            return null;
        }

        if (_length == 0)
        {
            (_length, _mean) = (1, value);
            return null;
        }

        double distance = (value - _mean) / (_deviation * Math.Sqrt(1 + (1.0 / _length)));
        _up = _up.Next(distance - _slack, value, at);
        _down = _down.Next(-distance - _slack, value, at);
        _length++;
        _mean += (value - _mean) / _length;
        Side alarm = _up.Sum >= _down.Sum ? _up : _down;
        if (alarm.Sum < _threshold)
        {
            return null;
        }

        // The level after the change is that of the points since the sum began to grow.
        (_length, _mean) = (alarm.Number, alarm.Total / alarm.Number);
        (_up, _down) = (default, default);
        return alarm.Start;
    }

    /// <summary>The threshold with which false alarms are as rare as asked for.</summary>
    private static double Threshold(double runLength, double slack)
    {
        (double low, double high) = (0, 1000);
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2, reach = 2 * slack * (middle + Correction);
            double length = (Math.Exp(Math.Min(reach, 700)) - reach - 1) / (2 * slack * slack) / 2;
            (low, high) = length < runLength ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>One of the two sums, and the points since it was last 0.</summary>
    private readonly record struct Side(double Sum, int Start, double Total, int Number)
    {
        public Side Next(double excess, double value, int at) => Sum + excess <= 0 ? default
            : Number == 0 ? new Side(excess, at, value, 1)
            : this with { Sum = Sum + excess, Total = Total + value, Number = Number + 1 };
    }
}

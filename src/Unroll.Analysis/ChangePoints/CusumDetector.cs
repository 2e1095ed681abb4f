namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Two-sided cumulative sums of the distances from the level since the last change (Page, Biometrika 41, 1954), which start themselves
/// (Hawkins, 1987): values are taken one by one, in constant time and memory. Of several columns the larger sums of each are added up
/// (Mei, Biometrika 97, 2010), as if their noise were independent.
/// </summary>
public sealed class CusumDetector
{
    private const double Correction = 1.166;
    private const double Overwhelming = 10;
    private readonly double[] _deviations;
    private readonly double _slack;
    private readonly double _threshold;
    private readonly double[] _means;
    private readonly Side[] _sides;
    private readonly StreamGate _gate = new();
    private int _seen;
    private int _length;

    /// <summary>Creates a detector of one column.</summary>
    /// <param name="deviation">The standard deviation of the noise, above 0.</param>
    /// <param name="averageRunLength">The mean number of points between false alarms; it gives the threshold (Siegmund 1985).</param>
    /// <param name="shift">The least shift to find, in deviations. Default: 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not above 0, or the run length below 10.</exception>
    public CusumDetector(double deviation, double averageRunLength, double shift = 1)
        : this([deviation], averageRunLength, shift)
    {
    }

    /// <summary>Creates a detector of several columns, which change together.</summary>
    /// <param name="deviations">The standard deviation of the noise of each column, above 0.</param>
    /// <param name="averageRunLength">The mean number of points between false alarms; it gives the threshold.</param>
    /// <param name="shift">The least shift to find, in deviations. Default: 1.</param>
    /// <exception cref="ArgumentException">There is no column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A setting is not above 0, or the run length below 10.</exception>
    public CusumDetector(IReadOnlyList<double> deviations, double averageRunLength, double shift = 1)
    {
        ArgumentNullException.ThrowIfNull(deviations);
        if (deviations.Count == 0)
        {
            throw new ArgumentException("There is no column: give the deviation of one at least.", nameof(deviations));
        }

        foreach (double deviation in deviations)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation, nameof(deviations));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shift);
        ArgumentOutOfRangeException.ThrowIfLessThan(averageRunLength, 10);
        (_deviations, _means) = ([.. deviations], new double[deviations.Count]);
        _sides = [.. Enumerable.Range(0, 2 * deviations.Count).Select(_ => new Side(deviations.Count))];
        _slack = shift / 2;
        _threshold = Threshold(averageRunLength, _slack, deviations.Count);
    }

    /// <summary>The sum, in deviations, that is an alarm.</summary>
    public double Limit => _threshold;

    /// <summary>Takes the next value of the only column.</summary>
    /// <param name="value">The value; a missing one (NaN) is passed over.</param>
    /// <returns>The first point after a change, where the value shows that there was one; else null.</returns>
    /// <exception cref="ArgumentException">There are several columns.</exception>
    /// <exception cref="InputException">The value is infinite, or too large to be squared.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the detector at this moment.</exception>
    public int? Update(double value) => Update([value]);

    /// <summary>Takes the next value of each column.</summary>
    /// <param name="values">The values; where one is missing (NaN), all are passed over.</param>
    /// <returns>The first point after a change, where the values show that there was one; else null.</returns>
    /// <exception cref="ArgumentException">There are more values than columns, or fewer.</exception>
    /// <exception cref="InputException">A value is infinite, or too large to be squared.</exception>
    /// <exception cref="InvalidOperationException">Another thread uses the detector at this moment.</exception>
    public int? Update(ReadOnlySpan<double> values)
    {
        SeriesChecks.RequireAsMany(_means.Length, values.Length, "columns");
        SeriesChecks.RequireNotTooLarge(values);
        using StreamGate.Lease step = _gate.Enter();
        int at = _seen++;
        if (SeriesChecks.HasMissing(values))
        {
            return null;
        }

        if (_length == 0)
        {
            _length = 1;
            values.CopyTo(_means);
            return null;
        }

        double sum = 0;
        Side alarm = _sides[0];
        for (int k = 0; k < values.Length; k++)
        {
            double distance = (values[k] - _means[k]) / (_deviations[k] * Math.Sqrt(1 + (1.0 / _length)));
            (Side up, Side down) = (_sides[2 * k], _sides[(2 * k) + 1]);
            up.Take(distance - _slack, values, at);
            down.Take(-distance - _slack, values, at);
            Side larger = up.Sum >= down.Sum ? up : down;
            sum += larger.Sum;
            alarm = larger.Sum > alarm.Sum || k == 0 ? larger : alarm;
        }

        _length++;
        for (int k = 0; k < values.Length; k++)
        {
            _means[k] += (values[k] - _means[k]) / _length;
        }

        return sum < _threshold ? null : Restart(alarm);
    }

    /// <summary>Begins anew with the levels of the points since a sum began to grow; returns the first of them.</summary>
    private int Restart(Side alarm)
    {
        int start = alarm.Start;
        _length = alarm.Number;
        for (int k = 0; k < _means.Length; k++)
        {
            _means[k] = alarm.Totals[k] / alarm.Number;
        }

        foreach (Side side in _sides)
        {
            side.Clear();
        }

        return start;
    }

    /// <summary>
    /// The threshold with which false alarms are as rare as asked for. In log-likelihoods the larger of a column's sums is hardly above x
    /// but with probability e⁻ˣ on either side, and the sum of several no more often than a gamma variable of as many degrees.
    /// </summary>
    private static double Threshold(double runLength, double slack, int columns)
    {
        (double low, double high) = (0, 1000.0 * columns);
        for (int i = 0; i < 100; i++)
        {
            double middle = (low + high) / 2, reach = Math.Min(2 * slack * (middle + Correction), 700);
            double length = (Math.Exp(reach - Overlap(reach, columns)) - reach - 1) / (2 * slack * slack) / 2;
            (low, high) = length < runLength ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>The logarithm of how many times the sum of columns is as likely to be so large as the sum of one column is.</summary>
    private static double Overlap(double reach, int columns)
    {
        double term = 1, sum = 1;
        for (int j = 1; j < columns; j++)
        {
            term *= reach / j;
            sum += term;
        }

        return Math.Log(sum) + ((columns - 1) * Math.Log(2));
    }

    /// <summary>One of the two sums of a column, and what all columns added up to since it was last 0.</summary>
    private sealed class Side(int columns)
    {
        public double Sum { get; private set; }

        public int Start { get; private set; }

        public int Number { get; private set; }

        public double[] Totals { get; } = new double[columns];

        public void Take(double excess, ReadOnlySpan<double> values, int at)
        {
            if (Sum + excess <= 0)
            {
                Clear();
                return;
            }

            if (excess >= Overwhelming * Sum)
            {
                // What came before is next to nothing beside this value, which is the first after the change.
                Start = at;
                Number = 0;
                Array.Clear(Totals);
            }

            Sum += excess;
            Number++;
            for (int k = 0; k < Totals.Length; k++)
            {
                Totals[k] += values[k];
            }
        }

        public void Clear()
        {
            (Sum, Number) = (0, 0);
            Array.Clear(Totals);
        }
    }
}

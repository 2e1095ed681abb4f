namespace Unroll.Series.Preparing;

/// <summary>
/// Count, sum, squares about the mean, minimum and maximum of some values. Those of two runs combine to those of both (Chan, Golub and
/// LeVeque, 1979), so that no value is ever subtracted again, which would leave rounding errors of large values behind.
/// </summary>
internal readonly record struct Moments(int Count, double Sum, double Squares, double Minimum, double Maximum)
{
    public static Moments Of(double value) => double.IsNaN(value) ? default : new(1, value, 0, value, value);

    public Moments Plus(Moments other)
    {
        if (other.Count == 0)
        {
            return this;
        }

        if (Count == 0)
        {
            return other;
        }

        double difference = (other.Sum / other.Count) - (Sum / Count);
        return new(
            Count + other.Count,
            Sum + other.Sum,
            Squares + other.Squares + (difference * difference * ((double)Count * other.Count / (Count + other.Count))),
            Math.Min(Minimum, other.Minimum),
            Math.Max(Maximum, other.Maximum));
    }

    public double Get(Statistic statistic) => statistic == Statistic.Count ? Count
        : Count == 0 ? double.NaN
        : statistic switch
        {
            Statistic.Mean => StepColumns.Finite(Sum / Count),
            // Rounding may leave a trace in the squares of equal values.
            Statistic.StandardDeviation => Minimum == Maximum ? 0 : StepColumns.Finite(Math.Sqrt(Squares / Count)),
            Statistic.Minimum => Minimum,
            Statistic.Maximum => Maximum,
            _ => StepColumns.Finite(Sum),
        };
}

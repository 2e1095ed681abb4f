using Unroll.Series.Frames;

namespace Unroll.Tasks.Proposals;

/// <summary>The distribution and growth of a target before the test part.</summary>
/// <param name="Minimum">The least value.</param>
/// <param name="Skewness">The skewness: the third standardised moment.</param>
/// <param name="GrowthRatio">The mean of the last quarter over that of the first one, of the median series; NaN where it is not
/// defined.</param>
internal sealed record TargetShape(double Minimum, double Skewness, double GrowthRatio)
{
    private const double BeforeTest = 0.85;
    private const double MuchGrowth = 1.5;
    private const int Quarters = 4;

    /// <summary>Whether the level changes by half or more.</summary>
    internal bool Grows => GrowthRatio is >= MuchGrowth or > 0 and <= 1 / MuchGrowth;

    /// <summary>Measures a target.</summary>
    /// <param name="set">The series.</param>
    /// <param name="target">The target column.</param>
    internal static TargetShape Of(SeriesSet set, string target)
    {
        // One pass over one series at a time, by the update of Pébay (2008): a panel may have more values than fit into memory.
        List<double> ratios = [];
        double minimum = double.PositiveInfinity, mean = 0, squares = 0, cubes = 0;
        long count = 0;
        foreach (Frame frame in set.Items.Select(item => item.Frame))
        {
            double[] values = new double[(int)(BeforeTest * frame.RowCount)];
            frame.CopyColumn(target, 0, values);
            double[] known = [.. values.Where(double.IsFinite)];
            if (known.Length >= Quarters)
            {
                int quarter = known.Length / Quarters;
                ratios.Add(known[^quarter..].Average() / known[..quarter].Average());
            }

            foreach (double value in known)
            {
                count++;
                minimum = Math.Min(minimum, value);
                double difference = value - mean, step = difference / count, term = difference * step * (count - 1);
                cubes += (term * step * (count - 2)) - (3 * step * squares);
                squares += term;
                mean += step;
            }
        }

        if (count == 0)
        {
            return new TargetShape(double.NaN, 0, double.NaN);
        }

        double variance = squares / count;
        double skewness = variance > 0 ? cubes / count / Math.Pow(variance, 1.5) : 0;
        ratios.Sort();
        return new TargetShape(minimum, skewness, ratios.Count > 0 ? ratios[ratios.Count / 2] : double.NaN);
    }
}

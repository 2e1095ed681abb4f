using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>The computation of statistics of a run of values.</summary>
internal static class Statistics
{
    /// <summary>Short names, as columns bear them.</summary>
    public static string NameOf(Statistic statistic) => statistic switch
    {
        Statistic.StandardDeviation => "std",
        Statistic.Minimum => "min",
        Statistic.Maximum => "max",
        _ => statistic.ToString().ToLower(CultureInfo.InvariantCulture),
    };

    /// <summary>A statistic of values; NaN where it is undefined.</summary>
    /// <param name="statistic">The statistic.</param>
    /// <param name="values">The values; NaN is ignored.</param>
    /// <param name="places">Their positions in time, for the slope, in its unit.</param>
    /// <param name="scratch">Scratch space for as many numbers, for the median.</param>
    public static double Of(Statistic statistic, ReadOnlySpan<double> values, ReadOnlySpan<double> places, Span<double> scratch)
    {
        switch (statistic)
        {
            case Statistic.First:
                return At(values, values.IndexOfAnyExcept(double.NaN));
            case Statistic.Last:
                return At(values, values.LastIndexOfAnyExcept(double.NaN));
            case Statistic.Median:
                int known = 0;
                foreach (double value in values)
                {
                    if (!double.IsNaN(value))
                    {
                        scratch[known++] = value;
                    }
                }

                scratch[..known].Sort();
                return known > 0 ? StepColumns.Finite(Quantiles.Median(scratch[..known])) : double.NaN;
            case Statistic.Slope:
                return Slope(values, places);
            default:
                Moments moments = default;
                foreach (double value in values)
                {
                    moments = moments.Plus(Moments.Of(value));
                }

                return moments.Get(statistic);
        }
    }

    private static double At(ReadOnlySpan<double> values, int index) => index < 0 ? double.NaN : values[index];

    private static double Slope(ReadOnlySpan<double> values, ReadOnlySpan<double> places)
    {
        double sum = 0, sumOfPlaces = 0;
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                sum += values[i];
                sumOfPlaces += places[i];
                count++;
            }
        }

        if (count < 2)
        {
            return double.NaN;
        }

        double mean = sum / count, meanPlace = sumOfPlaces / count, product = 0, squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsNaN(values[i]))
            {
                product += (places[i] - meanPlace) * (values[i] - mean);
                squares += (places[i] - meanPlace) * (places[i] - meanPlace);
            }
        }

        return StepColumns.Finite(product / squares);
    }
}

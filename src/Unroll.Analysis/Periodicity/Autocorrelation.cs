using System.Numerics.Tensors;
using MathNet.Numerics.Distributions;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// Autocorrelation with Bartlett's bands, and partial autocorrelation (Brockwell and Davis, Introduction to Time Series and Forecasting,
/// chapters 2 and 3). A missing value (NaN) takes part in no product.
/// </summary>
public static class Autocorrelation
{
    /// <summary>The share of the variance below which what is left is rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>The normal quantile of the M4 competition's test of a season, at 90 %.</summary>
    private const double SeasonalQuantile = 1.645;

    /// <summary>The autocorrelations of a series; the band of a lag assumes none from there on (Bartlett, 1946).</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="InputException">A value is infinite, fewer than two are there, or all are the same.</exception>
    public static Correlogram Of(ReadOnlySpan<double> values, AutocorrelationOptions? options = null)
    {
        options ??= new();
        (int lags, double quantile) = Check(values, options, "An autocorrelation");
        double[] correlations = Raw(values, lags);
        return new Correlogram(correlations, Bartlett(correlations, SeriesChecks.Present(values).Length, quantile), options.Confidence);
    }

    /// <summary>
    /// Whether a series is seasonal: its autocorrelation at the lag of a season is beyond 1.645 standard errors (Bartlett, 1946), the test
    /// at 90 % of the M4 competition (Makridakis, Spiliotis and Assimakopoulos 2020). One that does not vary is not, nor one with infinite
    /// values or such as cannot be squared.
    /// </summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="season">Values in a season, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="season"/> is not positive.</exception>
    public static bool IsSeasonal(ReadOnlySpan<double> values, int season)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(season);
        if (values.Length <= season || SeriesChecks.IsConstant(values))
        {
            return false;
        }

        double[] correlations = Raw(values, season);
        return Math.Abs(correlations[season]) > Bartlett(correlations, SeriesChecks.Present(values).Length, SeasonalQuantile)[season];
    }

    /// <summary>The partial autocorrelations: at each lag, what the lags before it leave to explain.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="InputException">
    /// A value is infinite, fewer than two are there, or all are the same; or one is missing and Burg's method is asked for.
    /// </exception>
    public static Correlogram Partial(ReadOnlySpan<double> values, AutocorrelationOptions? options = null)
    {
        options ??= new();
        (int lags, double quantile) = Check(values, options, "A partial autocorrelation");
        double[] deviations = Deviations(values, out int present);
        double[] partial;
        if (options.PartialMethod == PartialMethod.Burg)
        {
            SeriesChecks.RequireComplete(values, "Burg's method");
            partial = Burg(deviations, lags);
        }
        else
        {
            partial = YuleWalker(deviations, lags);
        }

        double half = quantile / Math.Sqrt(present);
        return new Correlogram(partial, [0, .. Enumerable.Repeat(half, lags)], options.Confidence);
    }

    /// <summary>Autocorrelations from lag 0, without bands; of a series that varies.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="lags">The longest lag, less than the number of values.</param>
    internal static double[] Raw(ReadOnlySpan<double> values, int lags)
    {
        double[] products = Products(Deviations(values, out _), lags);
        return [.. products.Select(product => product / products[0])];
    }

    /// <summary>Sums of the products of values a lag apart, of many lags by Fourier transform.</summary>
    internal static double[] Products(double[] deviations, int lags)
    {
        const int fewLags = 64;
        double[] products = new double[lags + 1];
        if (lags <= fewLags)
        {
            for (int lag = 0; lag <= lags; lag++)
            {
                products[lag] = TensorPrimitives.Dot(
                    deviations.AsSpan(lag), deviations.AsSpan(0, deviations.Length - lag));
            }

            return products;
        }

        PowerOfTwoTransform transform = new((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(deviations.Length + lags)));
        double[] real = new double[transform.Length], imaginary = new double[transform.Length];
        deviations.CopyTo(real, 0);
        transform.Transform(real, imaginary);
        for (int i = 0; i < real.Length; i++)
        {
            (real[i], imaginary[i]) = ((real[i] * real[i]) + (imaginary[i] * imaginary[i]), 0);
        }

        transform.Transform(real, imaginary);
        for (int lag = 0; lag <= lags; lag++)
        {
            products[lag] = real[lag] / transform.Length;
        }

        return products;
    }

    private static double[] Deviations(ReadOnlySpan<double> values, out int present)
    {
        double[] there = SeriesChecks.Present(values), deviations = new double[values.Length];
        present = there.Length;
        double mean = there.Length == 0 ? 0 : there.Average();
        for (int i = 0; i < deviations.Length; i++)
        {
            deviations[i] = double.IsNaN(values[i]) ? 0 : values[i] - mean;
        }

        return deviations;
    }

    /// <summary>Half the width of the band of each lag, where there is no correlation from there on.</summary>
    private static double[] Bartlett(double[] correlations, double count, double quantile)
    {
        double[] halves = new double[correlations.Length];
        double sum = 1;
        for (int lag = 1; lag < halves.Length; lag++)
        {
            halves[lag] = quantile * Math.Sqrt(sum / count);
            sum += 2 * correlations[lag] * correlations[lag];
        }

        return halves;
    }

    /// <summary>Levinson and Durbin's recursion over autocovariances, each divided by its number of products.</summary>
    private static double[] YuleWalker(double[] deviations, int lags)
    {
        double[] covariances = Products(deviations, lags);
        for (int lag = 0; lag <= lags; lag++)
        {
            covariances[lag] /= deviations.Length - lag;
        }

        double[] partial = new double[lags + 1], coefficients = new double[lags + 1];
        (partial[0], double error) = (1, covariances[0]);
        for (int lag = 1; lag <= lags; lag++)
        {
            double rest = covariances[lag];
            for (int k = 1; k < lag; k++)
            {
                rest -= coefficients[k] * covariances[lag - k];
            }

            // What the values before explain wholly has no partial autocorrelations left.
            if (error <= Rounding * covariances[0])
            {
                break;
            }

            partial[lag] = rest / error;
            double[] before = (double[])coefficients.Clone();
            coefficients[lag] = partial[lag];
            for (int k = 1; k < lag; k++)
            {
                coefficients[k] = before[k] - (partial[lag] * before[lag - k]);
            }

            error *= 1 - (partial[lag] * partial[lag]);
        }

        return partial;
    }

    private static double[] Burg(double[] deviations, int lags)
    {
        double[] forward = (double[])deviations.Clone(), backward = (double[])deviations.Clone(), partial = new double[lags + 1];
        partial[0] = 1;
        for (int lag = 1; lag <= lags; lag++)
        {
            double products = 0, squares = 0;
            for (int t = lag; t < deviations.Length; t++)
            {
                products += forward[t] * backward[t - 1];
                squares += (forward[t] * forward[t]) + (backward[t - 1] * backward[t - 1]);
            }

            partial[lag] = squares > 0 ? 2 * products / squares : 0;
            for (int t = deviations.Length - 1; t >= lag; t--)
            {
                (forward[t], backward[t]) = (
                    forward[t] - (partial[lag] * backward[t - 1]), backward[t - 1] - (partial[lag] * forward[t]));
            }
        }

        return partial;
    }

    private static (int Lags, double Quantile) Check(ReadOnlySpan<double> values, AutocorrelationOptions options, string method)
    {
        if (options.Confidence is not (> 0 and < 1) || options.Lags < 1)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The confidence is {options.Confidence} and the longest lag {options.Lags}: ")
                + "give a confidence between 0 and 1, and a lag of 1 or more.",
                nameof(options));
        }

        SeriesChecks.RequireSquares(values);
        double[] present = SeriesChecks.Present(values);
        SeriesChecks.RequireLength(present.Length, 2, method);
        if (SeriesChecks.IsConstant(present))
        {
            throw new InputException(
                FormattableString.Invariant($"All {CountFormatter.Format(present.Length, "values")} are {present[0]}: ")
                + $"{method.ToLowerInvariant()} needs a series that varies.");
        }

        int longest = values.Length - 1;
        if (options.Lags > longest)
        {
            throw new InputException(
                $"{method} up to lag {options.Lags} needs more than {options.Lags} values, but there are {values.Length}: "
                + "take shorter lags.");
        }

        int lags = options.Lags ?? Math.Clamp((int)(10 * Math.Log10(values.Length)), 1, Math.Max(1, (values.Length / 2) - 1));
        return (Math.Min(lags, longest), Normal.InvCDF(0, 1, 0.5 + (options.Confidence / 2)));
    }
}

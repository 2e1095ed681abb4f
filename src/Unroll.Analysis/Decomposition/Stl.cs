namespace Unroll.Analysis.Decomposition;

/// <summary>
/// The decomposition into season and trend by LOESS, STL: a season that may change from year to year, and a trend, both smoothed by local
/// lines in turn (Cleveland, Cleveland, McRae and Terpenning, Journal of Official Statistics 6, 1990).
/// </summary>
public static class Stl
{
    /// <summary>Takes a series apart.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <param name="period">Steps of a season, at least 2.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <returns>Trend, season and residual, which add up to the series.</returns>
    /// <exception cref="ArgumentException">The period is less than 2, or a setting is out of range.</exception>
    /// <exception cref="InputException">The series is shorter than two seasons, or a value is missing or infinite.</exception>
    public static SeriesDecomposition Decompose(ReadOnlySpan<double> values, int period, StlOptions? options = null)
    {
        options ??= new();
        Seasonality.Check(values, period, "STL");
        SeriesChecks.RequireComplete(values, "STL");
        SeriesChecks.RequireSquares(values);
        Check(options, period);
        StlFit fit = new(values.ToArray(), period, options);
        fit.Run();
        double[] residual = new double[values.Length];
        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] = values[i] - fit.Trend[i] - fit.Season[i];
        }

        return new SeriesDecomposition(
            values.ToArray(), fit.Trend, [new(period, fit.Season, Strengths.Of(fit.Season, residual, values.ToArray(), false))], residual)
        {
            Weights = fit.Weights,
        };
    }

    private static void Check(StlOptions options, int period)
    {
        Length(nameof(StlOptions.SeasonalLength), options.SeasonalLength, 3);
        Length(nameof(StlOptions.TrendLength), options.TrendLength, period + 1);
        Length(nameof(StlOptions.LowPassLength), options.LowPassLength, period + 1);
        int[] degrees = [options.SeasonalDegree, options.TrendDegree, options.LowPassDegree];
        if (degrees.Any(degree => degree is not (0 or 1)) || options.Jump < 1 || options.InnerIterations < 1 || options.OuterIterations < 0)
        {
            throw new ArgumentException(
                $"STL has degrees {string.Join(", ", degrees)}, jump {options.Jump} and {options.InnerIterations} inner and "
                + $"{options.OuterIterations} outer iterations: degrees are 0 or 1, jump and inner iterations at least 1.",
                nameof(options));
        }

        static void Length(string name, int? length, int least)
        {
            if (length is { } given && (given < least || given % 2 == 0))
            {
                throw new ArgumentException($"{name} is {given}, but must be odd and at least {least}.", nameof(options));
            }
        }
    }
}

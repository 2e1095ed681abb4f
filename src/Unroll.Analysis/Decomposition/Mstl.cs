namespace Unroll.Analysis.Decomposition;

/// <summary>
/// The decomposition into a trend and several seasons, such as those of a day and of a week, by STL in turn (Bandara, Hyndman and Bergmeir,
/// International Journal of Operational Research 52, 2025).
/// </summary>
public static class Mstl
{
    /// <summary>Takes a series apart.</summary>
    /// <param name="values">The series, without gaps.</param>
    /// <param name="periods">Steps of each season, each at least 2 and different; in any order.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <returns>Trend, seasons and residual, which add up to the series.</returns>
    /// <exception cref="ArgumentException">A period is less than 2 or stands twice, or a setting is out of range.</exception>
    /// <exception cref="InputException">The series is shorter than two seasons, or a value is missing or infinite.</exception>
    public static SeriesDecomposition Decompose(ReadOnlySpan<double> values, IReadOnlyList<int> periods, MstlOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(periods);
        options ??= new();
        int[] lengths = Check(periods, options);
        int[] sorted = [.. periods.Order()];
        Seasonality.Check(values, sorted[^1], "MSTL");
        double[][] seasons = [.. sorted.Select(_ => Array.Empty<double>())];
        double[] rest = values.ToArray();
        SeriesDecomposition? last = null;
        int iterations = sorted.Length == 1 ? 1 : options.Iterations;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            for (int k = 0; k < sorted.Length; k++)
            {
                for (int i = 0; i < seasons[k].Length; i++)
                {
                    rest[i] += seasons[k][i];
                }

                last = Stl.Decompose(rest, sorted[k], options.Stl with { SeasonalLength = lengths[k] });
                seasons[k] = [.. last.Seasons[0].Values];
                for (int i = 0; i < rest.Length; i++)
                {
                    rest[i] -= seasons[k][i];
                }
            }
        }

        double[] observed = values.ToArray(), residual = [.. rest.Zip(last!.Trend, (value, trend) => value - trend)];
        return new SeriesDecomposition(
            observed, last.Trend,
            [
                .. sorted.Select((period, k) => new SeasonalComponent(
                    period, seasons[k], Strengths.Of(seasons[k], residual, observed, false))),
            ],
            residual)
        {
            Weights = last.Weights,
        };
    }

    private static int[] Check(IReadOnlyList<int> periods, MstlOptions options)
    {
        if (periods.Count == 0 || periods.Distinct().Count() < periods.Count || periods.Any(period => period < 2))
        {
            throw new ArgumentException(
                $"The periods are {string.Join(", ", periods)}: give at least one, each at least 2 and none twice.", nameof(periods));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(options.Iterations, 1, nameof(options));
        if (options.SeasonalLengths is { } given && given.Count != periods.Count)
        {
            throw new ArgumentException(
                $"There are {CountFormatter.Format(given.Count, "seasonal lengths")} for {CountFormatter.Format(periods.Count, "periods")}"
                + ": give one a period.",
                nameof(options));
        }

        // A length belongs to its period, whatever the order they are given in.
        return options.SeasonalLengths is { } lengths
            ? [.. periods.Zip(lengths).OrderBy(pair => pair.First).Select(pair => pair.Second)]
            : [.. periods.Select((_, k) => 11 + (4 * k))];
    }
}

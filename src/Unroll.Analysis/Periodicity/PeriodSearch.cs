using System.Numerics.Tensors;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// A search for the periods of a series, even or uneven: the highest peak of the Lomb–Scargle periodogram, its sinusoid taken out, the next
/// peak, and so on until noise explains what is left.
/// </summary>
/// <example><code>PeriodSearch.Find(series).Periods[0].Period</code></example>
public static class PeriodSearch
{
    /// <summary>The fewest values that a period can be found in.</summary>
    public const int MinValues = 8;

    private const int MostPoints = 200_000;
    private const double UnevenFactor = 5;

    /// <summary>Finds the periods of values at steps 0, 1, 2, …, in steps.</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    /// <exception cref="InputException">A value is infinite, too few are there, or no period lies within the limits.</exception>
    public static FoundPeriods Find(ReadOnlySpan<double> values, PeriodSearchOptions? options = null)
    {
        double[] times = new double[values.Length];
        for (int i = 0; i < times.Length; i++)
        {
            times[i] = i;
        }

        return Find(times, values, options);
    }

    /// <summary>Finds the periods of values at times, in the unit of the times.</summary>
    /// <param name="times">Times, none less than the one before.</param>
    /// <param name="values">The values, as many; missing ones as NaN.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <exception cref="ArgumentException">The times are not in order or not as many as values, or a setting is out of range.</exception>
    /// <exception cref="InputException">A value is infinite, too few are there, or no period lies within the limits.</exception>
    public static FoundPeriods Find(ReadOnlySpan<double> times, ReadOnlySpan<double> values, PeriodSearchOptions? options = null)
    {
        options ??= new();
        Check(options);
        SeriesChecks.RequireSquares(values);
        List<string> notes = [];
        (double[] at, double[] measured) = PeriodPoints.Present(times, values);
        SeriesChecks.RequireLength(measured.Length, MinValues, "A search for periods");
        if (SeriesChecks.IsConstant(measured))
        {
            notes.Add(FormattableString.Invariant(
                $"All {CountFormatter.Format(measured.Length, "values")} are {measured[0]}: a constant has no period."));
            return new FoundPeriods(new Spectrum([], []), [], notes);
        }

        if (at.Length > MostPoints)
        {
            int each = (at.Length + MostPoints - 1) / MostPoints;
            (at, measured) = PeriodPoints.Averaged(at, measured, each);
            notes.Add(
                $"Of so many values each {each} are averaged: periods shorter than {4 * each} values are not found; look for them in a "
                + "part of the series.");
        }

        FrequencyGrid grid = Grid(at, options);
        return options.IsDetrended && IsNothing(new WaveFit(at, measured, hasLine: true).Residual(), measured)
            ? new FoundPeriods(new Spectrum([], []), [], [.. notes, "Without its line the series does not vary: it has no period."])
            : Peel(at, measured, grid, options, notes);
    }

    /// <summary>Peak after peak of what all found sinusoids and the line leave together.</summary>
    private static FoundPeriods Peel(double[] times, double[] values, FrequencyGrid grid, PeriodSearchOptions options, List<string> notes)
    {
        WaveFit fit = new(times, values, options.IsDetrended);
        double[] rest = fit.Residual();
        LombScargleSample sample = LombScargleSample.Of(times, rest, default);
        Func<LombScargleSample, double[]> powerOf = LombScargle.PowerAt(sample, grid);
        double all = sample.Variance;
        List<FoundPeriod> found = [];
        double[] first = [];
        while (found.Count < options.MaxPeriods && !IsNothing(rest, values))
        {
            sample = sample.With(rest);
            double[] spectrum = powerOf(sample);
            first = first.Length == 0 ? spectrum : first;
            if (PeriodPoints.Peak(spectrum, sample, grid) is not { } frequency)
            {
                break;
            }

            double power = LombScargle.Direct(sample, frequency);
            double probability = LombScargle.FalseAlarmProbability(power, grid.End, times);
            bool counts = probability <= options.Level;
            if (!counts && found.Count > 0)
            {
                break;
            }

            double amplitude = fit.Add(frequency);
            found.Add(new FoundPeriod(
                1 / frequency, power * sample.Variance / all, probability, amplitude,
                PeriodPoints.StandardError(frequency, amplitude, sample.Variance * (1 - power), times))
            {
                IsSignificant = counts,
            });
            rest = fit.Residual();
            if (!counts)
            {
                break;
            }
        }

        if (found.Count == 0)
        {
            notes.Add("No peak of the periodogram lies within the limits: power only rises towards one of them.");
        }

        return new FoundPeriods(new Spectrum(grid.ToArray(), first), PeriodPoints.WithHarmonics(found, times[^1] - times[0]), notes);
    }

    private static FrequencyGrid Grid(double[] times, PeriodSearchOptions options)
    {
        double span = times[^1] - times[0];
        if (span <= 0)
        {
            throw new InputException(
                $"All {CountFormatter.Format(times.Length, "values")} have the same time: a period needs different ones.");
        }

        double longest = options.LongestPeriod ?? span / 2;
        if (longest > span)
        {
            throw new InputException(FormattableString.Invariant(
                $"The longest period is {longest}, but the series spans {span}: a period that it does not span cannot be found in it."));
        }

        double step = PeriodPoints.Step(times);
        double highest = options.ShortestPeriod is { } shortest ? 1 / shortest
            : step > 0 ? 0.5 / step : UnevenFactor * 0.5 * times.Length / span;
        return 1 / longest < highest ? FrequencyGrid.For(span, highest, options.SamplesPerPeak, 1 / longest)
            : throw new InputException(FormattableString.Invariant(
                $"No period lies between {1 / highest} and {longest}: take a shorter shortest or a longer longest period."));
    }

    // What a sinusoid leaves of itself by rounding.
    private static bool IsNothing(double[] rest, double[] values) =>
        Math.Abs(TensorPrimitives.MaxMagnitude<double>(rest)) <= 1e-9 * Math.Abs(TensorPrimitives.MaxMagnitude<double>(values));

    private static void Check(PeriodSearchOptions options)
    {
        if (options.MaxPeriods < 1 || options.SamplesPerPeak < 1 || options.Level is not (> 0 and <= 1)
            || options.ShortestPeriod is <= 0 or double.NaN || options.LongestPeriod is <= 0 or double.NaN)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"The search is for {options.MaxPeriods} periods from {options.ShortestPeriod} to {options.LongestPeriod} at level ")
                + FormattableString.Invariant($"{options.Level} with {options.SamplesPerPeak} samples a peak: give positive numbers, and ")
                + "a level of at most 1.",
                nameof(options));
        }
    }
}

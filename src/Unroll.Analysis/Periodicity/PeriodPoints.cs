using MathNet.Numerics.Interpolation;
using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Periodicity;

/// <summary>The points of a series and the peaks of its power, as a search for periods takes them.</summary>
internal static class PeriodPoints
{
    private const double StepTolerance = 1e-3;
    private const int MostHarmonics = 24;
    private const double SpanOfWhole = 0.125;
    private const double WeakestWhole = 0.25;

    /// <summary>The values that are there, with their times.</summary>
    public static (double[] Times, double[] Values) Present(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        SeriesChecks.RequireAsMany(times.Length, values.Length, "times");
        List<double> at = new(times.Length), there = new(times.Length);
        for (int i = 0; i < times.Length; i++)
        {
            if (!double.IsFinite(times[i]) || (i > 0 && times[i] < times[i - 1]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Time {i} (from 0) is {times[i]}, not a number at or after the one before: sort them."),
                    nameof(times));
            }

            if (!double.IsNaN(values[i]))
            {
                at.Add(times[i]);
                there.Add(values[i]);
            }
        }

        return ([.. at], [.. there]);
    }

    /// <summary>Means of so many points each.</summary>
    public static (double[] Times, double[] Values) Averaged(double[] times, double[] values, int each)
    {
        int count = times.Length / each;
        double[] at = new double[count], means = new double[count];
        for (int i = 0; i < times.Length / each * each; i++)
        {
            at[i / each] += times[i] / each;
            means[i / each] += values[i] / each;
        }

        return (at, means);
    }

    /// <summary>The step of times that all lie on an even grid, perhaps with gaps; 0 where they do not.</summary>
    public static double Step(double[] times)
    {
        double[] steps = [.. times.Skip(1).Zip(times, (next, time) => next - time)];
        double step = ArrayStatistics.MedianInplace((double[])steps.Clone());
        return step > 0 && steps.All(each => each > step / 2 && Math.Abs((each / step) - Math.Round(each / step)) <= StepTolerance)
            ? step : 0;
    }

    /// <summary>The frequency of the highest peak, to a small part of the grid's step; null where power only rises to an end.</summary>
    public static double? Peak(double[] power, LombScargleSample sample, FrequencyGrid grid)
    {
        int best = -1;
        for (int k = 0; k < power.Length; k++)
        {
            bool isPeak = (k == 0 ? k < power.Length - 1 && IsPeakBefore(sample, grid, power[0]) : power[k] >= power[k - 1])
                && (k == power.Length - 1 || power[k] >= power[k + 1]);
            best = isPeak && (best < 0 || power[k] > power[best]) ? k : best;
        }

        return best < 0 ? null : Refine(sample, grid[best], grid.Step);
    }

    /// <summary>The standard error of a period.</summary>
    public static double StandardError(double frequency, double amplitude, double variance, double[] times) =>
        Math.Sqrt(6 * variance / times.Length) / (Math.PI * (times[^1] - times[0]) * amplitude * frequency * frequency);

    /// <summary>The periods in the order of their power, each with the one that it is a harmonic of.</summary>
    public static FoundPeriod[] WithHarmonics(List<FoundPeriod> found, double span) =>
    [
        .. found.OrderByDescending(period => period.Power).Select(period => period with
        {
            HarmonicOf = found.OrderByDescending(whole => whole.Power).FirstOrDefault(
                whole => whole.Power > WeakestWhole * period.Power && IsHarmonic(whole.Period, period.Period, span))?.Period,
        }),
    ];

    // The first frequency is a peak where power falls towards longer periods, too.
    private static bool IsPeakBefore(LombScargleSample sample, FrequencyGrid grid, double power) =>
        grid.Start > grid.Step && LombScargle.Direct(sample, grid.Start - grid.Step) <= power;

    /// <summary>
    /// Whether a period is a half, a third, … of another, as closely as the span tells frequencies apart: the error of the whole's counts
    /// many times, but not as far as to any other period.
    /// </summary>
    private static bool IsHarmonic(double whole, double part, double span)
    {
        double ratio = Math.Round(whole / part);
        return ratio is >= 2 and <= MostHarmonics && whole < SpanOfWhole * span
            && Math.Abs((1 / part) - (ratio / whole)) < Math.Max(0.5 / span, Math.Min(0.25 * ratio / span, 0.1 / whole));
    }

    /// <summary>
    /// The highest point around a peak of the grid, by golden section on the polynomial through a few points: over so small a part of a
    /// peak's width the power is as smooth as that.
    /// </summary>
    private static double Refine(LombScargleSample sample, double frequency, double step)
    {
        const double golden = 0.6180339887498949;
        const int rounds = 30, points = 9;
        (double low, double high) = (Math.Max(frequency - step, 0.1 * frequency), frequency + step);
        double[] frequencies =
            [.. Enumerable.Range(0, points).Select(point => low + ((high - low) * point / (points - 1)))];
        Barycentric power = Barycentric.InterpolatePolynomialEquidistant(frequencies, LombScargle.Direct(sample, frequencies));
        double left = high - (golden * (high - low)), right = low + (golden * (high - low));
        (double leftPower, double rightPower) = (power.Interpolate(left), power.Interpolate(right));
        for (int round = 0; round < rounds; round++)
        {
            if (leftPower > rightPower)
            {
                (high, right, rightPower) = (right, left, leftPower);
                left = high - (golden * (high - low));
                leftPower = power.Interpolate(left);
            }
            else
            {
                (low, left, leftPower) = (left, right, rightPower);
                right = low + (golden * (high - low));
                rightPower = power.Interpolate(right);
            }
        }

        return (low + high) / 2;
    }
}

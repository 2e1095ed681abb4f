namespace Unroll.Probability;

/// <summary>A distribution of counts: whole numbers from 0.</summary>
public abstract class CountDistribution : Distribution
{
    /// <summary>The probability beyond which counts are left out: less than any score shows.</summary>
    private const double Tail = 1e-10;
    private const int MostTerms = 20_000;

    private protected CountDistribution()
    {
    }

    /// <summary>
    /// The integral of (F(x) − 1{y ≤ x})², which is a sum over the counts; of distributions that are very wide, over groups of neighbouring
    /// counts.
    /// </summary>
    /// <inheritdoc/>
    public sealed override double Crps(double actual)
    {
        if (!double.IsFinite(Mean) || double.IsNaN(actual))
        {
            return double.NaN;
        }

        double low = Quantile(Tail), high = Quantile(1 - Tail);
        double step = Math.Max(1, Math.Ceiling((high - low) / MostTerms));

        // Below the first count the distribution is 0, above the last 1.
        double sum = Math.Max(0, low - actual) + Math.Max(0, actual - high);
        for (double from = low; from < high; from += step)
        {
            double share = Cumulative(from), until = Math.Min(from + step, high);
            double before = Math.Clamp(actual, from, until) - from, behind = until - from - before;
            sum += (share * share * before) + ((1 - share) * (1 - share) * behind);
        }

        return sum;
    }

    /// <inheritdoc/>
    public sealed override double Cumulative(double x) => x < 0 ? 0
        : double.IsPositiveInfinity(x) ? 1
        : CumulativeOf(Math.Floor(x));

    /// <inheritdoc/>
    public sealed override double LogDensity(double x) =>
        x >= 0 && x == Math.Floor(x) ? LogProbability(x) : double.NegativeInfinity;

    /// <summary>The cumulative distribution at a count.</summary>
    private protected abstract double CumulativeOf(double count);

    /// <summary>The logarithm of a count's probability.</summary>
    private protected abstract double LogProbability(double count);
}

namespace Unroll.Analysis.StateSpace;

/// <summary>The posterior of a number, by draws.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mean">Its mean.</param>
/// <param name="StandardDeviation">Its standard deviation.</param>
/// <param name="Lower">Its 2.5 % point.</param>
/// <param name="Upper">Its 97.5 % point.</param>
/// <param name="EffectiveDraws">The independent draws that would tell the mean as closely.</param>
public sealed record PosteriorEstimate(string Name, double Mean, double StandardDeviation, double Lower, double Upper,
    double EffectiveDraws)
{
    /// <summary>The probability that the number is not 0: of a coefficient, that its regressor counts; null of others.</summary>
    public double? InclusionProbability { get; init; }

    /// <summary>The summary of draws.</summary>
    /// <param name="name">The name of the number.</param>
    /// <param name="draws">The draws, in their order.</param>
    internal static PosteriorEstimate Of(string name, double[] draws)
    {
        double mean = draws.Average(), variance = draws.Average(draw => (draw - mean) * (draw - mean));
        double[] sorted = [.. draws.Order()];
        double At(double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
        return new PosteriorEstimate(name, mean, Math.Sqrt(variance), At(0.025), At(0.975), Effective(draws, mean, variance));
    }

    /// <summary>Draws divided by the sum of autocorrelations, in pairs while these are positive (Geyer 1992).</summary>
    private static double Effective(double[] draws, double mean, double variance)
    {
        if (!(variance > 0))
        {
            return draws.Length;
        }

        double sum = -1;
        for (int lag = 0; lag + 1 < draws.Length / 2; lag += 2)
        {
            double pair = Correlation(lag) + Correlation(lag + 1);
            if (pair <= 0)
            {
                break;
            }

            sum += 2 * pair;
        }

        return Math.Min(draws.Length, draws.Length / Math.Max(sum, 1e-9));

        double Correlation(int lag)
        {
            double product = 0;
            for (int t = lag; t < draws.Length; t++)
            {
                product += (draws[t] - mean) * (draws[t - lag] - mean);
            }

            return product / (draws.Length * variance);
        }
    }
}

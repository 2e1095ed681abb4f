namespace Unroll.Analysis.Periodicity;

/// <summary>The autocorrelations of pieces of series together, by lag from 0.</summary>
/// <param name="Values">The autocorrelations.</param>
/// <param name="Pairs">The pairs of values that each is of.</param>
internal sealed record SeasonCorrelation(double[] Values, double[] Pairs)
{
    private const double Most = 0.999;

    /// <summary>The longest lag.</summary>
    public int Longest => Values.Length - 1;

    /// <summary>The autocorrelation at a lag, at most 1; 0 beyond the longest.</summary>
    /// <param name="lag">The lag.</param>
    public double At(int lag) => lag <= Longest ? Math.Min(Values[lag], 1) : 0;

    /// <summary>The lag with the highest autocorrelation around one, 2 at least.</summary>
    /// <param name="lag">The lag.</param>
    /// <param name="reach">Lags on either side.</param>
    public int Best(int lag, int reach)
    {
        int best = Math.Max(2, lag - reach);
        for (int other = best + 1; other <= lag + reach; other++)
        {
            best = At(other) > At(best) ? other : best;
        }

        return best;
    }

    /// <summary>
    /// The deviations from 0 of the correlations at a lag and, where it has multiples, at all of them together: the Fisher transform over
    /// the deviation that it has where cycles have nothing to do with one another (Bartlett 1946). The larger of the two, since a season
    /// may change over many cycles.
    /// </summary>
    /// <param name="lag">The lag.</param>
    public double Certainty(int lag)
    {
        double variance = 1, sum = 0, pairs = 0, certainty = 0;
        for (int other = 1; other <= lag / 2; other++)
        {
            variance += 2 * Values[other] * Values[other];
        }

        for (int multiple = lag; multiple <= Longest && Pairs[multiple] >= 1; multiple += lag)
        {
            (sum, pairs) = (sum + (Pairs[multiple] * At(multiple)), pairs + Pairs[multiple]);
            certainty = Math.Max(certainty, Math.Atanh(Math.Clamp(sum / pairs, -Most, Most)) / Math.Sqrt(variance / pairs));
        }

        return certainty;
    }
}

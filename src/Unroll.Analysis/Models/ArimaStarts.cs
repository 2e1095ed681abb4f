namespace Unroll.Analysis.Models;

/// <summary>
/// Points from which the likelihood of an ARIMA model is maximised: it may have several maxima, the more of them the more both sides of the
/// model can take from each other.
/// </summary>
internal static class ArimaStarts
{
    /// <summary>Partial correlations that all factors of a kind start with.</summary>
    private static readonly (double Autoregression, double MovingAverage)[] _alike = [(0.1, 0.1), (0.7, -0.4), (-0.4, 0.4), (0.4, 0.6)];

    /// <summary>Roots of a factor that both sides of a smaller model are multiplied by, which leaves its likelihood as it is.</summary>
    private static readonly double[] _commonRoots = [-0.8, -0.3, 0.3, 0.8];

    /// <summary>Points that are spread at random, as numbers without bounds.</summary>
    private const int SpreadPoints = 12;

    /// <summary>The furthest of them: partial correlations of 0.83.</summary>
    private const double Spread = 1.2;

    /// <summary>The furthest start without bounds: beyond, the likelihood has next to no slope.</summary>
    private const double Furthest = 3.5;

    /// <summary>A partial correlation of 0.9999, as a number without bounds.</summary>
    private const double NearlyOne = 5;

    /// <summary>Values times states above which a thorough search would take too long.</summary>
    private const double MostWork = 5e4;

    /// <summary>The points, as numbers without bounds.</summary>
    /// <param name="likelihood">The likelihood.</param>
    /// <param name="isThorough">Whether to look for the greatest of all maxima.</param>
    public static IEnumerable<double[]> Of(ArimaLikelihood likelihood, bool isThorough)
    {
        ArimaOrder order = likelihood.Order;
        int size = order.CoefficientCount;
        foreach ((double autoregression, double movingAverage) in _alike)
        {
            yield return [.. Enumerable.Range(0, size).Select(i => IsMovingAverage(order, i) ? -movingAverage : autoregression)];
        }

        if (!isThorough || size < 2 || likelihood.Work > MostWork)
        {
            yield break;
        }

        RandomStream random = new(1);
        for (int i = 0; i < SpreadPoints; i++)
        {
            yield return [.. Enumerable.Range(0, size).Select(_ => Spread * ((2 * random.NextDouble()) - 1))];
        }

        foreach (double[] start in Larger(likelihood).Concat(NearlyDifferences(order)))
        {
            yield return start;
        }
    }

    /// <summary>Autoregressions that nearly take a difference, which a level far from 0 makes of a model without a mean.</summary>
    private static IEnumerable<double[]> NearlyDifferences(ArimaOrder order)
    {
        int[] first = [.. order.P > 0 ? [0] : Array.Empty<int>(), .. order.SeasonalP > 0 ? [order.P + order.Q] : Array.Empty<int>()];
        return first.Select(lag => (double[])[.. Enumerable.Range(0, order.CoefficientCount).Select(i => i == lag ? NearlyOne : 0.1)]);
    }

    /// <summary>The best smaller model, with a lag more on both sides.</summary>
    private static IEnumerable<double[]> Larger(ArimaLikelihood likelihood)
    {
        ArimaOrder order = likelihood.Order;
        bool isPlain = order.P > 0 && order.Q > 0;
        if (!isPlain && (order.SeasonalP == 0 || order.SeasonalQ == 0))
        {
            yield break;
        }

        ArimaOrder less = isPlain ? order with { P = order.P - 1, Q = order.Q - 1 }
            : order with { SeasonalP = order.SeasonalP - 1, SeasonalQ = order.SeasonalQ - 1 };
        double[] smaller = BestOf(likelihood.With(less));
        foreach (double root in _commonRoots)
        {
            (int p, int q, int seasonalP) = (less.P, less.Q, less.SeasonalP);
            double[] plainAr = smaller[..p], plainMa = smaller[p..(p + q)];
            double[] seasonalAr = smaller[(p + q)..(p + q + seasonalP)], seasonalMa = smaller[(p + q + seasonalP)..];
            double[] coefficients = isPlain
                ? [.. Times(plainAr, -1, root), .. Times(plainMa, 1, root), .. seasonalAr, .. seasonalMa]
                : [.. plainAr, .. plainMa, .. Times(seasonalAr, -1, root), .. Times(seasonalMa, 1, root)];
            double[] free = new double[coefficients.Length];
            if (ArmaPolynomials.Release(order, coefficients, free))
            {
                yield return [.. free.Select(value => Math.Clamp(value, -Furthest, Furthest))];
            }
        }
    }

    /// <summary>The coefficients of greatest likelihood, roughly.</summary>
    private static double[] BestOf(ArimaLikelihood likelihood)
    {
        double[] free = [], coefficients = new double[likelihood.Order.CoefficientCount];
        double least = double.PositiveInfinity;
        foreach (double[] start in Of(likelihood, isThorough: false).Concat(Larger(likelihood)))
        {
            double found = ArimaEstimation.Search(likelihood, start, isRough: true);
            (free, least) = found < least ? (start, found) : (free, least);
        }

        if (free.Length > 0)
        {
            ArmaPolynomials.Constrain(likelihood.Order, free, coefficients);
        }

        return coefficients;
    }

    /// <summary>A polynomial, given by its coefficients after the first and their sign, times 1 − root·B.</summary>
    private static double[] Times(double[] coefficients, int sign, double root) =>
    [
        .. Enumerable.Range(0, coefficients.Length + 1).Select(lag =>
            (lag < coefficients.Length ? coefficients[lag] : 0) - (root * (lag == 0 ? sign : coefficients[lag - 1]))),
    ];

    private static bool IsMovingAverage(ArimaOrder order, int i) =>
        (i >= order.P && i < order.P + order.Q) || i >= order.P + order.Q + order.SeasonalP;
}

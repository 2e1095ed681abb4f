namespace Unroll.Probability;

/// <summary>Cumulative distributions, and quantiles of the predictive distributions from these by bisection.</summary>
internal static class DistributionMath
{
    private const double Tolerance = 1e-12;
    private const double Tiny = 1e-300;
    private const int MostSteps = 500;

    /// <summary>The quantile of the standard normal distribution.</summary>
    public static double NormalQuantile(double level) => Invert(level, NormalDistribution);

    /// <summary>The quantile of Student's t distribution.</summary>
    public static double StudentTQuantile(double level, double freedom) =>
        Invert(level, x => StudentTDistribution(x, freedom));

    /// <summary>P(X ≤ x) = I(ν/(ν + x²); ν/2, 1/2)/2 below 0.</summary>
    public static double StudentTDistribution(double x, double freedom)
    {
        double tail = 0.5 * IncompleteBeta(freedom / (freedom + (x * x)), freedom / 2, 0.5);
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The quantile of the Poisson distribution: P(X ≤ k) = Q(k + 1, λ).</summary>
    public static double PoissonQuantile(double level, double rate) => InvertCounts(level, rate, k => UpperGamma(k + 1, rate));

    /// <summary>
    /// The quantile of the negative binomial distribution with a mean μ and a variance μ + α·μ²: P(X ≤ k) = I(1/(1 + α·μ); 1/α, k + 1).
    /// </summary>
    public static double NegativeBinomialQuantile(double level, double mean, double shape) =>
        InvertCounts(level, mean, k => NegativeBinomialDistribution(k, mean, shape));

    /// <summary>P(X ≤ k) of that distribution.</summary>
    public static double NegativeBinomialDistribution(double count, double mean, double shape) =>
        IncompleteBeta(1 / (1 + (shape * mean)), 1 / shape, count + 1);

    /// <summary>Φ(x) = Q(1/2, x²/2)/2 below 0.</summary>
    public static double NormalDistribution(double x)
    {
        double tail = 0.5 * UpperGamma(0.5, 0.5 * x * x);
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The quantile of a continuous cumulative distribution, symmetric about 0.</summary>
    private static double Invert(double level, Func<double, double> distribution)
    {
        if (level == 0.5)
        {
            return 0;
        }

        double high = 1, share = Math.Max(level, 1 - level);
        while (distribution(high) < share && high < double.MaxValue / 2)
        {
            high *= 2;
        }

        double low = 0;
        while (high - low > Tolerance * high)
        {
            double middle = 0.5 * (low + high);
            (low, high) = distribution(middle) < share ? (middle, high) : (low, middle);
        }

        return level > 0.5 ? high : -high;
    }

    /// <summary>The least count at which a cumulative distribution reaches a level.</summary>
    private static double InvertCounts(double level, double mean, Func<double, double> distribution)
    {
        if (!double.IsFinite(mean))
        {
            return mean;
        }

        double high = Math.Max(1, Math.Ceiling(mean)), low = -1;
        while (distribution(high) < level && high < 1 / Tolerance * Math.Max(1, mean))
        {
            (low, high) = (high, 2 * high);
        }

        // Beyond 2^53 neighbours are the same.
        while (high - low > 1 && high - low > Tolerance * high)
        {
            double middle = Math.Floor(0.5 * (low + high));
            (low, high) = distribution(middle) < level ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>
    /// The regularized upper incomplete gamma function Q(a, x): a series below a + 1, a continued fraction above (Press et al., Numerical
    /// Recipes, 6.2).
    /// </summary>
    public static double UpperGamma(double a, double x)
    {
        if (x <= 0)
        {
            return 1;
        }

        double scale = Math.Exp((a * Math.Log(x)) - x - GammaMath.LogGamma(a));
        if (x < a + 1)
        {
            double term = 1 / a, sum = term;
            for (double n = a + 1; term > sum * Tolerance / 10; n++)
            {
                term *= x / n;
                sum += term;
            }

            return 1 - (sum * scale);
        }

        double b = x + 1 - a, c = 1 / Tiny, d = 1 / b, fraction = d;
        for (int i = 1; i < MostSteps + (int)Math.Min(1e6, Math.Sqrt(a)); i++)
        {
            double an = -i * (i - a);
            b += 2;
            d = 1 / NotZero((an * d) + b);
            c = NotZero(b + (an / c));
            double factor = c * d;
            fraction *= factor;
            if (Math.Abs(factor - 1) < Tolerance / 10)
            {
                break;
            }
        }

        return fraction * scale;
    }

    /// <summary>
    /// The regularized incomplete beta function I(x; a, b), by its continued fraction (Press et al., Numerical Recipes, 6.4).
    /// </summary>
    public static double IncompleteBeta(double x, double a, double b)
    {
        if (x is <= 0 or >= 1)
        {
            return x <= 0 ? 0 : 1;
        }

        double scale = Math.Exp(
            GammaMath.LogGamma(a + b) - GammaMath.LogGamma(a) - GammaMath.LogGamma(b) + (a * Math.Log(x)) + (b * GammaMath.Log1P(-x)));
        return x < (a + 1) / (a + b + 2) ? scale * BetaFraction(x, a, b) / a : 1 - (scale * BetaFraction(1 - x, b, a) / b);
    }

    private static double BetaFraction(double x, double a, double b)
    {
        double c = 1, d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), fraction = d;
        for (int m = 1; m < MostSteps + (int)Math.Min(1e6, Math.Sqrt(Math.Max(a, b))); m++)
        {
            double even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            fraction *= d * c;
            if (Math.Abs((d * c) - 1) < Tolerance / 10)
            {
                break;
            }
        }

        return fraction;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}

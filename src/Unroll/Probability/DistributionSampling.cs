namespace Unroll.Probability;

/// <summary>Values by chance of distributions that are no plain function of a uniform or normal number.</summary>
internal static class DistributionSampling
{
    private const double FewCounts = 10;

    /// <summary>The gamma distribution of scale 1 (Marsaglia and Tsang 2000).</summary>
    public static double Gamma(RandomStream random, double shape)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (shape < 1)
        {
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        }

        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal(), root = 1 + (c * x);
            if (double.IsNaN(d))
            {
                return d;
            }

            double v = root * root * root, u = 1 - random.NextDouble();
            if (root > 0 && Math.Log(u) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>Poisson's distribution: by the product of uniform numbers, larger rates by transformed rejection (Hörmann 1993).</summary>
    public static double Poisson(RandomStream random, double rate)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (!(rate < double.PositiveInfinity))
        {
            return rate;
        }

        return rate < FewCounts ? ByProduct(random, rate) : ByRejection(random, rate);
    }

    private static double ByProduct(RandomStream random, double rate)
    {
        double limit = Math.Exp(-rate), product = 1 - random.NextDouble();
        int count = 0;
        while (product > limit)
        {
            product *= 1 - random.NextDouble();
            count++;
        }

        return count;
    }

    private static double ByRejection(RandomStream random, double rate)
    {
        double b = 0.931 + (2.53 * Math.Sqrt(rate)), a = -0.059 + (0.02483 * b);
        double inverse = 1.1239 + (1.1328 / (b - 3.4)), within = 0.9277 - (3.6224 / (b - 2));
        while (true)
        {
            double u = random.NextDouble() - 0.5, v = 1 - random.NextDouble(), us = 0.5 - Math.Abs(u);
            double count = Math.Floor((((2 * a / us) + b) * u) + rate + 0.43);
            if (us >= 0.07 && v <= within)
            {
                return count;
            }

            if (count < 0 || (us < 0.013 && v > us))
            {
                continue;
            }

            if (Math.Log(v * inverse / ((a / (us * us)) + b))
                <= (count * Math.Log(rate)) - rate - GammaMath.LogGamma(count + 1))
            {
                return count;
            }
        }
    }
}

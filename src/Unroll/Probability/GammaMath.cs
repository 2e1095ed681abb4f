namespace Unroll.Probability;

/// <summary>Special functions of likelihoods in double precision.</summary>
internal static class GammaMath
{
    // Stirling's series of log Γ: B₂ₖ / (2k·(2k − 1)).
    private static readonly double[] _stirling =
        [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156];

    // The asymptotic series of the digamma function: B₂ₖ / (2k).
    private static readonly double[] _digamma = [1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12];

    /// <summary>The argument from which the series are as exact as double precision.</summary>
    private const double Large = 10;

    /// <summary>log(1 + exp(x)), without overflow.</summary>
    public static double Softplus(double x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    /// <summary>1 / (1 + exp(−x)), the derivative of <see cref="Softplus"/>.</summary>
    public static double Sigmoid(double x)
    {
        double e = Math.Exp(-Math.Abs(x));
        return x >= 0 ? 1 / (1 + e) : e / (1 + e);
    }

    /// <summary>log(1 + x) for x ≥ 0, exact for small x (Goldberg 1991).</summary>
    public static double Log1P(double x)
    {
        double y = 1 + x;
        return y == 1 ? x : Math.Log(y) * (x / (y - 1));
    }

    /// <summary>log Γ(x) for x &gt; 0: Stirling's series, after x was raised by Γ(x + 1) = x·Γ(x).</summary>
    public static double LogGamma(double x)
    {
        double shift = 0;
        while (x < Large)
        {
            shift += Math.Log(x);
            x++;
        }

        double square = 1 / (x * x), power = 1 / x, series = 0;
        foreach (double coefficient in _stirling)
        {
            series += coefficient * power;
            power *= square;
        }

        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - shift;
    }

    /// <summary>The derivative of <see cref="LogGamma"/>.</summary>
    public static double Digamma(double x)
    {
        double shift = 0;
        while (x < Large)
        {
            shift += 1 / x;
            x++;
        }

        double square = 1 / (x * x), power = square, series = 0;
        foreach (double coefficient in _digamma)
        {
            series += coefficient * power;
            power *= square;
        }

        return Math.Log(x) - (0.5 / x) - series - shift;
    }
}

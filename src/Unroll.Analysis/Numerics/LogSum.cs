using MathNet.Numerics;

namespace Unroll.Analysis.Numerics;

/// <summary>Sums of numbers that are known by their logarithms, without overflow or underflow.</summary>
internal static class LogSum
{
    /// <summary>log Σ exp x; minus infinity of nothing.</summary>
    public static double Of(ReadOnlySpan<double> logarithms)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in logarithms)
        {
            largest = Math.Max(largest, value);
        }

        if (!double.IsFinite(largest))
        {
            return largest;
        }

        double sum = 0;
        foreach (double value in logarithms)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum);
    }

    /// <summary>log (exp a + exp b); of 0 and x, the softplus of x.</summary>
    public static double Of(double first, double second)
    {
        double largest = Math.Max(first, second);
        return double.IsFinite(largest) ? largest + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(first - second))) : largest;
    }
}

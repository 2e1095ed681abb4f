namespace Unroll.Analysis.Models;

/// <summary>Differences of a series from value to value and over seasons, and back.</summary>
internal static class Differencing
{
    /// <summary>(1 − B)^d·(1 − B^m)^D·y.</summary>
    public static double[] Apply(double[] values, ArimaOrder order, int season)
    {
        double[] result = values;
        for (int i = 0; i < order.SeasonalD; i++)
        {
            result = Lag(result, season);
        }

        for (int i = 0; i < order.D; i++)
        {
            result = Lag(result, 1);
        }

        return result;
    }

    /// <summary>y_t − y_{t−lag}.</summary>
    public static double[] Lag(double[] values, int lag)
    {
        double[] result = new double[Math.Max(0, values.Length - lag)];
        for (int t = 0; t < result.Length; t++)
        {
            result[t] = values[t + lag] - values[t];
        }

        return result;
    }

    /// <summary>δ with y_t = (its difference) + Σ δ_j·y_{t−j}.</summary>
    public static double[] Weights(ArimaOrder order, int season)
    {
        double[] polynomial = [1];
        for (int i = 0; i < order.D + order.SeasonalD; i++)
        {
            int lag = i < order.D ? 1 : season;
            double[] product = new double[polynomial.Length + lag];
            for (int j = 0; j < polynomial.Length; j++)
            {
                product[j] += polynomial[j];
                product[j + lag] -= polynomial[j];
            }

            polynomial = product;
        }

        return [.. polynomial.Skip(1).Select(weight => -weight)];
    }
}

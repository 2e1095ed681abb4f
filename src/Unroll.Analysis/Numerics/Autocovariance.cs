namespace Unroll.Analysis.Numerics;

/// <summary>Autocovariances of stationary processes by their coefficients, for disturbances of variance 1.</summary>
internal static class Autocovariance
{
    /// <summary>Autocovariances of an autoregression at lags 0 to a last one; infinite where it is not stationary.</summary>
    public static double[] OfAutoregression(ReadOnlySpan<double> coefficients, int lastLag)
    {
        int order = coefficients.Length;
        double[] result = new double[Math.Max(lastLag, order) + 1];
        double[] partials = new double[order];
        if (!PartialCorrelations.Partials(coefficients, partials))
        {
            Array.Fill(result, double.PositiveInfinity);
            return result;
        }

        // The variance by the partial autocorrelations, the lags by going through the orders one by one (Durbin–Levinson).
        double variance = 1;
        foreach (double partial in partials)
        {
            variance /= 1 - (partial * partial);
        }

        result[0] = variance;
        double[] current = new double[order];
        double rest = variance;
        for (int k = 0; k < order; k++)
        {
            double sum = partials[k] * rest;
            for (int j = 0; j < k; j++)
            {
                sum += current[j] * result[k - j];
            }

            result[k + 1] = sum;
            for (int i = 0, j = k - 1; i <= j; i++, j--)
            {
                (double first, double last) = (current[i], current[j]);
                current[i] = first - (partials[k] * last);
                current[j] = last - (partials[k] * first);
            }

            current[k] = partials[k];
            rest *= 1 - (partials[k] * partials[k]);
        }

        for (int lag = order + 1; lag < result.Length; lag++)
        {
            double sum = 0;
            for (int j = 0; j < order; j++)
            {
                sum += coefficients[j] * result[lag - 1 - j];
            }

            result[lag] = sum;
        }

        return result;
    }

    /// <summary>Autocovariances of an ARMA process at lags 0 to a last one; infinite where it is not stationary.</summary>
    public static double[] OfArma(ReadOnlySpan<double> autoregression, ReadOnlySpan<double> movingAverage, int lastLag)
    {
        int q = movingAverage.Length;
        double[] inner = OfAutoregression(autoregression, lastLag + q);
        List<(int Lag, double Weight)> terms = [(0, 1)];
        for (int i = 0; i < q; i++)
        {
            if (movingAverage[i] != 0)
            {
                terms.Add((i + 1, movingAverage[i]));
            }
        }

        double[] result = new double[lastLag + 1];
        foreach ((int first, double weight) in terms)
        {
            foreach ((int second, double other) in terms)
            {
                for (int lag = 0; lag <= lastLag; lag++)
                {
                    result[lag] += weight * other * inner[Math.Abs(lag + first - second)];
                }
            }
        }

        return result;
    }
}

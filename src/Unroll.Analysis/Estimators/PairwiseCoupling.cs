namespace Unroll.Analysis.Estimators;

/// <summary>Probabilities of several classes from those of all pairs (Wu, Lin and Weng 2004, their second method).</summary>
internal static class PairwiseCoupling
{
    private const double Least = 1e-7;

    /// <summary>Couples probabilities.</summary>
    /// <param name="pairs">The probability of the first class where it is either of two, [first][second].</param>
    public static double[] Couple(double[][] pairs)
    {
        int classes = pairs.Length;
        double[] probabilities = [.. Enumerable.Repeat(1.0 / classes, classes)];
        double[,] matrix = new double[classes, classes];
        for (int i = 0; i < classes; i++)
        {
            for (int j = 0; j < classes; j++)
            {
                if (i != j)
                {
                    double forward = Math.Clamp(pairs[i][j], Least, 1 - Least), back = 1 - forward;
                    matrix[i, i] += back * back;
                    matrix[i, j] = -back * forward;
                }
            }
        }

        double[] products = new double[classes];
        for (int pass = 0; pass < 100; pass++)
        {
            double total = 0;
            for (int i = 0; i < classes; i++)
            {
                products[i] = 0;
                for (int j = 0; j < classes; j++)
                {
                    products[i] += matrix[i, j] * probabilities[j];
                }

                total += probabilities[i] * products[i];
            }

            if (products.Max(product => Math.Abs(product - total)) < 1e-10 / classes)
            {
                break;
            }

            for (int i = 0; i < classes; i++)
            {
                double change = (total - products[i]) / matrix[i, i];
                probabilities[i] += change;
                total = (total + (change * ((change * matrix[i, i]) + (2 * products[i])))) / ((1 + change) * (1 + change));
                for (int j = 0; j < classes; j++)
                {
                    products[j] = (products[j] + (change * matrix[j, i])) / (1 + change);
                    probabilities[j] /= 1 + change;
                }
            }
        }

        return probabilities;
    }
}

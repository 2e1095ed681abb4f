namespace Unroll.Analysis.Estimators;

/// <summary>Scores of classes as probabilities.</summary>
internal static class Softmax
{
    private const double Sharpest = 50;

    /// <summary>Turns scores into probabilities, in place; returns the logarithm of the sum of their exponentials.</summary>
    /// <param name="scores">The scores of the classes.</param>
    public static double Apply(Span<double> scores)
    {
        double greatest = double.NegativeInfinity;
        foreach (double score in scores)
        {
            greatest = Math.Max(greatest, score);
        }

        double sum = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] = Math.Exp(scores[k] - greatest);
            sum += scores[k];
        }

        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] /= sum;
        }

        return greatest + Math.Log(sum);
    }

    /// <summary>
    /// The factor of scores, from 0 to 50, whose softmax makes the labels most likely (temperature scaling; Guo and others 2017). The
    /// likelihood is concave in it, so that its slope is bisected.
    /// </summary>
    /// <param name="scores">Scores of rows that were not learned from, [row][class].</param>
    /// <param name="labels">Their classes.</param>
    public static double Sharpness(double[][] scores, int[] labels)
    {
        (double low, double high) = (0, Sharpest);
        if (Slope(high) >= 0)
        {
            return high;
        }

        while (high - low > 1e-6 * high)
        {
            double middle = (low + high) / 2;
            (low, high) = Slope(middle) > 0 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;

        double Slope(double factor)
        {
            double slope = 0;
            double[] probabilities = new double[scores[0].Length];
            for (int row = 0; row < scores.Length; row++)
            {
                for (int k = 0; k < probabilities.Length; k++)
                {
                    probabilities[k] = factor * scores[row][k];
                }

                Apply(probabilities);
                slope += scores[row][labels[row]];
                for (int k = 0; k < probabilities.Length; k++)
                {
                    slope -= probabilities[k] * scores[row][k];
                }
            }

            return slope;
        }
    }
}

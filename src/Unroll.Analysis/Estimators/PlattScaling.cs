using MathNet.Numerics;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// The probability of a class by the value of a decision function (Platt 1999), 1/(1 + exp(A·f + B)), by the numerically safe Newton
/// method of Lin, Lin and Weng (2007). Targets are a little short of 0 and 1, so that there is a minimum where values separate classes.
/// </summary>
/// <param name="Slope">The A.</param>
/// <param name="Offset">The B.</param>
internal readonly record struct PlattScaling(double Slope, double Offset)
{
    /// <summary>The scaling that makes classes most likely.</summary>
    /// <param name="values">Values of rows that the function was not learned from.</param>
    /// <param name="signs">−1 or 1 for each.</param>
    public static PlattScaling Fit(double[] values, int[] signs)
    {
        double positives = signs.Count(sign => sign > 0), negatives = signs.Length - positives;
        double high = (positives + 1) / (positives + 2), low = 1 / (negatives + 2);
        double[] targets = [.. signs.Select(sign => sign > 0 ? high : low)];
        double slope = 0, offset = Math.Log((negatives + 1) / (positives + 1));
        double value = Loss(values, targets, slope, offset);
        for (int iteration = 0; iteration < 100; iteration++)
        {
            double slopes = 1e-12, mixed = 0, offsets = 1e-12, slopeGradient = 0, offsetGradient = 0;
            for (int i = 0; i < values.Length; i++)
            {
                double probability = Probability(values[i], slope, offset);
                double weight = probability * (1 - probability), error = targets[i] - probability;
                slopes += values[i] * values[i] * weight;
                mixed += values[i] * weight;
                offsets += weight;
                slopeGradient += values[i] * error;
                offsetGradient += error;
            }

            if (Math.Abs(slopeGradient) < 1e-7 && Math.Abs(offsetGradient) < 1e-7)
            {
                break;
            }

            double determinant = (slopes * offsets) - (mixed * mixed);
            double slopeStep = -((offsets * slopeGradient) - (mixed * offsetGradient)) / determinant;
            double offsetStep = -((slopes * offsetGradient) - (mixed * slopeGradient)) / determinant;
            double decrease = (slopeGradient * slopeStep) + (offsetGradient * offsetStep);
            double length = 1;
            double found = double.PositiveInfinity;
            for (; length > 1e-10; length /= 2)
            {
                found = Loss(values, targets, slope + (length * slopeStep), offset + (length * offsetStep));
                if (found < value + (1e-4 * length * decrease))
                {
                    break;
                }
            }

            if (!(found < value))
            {
                break;
            }

            (slope, offset, value) = (slope + (length * slopeStep), offset + (length * offsetStep), found);
        }

        return new PlattScaling(slope, offset);
    }

    /// <summary>The probability of the class of 1.</summary>
    /// <param name="value">The value of the decision function.</param>
    public double Probability(double value) => Probability(value, Slope, Offset);

    private static double Probability(double value, double slope, double offset) => SpecialFunctions.Logistic(-((slope * value) + offset));

    private static double Loss(double[] values, double[] targets, double slope, double offset)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double exponent = (slope * values[i]) + offset;
            sum += (targets[i] * exponent) + LogSum.Of(0, -exponent);
        }

        return sum;
    }
}

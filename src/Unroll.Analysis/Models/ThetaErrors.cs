namespace Unroll.Analysis.Models;

/// <summary>
/// The squared errors of a Theta model one step ahead, as a function of α. The level after t values is a part of the values plus
/// (1 − α)^t times the level at the start, and the line enters as 1 − 1/θ times a term of its own: both are found by least squares.
/// </summary>
internal sealed class ThetaErrors
{
    /// <summary>
    /// The weight of half of the first value as a guess of the level at the start: it decides only where α is so near 1 that the start is
    /// forgotten before the first error that counts.
    /// </summary>
    private const double GuessWeight = 1e-4;

    private const double MostShare = 1 - 2e-9;
    private readonly double[] _values;
    private readonly double[] _intercepts;
    private readonly double[] _slopes;

    /// <param name="values">The values.</param>
    /// <param name="intercept">The intercept of the line through all values.</param>
    /// <param name="slope">Its slope.</param>
    /// <param name="isDynamic">Whether the line follows the values instead.</param>
    /// <param name="inverses">1/k for some k from 1 on.</param>
    public ThetaErrors(double[] values, double intercept, double slope, bool isDynamic, double[] inverses)
    {
        (_values, _intercepts, _slopes) = (values, new double[values.Length], new double[values.Length]);
        ThetaState state = isDynamic ? new(0, 0, values[0], 0, 1, 0) : new(0, 0, intercept, slope, 1, 0);
        for (int t = 0; t < values.Length; t++)
        {
            (_intercepts[t], _slopes[t]) = (state.Intercept, state.Slope);
            state.Observe(values[t], 0, isDynamic, inverses);
        }
    }

    /// <summary>The number of values at the start whose errors do not count.</summary>
    /// <param name="count">The number of values.</param>
    public static int Skipped(int count) => Math.Min(3, count - 1);

    /// <summary>The level at the start and θ of least squared errors, and the sum of these.</summary>
    /// <param name="alpha">α, over 0 and under 1.</param>
    /// <param name="isOptimized">Whether θ is estimated; 2 otherwise.</param>
    public (double Start, double Theta, double Cost) Solve(double alpha, bool isOptimized)
    {
        double guess = _values[0] / 2, level = guess, decay = 1 - alpha, inverse = 1 / alpha, power = 1;
        double remainders = 0, startRemainders = 0, lineRemainders = 0, starts = GuessWeight, mixed = 0, lines = 0;
        int skipped = Skipped(_values.Length);
        for (int t = 0; t < _values.Length; t++)
        {
            double value = _values[t];
            if (t >= skipped)
            {
                double remainder = value - level, line = (power * _intercepts[t]) + ((1 - (power * decay)) * inverse * _slopes[t]);
                remainders += remainder * remainder;
                startRemainders += remainder * power;
                lineRemainders += remainder * line;
                starts += power * power;
                mixed += power * line;
                lines += line * line;
            }

            level = (alpha * value) + (decay * level);
            power *= decay;
        }

        double share = 0.5, own = lines - (mixed * mixed / starts);
        if (isOptimized)
        {
            share = own > 0 ? Math.Clamp((lineRemainders - (startRemainders * mixed / starts)) / own, 0, MostShare) : 0;
        }

        double offset = (startRemainders - (share * mixed)) / starts;
        double cost = remainders - (2 * share * lineRemainders) + (share * share * lines) - (offset * offset * starts);
        return (guess + offset, 1 / (1 - share), Math.Max(cost, 0));
    }
}

namespace Unroll.Analysis.Models;

/// <summary>The states of a Theta model after some values, with the symbols of Fiorucci et al. (2016), section 3.</summary>
/// <param name="level">ℓ.</param>
/// <param name="mean">The mean of the values.</param>
/// <param name="intercept">A.</param>
/// <param name="slope">B.</param>
/// <param name="power">(1 − α)^t, where t values were seen.</param>
/// <param name="count">The number of values seen.</param>
internal struct ThetaState(double level, double mean, double intercept, double slope, double power, int count)
{
    private double _level = level;
    private double _mean = mean;
    private double _intercept = intercept;
    private double _slope = slope;
    private double _power = power;
    private int _count = count;

    /// <summary>The intercept of the line, A.</summary>
    public readonly double Intercept => _intercept;

    /// <summary>The slope of the line, B.</summary>
    public readonly double Slope => _slope;

    /// <summary>The forecast of the next value.</summary>
    /// <param name="alpha">α.</param>
    /// <param name="inverse">1/α.</param>
    /// <param name="share">1 − 1/θ.</param>
    public readonly double Predict(double alpha, double inverse, double share) =>
        _level + (share * ((_power * _intercept) + ((1 - (_power * (1 - alpha))) * inverse * _slope)));

    /// <summary>Takes a value, or a forecast in its place.</summary>
    /// <param name="value">The value.</param>
    /// <param name="alpha">α.</param>
    /// <param name="isDynamic">Whether the line follows the values.</param>
    /// <param name="inverses">1/k for some k from 1 on.</param>
    public void Observe(double value, double alpha, bool isDynamic, ReadOnlySpan<double> inverses)
    {
        _power *= 1 - alpha;
        _level = (alpha * value) + ((1 - alpha) * _level);
        if (isDynamic)
        {
            double seen = _count + 1, former = _mean;
            double inverse = _count < inverses.Length ? inverses[_count] : 1 / seen;
            double next = _count + 1 < inverses.Length ? inverses[_count + 1] : 1 / (seen + 1);
            _mean += (value - _mean) * inverse;
            _slope = _count == 0 ? 0 : (((seen - 2) * _slope) + (6 * (value - former) * inverse)) * next;
            _intercept = _mean - (_slope * (seen + 1) / 2);
        }

        _count++;
    }
}

namespace Unroll.Analysis.Streaming;

/// <summary>The tail probabilities of a statistic on either side of zero, by its past values.</summary>
internal sealed class TwoSidedTail
{
    // Of a statistic that has been seen less often, nothing is unusual.
    private const int FewestPoints = 50;

    // The first values are not remembered: level and scale are not known yet, and would make them look far out for long.
    private const int SettlingPoints = 25;

    private readonly TailHistogram _above = new();
    private readonly TailHistogram _below = new();
    private int _left = FewestPoints;

    /// <summary>
    /// The reciprocal of the number of remembered points that were to be expected as far out; 0 where it is not in a tail. Then the value
    /// is remembered, too.
    /// </summary>
    /// <param name="value">The statistic's value.</param>
    /// <param name="weight">The weight of a point now.</param>
    public double Add(double value, double weight)
    {
        bool isJudged = _left == 0;
        _left -= isJudged ? 0 : 1;
        if (_left >= FewestPoints - SettlingPoints)
        {
            return 0;
        }

        (TailHistogram own, TailHistogram other) = value >= 0 ? (_above, _below) : (_below, _above);
        double magnitude = Math.Abs(value), rarity = own.Add(magnitude, weight, isJudged);

        // On a side with few points the first ones farther out are no news: they have to be unusual on the other side, too.
        return rarity > 0 && !own.HasTail(weight) ? Math.Min(rarity, other.Judge(magnitude, weight)) : rarity;
    }

    /// <summary>Multiplies the weights of all points.</summary>
    public void Scale(double factor)
    {
        _above.Scale(factor);
        _below.Scale(factor);
    }
}

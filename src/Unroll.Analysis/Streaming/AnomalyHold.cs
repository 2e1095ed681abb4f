namespace Unroll.Analysis.Streaming;

/// <summary>
/// Turns odds into scores so that an anomaly is told once: after a point of high odds, those of others have to be higher still, the less
/// so the more points have passed.
/// </summary>
/// <param name="memory">The points that the detector remembers.</param>
internal sealed class AnomalyHold(int memory)
{
    // Odds from which a point is worth holding others back.
    private const double FewestOdds = 0.135;

    // Beyond these odds nothing is more unusual: the way back from a spike is not told as another anomaly, however high it was.
    private const double MostOdds = 1000;

    // So many times its odds another point needs directly behind it, and e^−12 times that at the end of the hold.
    private const double Excess = Math.E;
    private const double Decay = 12;

    // The hold grows with the stream, as what is one event in a long stream lasts longer, up to half the memory.
    private const double Share = 0.06;
    private const int ShortestHold = 10;

    // What belongs to an anomaly that was told keeps this share of its score.
    private const double HeldShare = 0.02;

    private long _count;
    private long _heldSince;
    private double _held;

    /// <summary>The score of the next point.</summary>
    /// <param name="odds">Its odds of being an anomaly.</param>
    public double Score(double odds)
    {
        _count++;
        if (odds <= 0)
        {
            return 0;
        }

        odds = Math.Min(odds, MostOdds);
        double score = odds / (1 + odds);
        if (_held > 0)
        {
            double length = Math.Clamp(Share * _count, ShortestHold, Math.Max(ShortestHold, memory / 2));
            if (odds <= _held * Math.Exp(-Decay * (_count - _heldSince) / length))
            {
                return HeldShare * score;
            }
        }

        if (odds > FewestOdds)
        {
            (_held, _heldSince) = (Excess * odds, _count);
        }

        return score;
    }
}

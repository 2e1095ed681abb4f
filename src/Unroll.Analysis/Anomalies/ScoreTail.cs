using Unroll.Series.Preparing;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// The upper tail of usual scores, P(score &gt; s) = exp(−(s / scale)^shape): Weibull's distribution through the quantiles at 70 and 90 %
/// of the scores. It knows scores that fall off as those of normal residuals do (shape about 1.4), as exponential ones (1), or more slowly,
/// and up to one value in ten may be an anomaly without much effect.
/// </summary>
/// <param name="Threshold">The score that usual values exceed as often as the level says.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Scale">The scale; 0 where nearly all scores are 0, so that any other is beyond them.</param>
/// <param name="Count">The number of scores.</param>
internal readonly record struct ScoreTail(double Threshold, double Shape, double Scale, int Count)
{
    private const double Middle = 0.7;
    private const double High = 0.9;
    private const double LeastShape = 0.5;
    private const double GreatestShape = 6;

    /// <summary>The tail of scores.</summary>
    /// <param name="scores">The scores, from 0; missing ones as NaN.</param>
    /// <param name="level">The expected number of usual scores above the threshold.</param>
    /// <param name="least">The least threshold.</param>
    /// <param name="greatest">The greatest threshold.</param>
    public static ScoreTail Of(double[] scores, double level, double least, double greatest = double.PositiveInfinity)
    {
        double[] sorted = SeriesChecks.Present(scores);
        if (sorted.Length == 0)
        {
            return new ScoreTail(least, 1, 0, 0);
        }

        Array.Sort(sorted);
        double middle = Quantiles.OfSorted<double>(sorted, Middle), high = Quantiles.OfSorted<double>(sorted, High);
        double depth = -Math.Log(1 - High);
        if (high <= 0)
        {
            return new ScoreTail(least, 1, 0, sorted.Length);
        }

        // With one zero and one positive quantile the shape is unknown: exponential.
        double shape = middle <= 0 ? 1
            : Math.Clamp(Math.Log(depth / -Math.Log(1 - Middle)) / Math.Log(high / middle), LeastShape, GreatestShape);
        double scale = high / Math.Pow(depth, 1 / shape);
        double threshold = scale * Math.Pow(Math.Log(Math.Max(sorted.Length / level, 1 / (1 - High))), 1 / shape);
        return new ScoreTail(Math.Min(Math.Max(threshold, least), greatest), shape, scale, sorted.Length);
    }

    /// <summary>The probability that one of as many usual scores is as high.</summary>
    /// <param name="score">The score.</param>
    public double PValue(double score)
    {
        if (score <= 0)
        {
            return 1;
        }

        double expected = Scale > 0 ? Count * Math.Exp(-Math.Pow(score / Scale, Shape)) : 0;
        return expected < 1e-8 ? expected : 1 - Math.Exp(-expected);
    }

    /// <summary>The score on the common scale: 0 of what is wholly usual, 0.5 at the threshold, towards 1 above it.</summary>
    /// <param name="score">The raw score.</param>
    public double Standardize(double score) => double.IsNaN(score) ? double.NaN
        : score <= 0 ? 0 : double.IsPositiveInfinity(score) ? 1 : score / (score + Threshold);
}

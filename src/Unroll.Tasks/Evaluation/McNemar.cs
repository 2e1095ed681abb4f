using Unroll.Metrics;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Evaluation;

/// <summary>McNemar's test (1947): whether one of two classifiers is right more often on the same samples.</summary>
public static class McNemar
{
    /// <summary>Name of the test.</summary>
    public const string Name = "mcnemar";

    /// <summary>
    /// The test by the samples on which one alone is right: the statistic is χ² with Edwards' correction for continuity, the p-value that
    /// of the exact binomial test, which holds for few samples, too.
    /// </summary>
    /// <param name="onlyFirst">Samples on which only the first is right.</param>
    /// <param name="onlySecond">Samples on which only the second is right.</param>
    /// <param name="samples">Number of all samples; null for those on which one alone is right.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public static SignificanceTest Test(int onlyFirst, int onlySecond, int? samples = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(onlyFirst);
        ArgumentOutOfRangeException.ThrowIfNegative(onlySecond);
        int differing = onlyFirst + onlySecond;
        double distance = Math.Max(0, Math.Abs(onlyFirst - onlySecond) - 1);
        double exact = Math.Min(1, 2 * Distributions.Binomial(Math.Min(onlyFirst, onlySecond), differing, 0.5));
        return new SignificanceTest(Name, differing == 0 ? 0 : distance * distance / differing, exact, samples ?? differing);
    }
}

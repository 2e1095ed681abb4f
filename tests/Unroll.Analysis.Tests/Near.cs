namespace Unroll.Analysis.Tests;

/// <summary>Comparisons of lists of numbers.</summary>
internal static class Near
{
    /// <summary>Each number differs from its reference by at most a share of the largest reference; NaN stands where NaN does.</summary>
    public static void Equal(IReadOnlyList<double> expected, IReadOnlyList<double> actual, double share)
    {
        Assert.Equal(expected.Count, actual.Count);
        double scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max();
        for (int i = 0; i < expected.Count; i++)
        {
            bool isNear = double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : Math.Abs(expected[i] - actual[i]) <= share * scale;
            Assert.True(isNear, FormattableString.Invariant($"{actual[i]} at {i}, where {expected[i]} was expected."));
        }
    }
}

namespace Unroll.Analysis.StateSpace;

/// <summary>Checks of periods.</summary>
internal static class SeasonChecks
{
    public static int Period(int period) => period >= 2 ? period
        : throw new ArgumentOutOfRangeException(nameof(period), period, $"A season has at least 2 steps, not {period}.");
}

namespace Unroll.Losses;

/// <summary>Targets that are counts.</summary>
internal static class CountTargets
{
    /// <exception cref="ArgumentException">The target is negative.</exception>
    public static void Check(float target)
    {
        if (target < 0)
        {
            throw new ArgumentException(
                $"A target is {target}, but counts are at least 0: choose another likelihood, for example the Gaussian.");
        }
    }
}

namespace Unroll.Tasks.Learning;

/// <summary>A confidence interval of a measure.</summary>
/// <param name="Lower">Its lower bound.</param>
/// <param name="Upper">Its upper bound.</param>
/// <param name="Level">Its level: 0.95 for an interval that holds the true value 95 times of 100.</param>
public readonly record struct ConfidenceInterval(double Lower, double Upper, double Level)
{
    /// <summary>The level of intervals where no other is asked for.</summary>
    public const double DefaultLevel = 0.95;

    /// <summary>Refuses a level that is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie between 0 and 1.</exception>
    internal static void RequireLevel(double level)
    {
        if (level is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, "The level of an interval lies above 0 and below 1: give 0.95.");
        }
    }
}

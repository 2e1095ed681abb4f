namespace Unroll.Metrics;

/// <summary>How a measure of each class becomes one number.</summary>
public enum ClassAverage
{
    /// <summary>For two classes, that of class 1; for more, the mean over the classes, each counting the same.</summary>
    Macro,

    /// <summary>From the sums over all classes: each prediction counts the same.</summary>
    Micro,

    /// <summary>The mean over the classes, each counting as often as it occurs.</summary>
    Weighted,
}

namespace Unroll.Metrics;

/// <summary>The average of a measure over classes.</summary>
public enum ClassAverage
{
    /// <summary>For two classes, that of class 1; for more, the mean over the classes, each counting the same.</summary>
    Macro,

    /// <summary>From the sums over all classes: each prediction counts the same.</summary>
    Micro,

    /// <summary>The mean over the classes, weighted by their support.</summary>
    Weighted,
}

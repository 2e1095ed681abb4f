namespace Unroll.Metrics;

/// <summary>The average of a measure over classes.</summary>
public enum ClassAverage
{
    /// <summary>For two classes, that of class 1; for more, or for several labels, the mean over them, each counting the same.</summary>
    Macro,

    /// <summary>From the sums over all classes or labels: each prediction counts the same.</summary>
    Micro,

    /// <summary>The mean over the classes or labels, weighted by their support.</summary>
    Weighted,
}

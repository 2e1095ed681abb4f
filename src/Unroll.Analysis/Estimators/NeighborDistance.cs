namespace Unroll.Analysis.Estimators;

/// <summary>The distance of nearest neighbours.</summary>
public enum NeighborDistance
{
    /// <summary>Dynamic time warping, by which a series may run ahead of another, or be longer.</summary>
    DynamicTimeWarping,

    /// <summary>The Euclidean distance, of rows of the same length.</summary>
    Euclidean,
}

namespace Unroll.Analysis.Models;

/// <summary>The variants of the Theta method.</summary>
public enum ThetaVariant
{
    /// <summary>The one of least squared error.</summary>
    Automatic,

    /// <summary>θ = 2, the line by least squares of the whole series.</summary>
    Standard,

    /// <summary>θ is estimated, the line by least squares of the whole series.</summary>
    Optimized,

    /// <summary>θ = 2, the line by least squares of the values up to each time.</summary>
    DynamicStandard,

    /// <summary>θ is estimated, the line by least squares of the values up to each time.</summary>
    DynamicOptimized,
}

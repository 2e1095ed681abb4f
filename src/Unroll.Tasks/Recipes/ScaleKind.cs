namespace Unroll.Tasks.Recipes;

/// <summary>How the values of a column are scaled before the network sees them.</summary>
public enum ScaleKind
{
    /// <summary>To mean 0 and standard deviation 1 over the training part.</summary>
    Standard,

    /// <summary>To 0…1 over the training part.</summary>
    MinMax,

    /// <summary>Left as they are.</summary>
    None,
}

namespace Unroll.Series.Preparing;

/// <summary>The treatment of values that are missing before the first known one.</summary>
public enum LeadingGap
{
    /// <summary>They become the mean of the training part.</summary>
    Mean,

    /// <summary>They are refused, with their place.</summary>
    Refuse,

    /// <summary>They stay missing.</summary>
    Keep,
}

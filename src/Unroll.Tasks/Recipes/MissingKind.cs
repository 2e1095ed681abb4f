namespace Unroll.Tasks.Recipes;

/// <summary>What happens to missing values.</summary>
public enum MissingKind
{
    /// <summary>They are an error, which names the first of them.</summary>
    Refuse,

    /// <summary>The last known value takes their place.</summary>
    Forward,
}

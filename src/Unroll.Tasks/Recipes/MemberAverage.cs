namespace Unroll.Tasks.Recipes;

/// <summary>The average of the predictions of an ensemble's members: key <c>combine</c> of a recipe.</summary>
public enum MemberAverage
{
    /// <summary>The mean, by the weights of the members.</summary>
    Mean,

    /// <summary>The median, which a single member that fails does not move.</summary>
    Median,
}

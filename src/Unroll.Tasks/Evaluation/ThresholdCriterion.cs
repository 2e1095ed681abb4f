namespace Unroll.Tasks.Evaluation;

/// <summary>The criterion by which a threshold of a probability is chosen.</summary>
public enum ThresholdCriterion
{
    /// <summary>The largest sum of sensitivity and specificity (Youden 1950).</summary>
    Youden,

    /// <summary>The largest F1.</summary>
    F1,

    /// <summary>The least cost of wrong decisions.</summary>
    Cost,
}

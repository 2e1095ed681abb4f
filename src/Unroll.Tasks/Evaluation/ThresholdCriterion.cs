namespace Unroll.Tasks.Evaluation;

/// <summary>What a threshold of a probability is chosen by.</summary>
public enum ThresholdCriterion
{
    /// <summary>The largest sum of sensitivity and specificity (Youden 1950).</summary>
    Youden,

    /// <summary>The largest F1.</summary>
    F1,

    /// <summary>The least cost of wrong decisions.</summary>
    Cost,
}

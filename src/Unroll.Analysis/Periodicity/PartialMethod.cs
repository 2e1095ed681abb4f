namespace Unroll.Analysis.Periodicity;

/// <summary>Ways to estimate partial autocorrelations.</summary>
public enum PartialMethod
{
    /// <summary>The Yule–Walker equations with autocovariances over as many products as there are.</summary>
    YuleWalker,

    /// <summary>Burg's recursion, which stays within −1 and 1 also for short series.</summary>
    Burg,
}

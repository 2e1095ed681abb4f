namespace Unroll.Metrics;

/// <summary>How targets tell a class.</summary>
public enum TargetKind
{
    /// <summary>The number of the class, from 0, in one feature; predictions have a feature a class.</summary>
    Label,

    /// <summary>A feature a class, the largest of which is the class's; predictions likewise.</summary>
    OneHot,

    /// <summary>One feature, yes (1) or no (0); the prediction says yes from a threshold on.</summary>
    Binary,
}

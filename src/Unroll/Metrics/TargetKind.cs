namespace Unroll.Metrics;

/// <summary>The encoding of a class in targets: index, one-hot or binary.</summary>
public enum TargetKind
{
    /// <summary>The class index, from 0, in one feature; predictions have a feature a class.</summary>
    Label,

    /// <summary>One-hot: a feature a class, the largest of which is the class's; predictions likewise.</summary>
    OneHot,

    /// <summary>Binary features, 1 or 0, each a label of its own; a prediction is positive from a threshold on.</summary>
    Binary,
}

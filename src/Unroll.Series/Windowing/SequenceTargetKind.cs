namespace Unroll.Series.Windowing;

/// <summary>The kind of a sequence's target and its encoding.</summary>
public enum SequenceTargetKind
{
    /// <summary>No target: sequences to predict from.</summary>
    None,

    /// <summary>The class of the series, one-hot encoded, for <see cref="Losses.CategoricalCrossEntropy"/>.</summary>
    ClassOneHot,

    /// <summary>
    /// The class index of the series, from 0, for <see cref="Losses.SparseCategoricalCrossEntropy"/>, and for two classes
    /// <see cref="Losses.BinaryCrossEntropy"/>.
    /// </summary>
    ClassIndex,

    /// <summary>The regression target of the series.</summary>
    Value,

    /// <summary>Columns at each step: numbers, or class indices.</summary>
    Columns,

    /// <summary>A categorical column at each step, one-hot encoded.</summary>
    ColumnOneHot,
}

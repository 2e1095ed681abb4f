namespace Unroll.Series.Windowing;

/// <summary>What is to be told of a sequence.</summary>
public enum SequenceTargetKind
{
    /// <summary>Nothing: sequences to predict from.</summary>
    None,

    /// <summary>The class of the series, 1 for it and 0 for the others: what <see cref="Losses.CategoricalCrossEntropy"/> compares with.</summary>
    ClassOneHot,

    /// <summary>
    /// The number of the class of the series, from 0: what <see cref="Losses.SparseCategoricalCrossEntropy"/> compares with, and for two
    /// classes <see cref="Losses.BinaryCrossEntropy"/>.
    /// </summary>
    ClassIndex,

    /// <summary>The number that goes with the series.</summary>
    Value,

    /// <summary>Columns, at each step: numbers, or the numbers of classes.</summary>
    Columns,

    /// <summary>A column of categories, at each step, 1 for the one and 0 for the others.</summary>
    ColumnOneHot,
}

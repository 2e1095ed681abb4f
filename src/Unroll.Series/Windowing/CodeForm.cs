namespace Unroll.Series.Windowing;

/// <summary>As what numbers the codes of a vocabulary go into a network.</summary>
public enum CodeForm
{
    /// <summary>The code itself: one number a step, for an <see cref="Layers.Embedding"/> or <see cref="Losses.SparseCategoricalCrossEntropy"/>.</summary>
    Index,

    /// <summary>One number for each code of the vocabulary, 1 for the one and 0 for the others.</summary>
    OneHot,
}

namespace Unroll.Series.Windowing;

/// <summary>The encoding of a vocabulary's codes: index or one-hot.</summary>
public enum CodeForm
{
    /// <summary>
    /// The code itself: one number a step, for an <see cref="Layers.Embedding"/> or <see cref="Losses.SparseCategoricalCrossEntropy"/>.
    /// </summary>
    Index,

    /// <summary>One-hot: a number for each code of the vocabulary, 1 at the code and 0 elsewhere.</summary>
    OneHot,
}

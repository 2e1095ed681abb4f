using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// Replaces categories by codes for an embedding layer: 1 … n for the n categories of the training part, in the order of their texts, and 0 for others and for
/// missing ones. Not undone.
/// </summary>
/// <param name="columns">The columns, of categories or of numbers that stand for some; null for all columns of categories.</param>
public sealed class EmbeddingCodeStep(IReadOnlyList<string>? columns = null) : PreparingStep
{
    internal const string StepName = "embedding-codes";

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] chosen = Vocabulary.Columns(training, columns, Name);
        return new FittedEmbeddingCodes(chosen, [.. chosen.Select(column => Vocabulary.Fit(training, column))]);
    }
}

using Unroll.Catalogue;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that encodes categories as indices for an embedding layer: 1 … n for the n categories of the training part, in the order of their
/// texts, and 0 for unseen and missing ones. It has no inverse.
/// </summary>
public sealed class EmbeddingCodeStep : PreparingStep
{
    internal const string StepName = "embedding-codes";

    private static readonly Setting<EmbeddingCodeStep, IReadOnlyList<string>> _columns =
        StepSettings.Columns<EmbeddingCodeStep>(step => step.Columns, "all of texts");

    internal static StepEntry Entry { get; } = new(
        StepName,
        typeof(EmbeddingCodeStep),
        "Replaces categories by codes for an embedding layer; 0 for those that the training part does not have.",
        [_columns],
        values => new EmbeddingCodeStep(values.Get(_columns)),
        FittedEmbeddingCodes.FromJson)
    {
        Shorthand = _columns,
        Example = "embedding-codes: [station]",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="columns">The columns, categorical or numbers that stand for categories; null for all categorical columns.</param>
    public EmbeddingCodeStep(IReadOnlyList<string>? columns = null) => Columns = columns;

    /// <summary>The columns; null for all categorical columns.</summary>
    public IReadOnlyList<string>? Columns { get; }

    /// <inheritdoc/>
    public override string Name => StepName;

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] chosen = Vocabulary.Columns(training, Columns, Name);
        return new FittedEmbeddingCodes(chosen, [.. chosen.Select(column => Vocabulary.Fit(training, column))]);
    }
}

using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>
/// A step that encodes categories as indices for an embedding layer: 1 … n for the n categories of the training part, in the order of their
/// texts, and 0 for unseen and missing ones. It has no inverse.
/// </summary>
public sealed class EmbeddingCodeStep : ConfiguredStep<EmbeddingCodeOptions>
{
    internal static StepEntry Entry { get; } = new StepEntry<EmbeddingCodeStep, EmbeddingCodeOptions>(
        "embedding-codes",
        "Replaces categories by codes for an embedding layer; 0 for those that the training part does not have.",
        settings => [settings.Columns(options => options.Columns, (options, value) => options with { Columns = value }, "all of texts")],
        options => new(options.Columns),
        (step, json) => new FittedEmbeddingCodes(step, json.Columns(), Vocabulary.ListFromJson(json)),
        "columns")
    {
        Example = "embedding-codes: [station]",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="columns">The columns, categorical or numbers that stand for categories; null for all categorical columns.</param>
    public EmbeddingCodeStep(IReadOnlyList<string>? columns = null)
        : base("embedding-codes", new(columns))
    {
    }

    /// <inheritdoc/>
    public override FittedStep Fit(SeriesSet training)
    {
        string[] chosen = Vocabulary.Columns(training, Options.Columns, Name);
        return new FittedEmbeddingCodes(this, chosen, [.. chosen.Select(column => Vocabulary.Fit(training, column))]);
    }
}

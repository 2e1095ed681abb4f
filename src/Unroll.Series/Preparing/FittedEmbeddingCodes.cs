using System.Text.Json.Nodes;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The fitted encoding of categories as indices.</summary>
public sealed class FittedEmbeddingCodes : FittedStep, IVocabularySizes
{
    private readonly EmbeddingCodeStep _step;
    private readonly string[] _columns;
    private readonly Vocabulary[] _vocabularies;

    internal FittedEmbeddingCodes(EmbeddingCodeStep step, string[] columns, Vocabulary[] vocabularies)
    {
        (_step, _columns, _vocabularies) = (step, columns, vocabularies);
        Sizes = columns.Zip(vocabularies).ToDictionary(pair => pair.First, pair => pair.Second.Texts.Length + 1, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public override string Name => _step.Name;

    /// <summary>The size of each column's vocabulary, code 0 included, as an embedding needs it.</summary>
    public IReadOnlyDictionary<string, int> Sizes { get; }

    IReadOnlyDictionary<string, IReadOnlyList<string>> IVocabularySizes.Tokens => _columns.Zip(_vocabularies).ToDictionary(
        pair => pair.First, pair => (IReadOnlyList<string>)["(other)", .. pair.Second.Texts], StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Frame Transform(Frame frame, string id)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame.With(_columns.Select((column, i) => (
            column, Array.ConvertAll(_vocabularies[i].Codes(frame, column, Name, id), code => (double)Math.Max(0, code + 1)))));
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(_step, _columns);
        Vocabulary.Write(_vocabularies, json);
        return json;
    }
}

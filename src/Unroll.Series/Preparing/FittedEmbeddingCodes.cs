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
        for (int i = 0; i < _columns.Length; i++)
        {
            int[] codes = _vocabularies[i].Codes(frame, _columns[i], Name, id);
            double[] values = new double[codes.Length];
            for (int row = 0; row < codes.Length; row++)
            {
                values[row] = Math.Max(0, codes[row] + 1);
            }

            frame = frame.With(_columns[i], values);
        }

        return frame;
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        JsonObject json = StepJson.Of(_step, _columns);
        Vocabulary.Write(_vocabularies, json);
        return json;
    }
}

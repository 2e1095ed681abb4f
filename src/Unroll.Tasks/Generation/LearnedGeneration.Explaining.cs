using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Explaining;

namespace Unroll.Tasks.Generation;

/// <content>What a look inside shows.</content>
internal sealed partial class LearnedGeneration
{
    /// <inheritdoc/>
    public override ExplainableCodes? ExplainableCodes(SeriesSet series) =>
        Explainable(Tokenizer.Encode(TextDivision.TextOf(_recipe, series)));

    /// <summary>A text to look inside with.</summary>
    internal ExplainableCodes Explainable(int[] codes) => new(
        codes, [.. Enumerable.Range(0, Tokenizer.Count).Select(code => Tokenizer[code])],
        Tokenizer.Unit is not (TokenUnit.Character or TokenUnit.Subword))
    {
        Lead = _lead,
        FirstToken = Tokenizer.First,
        PromptLength = IsList && codes.Length > 1 && codes[^1] == LineEndCode ? codes.Length - 1 : codes.Length,
    };
}

using System.Globalization;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Translation;

/// <summary>The evaluation of a translation on a part of the pairs; of texts or of numbers, as its subclasses have it.</summary>
public abstract class TranslationEvaluation : PartEvaluation
{
    private protected TranslationEvaluation(string part, Scores model, IReadOnlyList<KeyValuePair<string, Scores>> baselines)
        : base(part, model, baselines)
    {
    }

    /// <inheritdoc/>
    public sealed override string Title => string.Create(
        CultureInfo.InvariantCulture, $"{Part}, {CountFormatter.Format(Samples, "pairs")}");
}

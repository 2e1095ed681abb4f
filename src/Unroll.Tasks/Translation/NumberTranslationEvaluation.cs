using System.Globalization;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Translation;

/// <summary>The evaluation of a translation to sequences of numbers on a part of the pairs, in the unit of the file.</summary>
public sealed class NumberTranslationEvaluation : TranslationEvaluation
{
    private NumberTranslationEvaluation(
        string part, IReadOnlyList<TranslatedNumbers> pairs, Scores model, IReadOnlyList<KeyValuePair<string, Scores>> baselines)
        : base(part, model, baselines) => Pairs = pairs;

    /// <summary>The translations beside their references, in the order of the data.</summary>
    public IReadOnlyList<TranslatedNumbers> Pairs { get; }

    /// <inheritdoc/>
    public override int Samples => Pairs.Count;

    /// <inheritdoc/>
    public override PredictionTable Predictions => new(
        ["id", "text", "reference", "translation"],
        Pairs.Select(pair => (IReadOnlyList<object?>)[pair.Id, pair.Source, Text(pair.Reference), Text(pair.Written)]));

    /// <summary>Evaluates sequences.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="pairs">What was written beside what was to be.</param>
    /// <param name="baselines">The sequences of baselines, by name.</param>
    internal static NumberTranslationEvaluation Of(
        string part, IReadOnlyList<TranslatedNumbers> pairs,
        IEnumerable<KeyValuePair<string, IReadOnlyList<TranslatedNumbers>>> baselines) => new(
        part, pairs, ScoresOf(pairs), [.. baselines.Select(baseline => KeyValuePair.Create(baseline.Key, ScoresOf(baseline.Value)))]);

    /// <summary>Numbers as a text, as tables of pairs have them.</summary>
    internal static string Text(IEnumerable<double> numbers) =>
        string.Join(' ', numbers.Select(number => number.ToString("G7", CultureInfo.InvariantCulture)));

    private static Scores ScoresOf(IReadOnlyList<TranslatedNumbers> pairs)
    {
        ErrorSums sums = default;
        foreach (TranslatedNumbers pair in pairs)
        {
            for (int i = 0; i < pair.Reference.Count; i++)
            {
                sums.Add(pair.Reference[i], pair.Written[i]);
            }
        }

        return new([sums.Absolute, sums.Rooted]);
    }
}

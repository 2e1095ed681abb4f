using System.Globalization;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Translation;

/// <summary>The sections of the report of a translation.</summary>
internal static class TranslationReport
{
    private const int Shown = 20;
    private const int MostPoints = 200;

    /// <summary>Translations beside references, the worst ones, and the attention of some.</summary>
    public static IReadOnlyList<ReportSection> Of(TrainingRun run)
    {
        if (run.Test is NumberTranslationEvaluation numbers)
        {
            return [OfNumbers(numbers)];
        }

        TextTranslationEvaluation test = (TextTranslationEvaluation)run.Test;
        TranslatedPair[] wrong = [.. test.Pairs.Where(pair => !pair.IsExact)
            .OrderByDescending(pair => pair.EditDistance / (double)Math.Max(1, pair.ReferenceLength)).Take(Shown)];
        TranslatedPair[] some = [.. Enumerable.Range(0, Math.Min(Shown, test.Pairs.Count))
            .Select(i => test.Pairs[(int)((long)i * test.Pairs.Count / Math.Min(Shown, test.Pairs.Count))])];
        return
        [
            Table("Translations beside references", "Pairs of the test part, evenly spaced.", some),
            .. test.Attention.Select(Attention),
            .. wrong.Length == 0 ? [] : (ReportSection[])[Table(
                "Worst translations", "The translations of the test part with the most edits a token of the reference.",
                    wrong)],
        ];
    }

    private static TableSection Table(string title, string note, IReadOnlyList<TranslatedPair> pairs) => new(
        title,
        [new("Id"), new("Text"), new("Reference"), new("Translation"), new("Edits", ScoreFormat.Count)],
        [.. pairs.Select(pair => (IReadOnlyList<object?>)
            [pair.Id, pair.Translation.Source, pair.Reference, pair.Translation.Text, pair.EditDistance])])
    { Note = note };

    private static ScatterSection OfNumbers(NumberTranslationEvaluation test) => new(
        "Predictions and truth", new ChartAxis("actual"), new ChartAxis("predicted"),
        [.. test.Pairs.Take(MostPoints).SelectMany(pair => pair.Reference.Zip(
            pair.Written, (expected, written) => new ChartPoint(pair.Id, expected, written)))])
    {
        HasDiagonal = true,
        Note = "Each number of the first pairs of the test part; on the diagonal, predictions are right.",
    };

    private static HeatMapSection Attention(AttendedPair pair) => new(
        $"Attention while {pair.Id} was translated", "token of the source", "token that was written", pair.Source, pair.Written,
        pair.Weights)
    {
        Limit = 1,
        NamesColumns = true,
        HasSigns = false,
        Note = string.Create(
            CultureInfo.InvariantCulture,
            $"For each token that was written, down, the attention weight of each token of the source, across; a row adds up to 1."),
    };
}

using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning;

namespace Unroll.Reports.Sections;

/// <summary>
/// The score that a run comes to, the most telling one that is defined, and the best baseline that it is measured against.
/// </summary>
/// <param name="Score">The score; null where none is defined.</param>
/// <param name="Baselines">The same measure of the baselines that have it, in their order.</param>
internal sealed record Verdict(Score? Score, IReadOnlyList<KeyValuePair<string, Score>> Baselines)
{
    /// <summary>The verdict on a part.</summary>
    /// <param name="part">The part, usually <c>test</c>.</param>
    public static Verdict Of(PartEvaluation part)
    {
        Score? score = part.Model.FirstOrDefault(measure => double.IsFinite(measure.Value));
        return new Verdict(score, score is null ? [] : [.. part.Baselines
            .Select(baseline => KeyValuePair.Create(baseline.Key, score with { Value = baseline.Value[score.Name] }))
            .Where(baseline => double.IsFinite(baseline.Value.Value))]);
    }

    /// <summary>The best of the baselines; of no name where there is none.</summary>
    public KeyValuePair<string, Score> Best => Baselines.Count == 0 ? default
        : Score is { IsLowerBetter: true }
        ? Baselines.MinBy(baseline => baseline.Value.Value)
        : Baselines.MaxBy(baseline => baseline.Value.Value);

    /// <summary>
    /// The comparison with the best baseline, as a phrase to be stressed and the rest: <c>60 % less error</c> and <c>than naive</c>.
    /// </summary>
    public (string Stressed, string Than) Comparison
    {
        get
        {
            (string? name, Score? best) = Best;
            if (Score is not { } score || best is null)
            {
                return ("", "");
            }

            string than = $"than {Names.Readable(name).ToLowerInvariant()}";
            if (Advantage == 0)
            {
                return ("No better", than);
            }

            double difference = score.Value - best.Value;
            double percent = Math.Abs(Math.Round(100 * difference / best.Value));
            string word = difference < 0 ? "lower" : "higher";
            return score.Format switch
            {
                ScoreFormat.Share => (Text($"{Math.Abs(100 * difference):0.0} percentage points {word}"), than),
                _ when IsRelative(best) => (Text($"{percent:N0} % {(difference < 0 ? "less" : "more")} error"), than),
                _ => (Text($"{Figures.Number(Math.Abs(difference), 3)} {word}"), than),
            };
        }
    }

    /// <summary>The style of the comparison: better, worse, or neither.</summary>
    public string Tone => Advantage switch { > 0 => "better", < 0 => "worse", _ => "even" };

    // What is as small as the figures that are shown is no difference.
    private int Advantage
    {
        get
        {
            if (Score is not { } score || Best.Value is not { } best)
            {
                return 0;
            }

            double difference = score.IsLowerBetter ? best.Value - score.Value : score.Value - best.Value;
            double least = score.Format == ScoreFormat.Share ? 0.0005 : IsRelative(best) ? 0.005 * best.Value : 0.0005;
            return Math.Abs(difference) < least ? 0 : Math.Sign(difference);
        }
    }

    private static bool IsRelative(Score best) => best is { IsLowerBetter: true, Value: > 0 };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

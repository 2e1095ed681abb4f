using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning;

namespace Unroll.Reports.Sections;

/// <summary>
/// The score that a run comes to, the most telling one that is defined, and the best baseline that it is measured against.
/// </summary>
/// <param name="On">The comparison.</param>
/// <param name="Test">The test of whether both differ by more than chance; null where there is none.</param>
internal sealed record Verdict(BaselineComparison On, SignificanceTest? Test = null)
{
    /// <summary>The verdict on a part.</summary>
    /// <param name="part">The part, usually <c>test</c>.</param>
    public static Verdict Of(PartEvaluation part) => new(part.Comparison, part.Significance);

    /// <summary>The score; null where none is defined.</summary>
    public Score? Score => On.Score;

    /// <summary>The same measure of the baselines that have it, in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, Score>> Baselines => On.Baselines;

    /// <summary>The best of the baselines; of no name where there is none.</summary>
    public KeyValuePair<string, Score> Best => On.Best ?? default;

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

            string than = $"than {name}"
                + (MayBeChance ? $", which may be chance: {Test!.Summary}" : "");
            if (On.Advantage == 0)
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

    /// <summary>The style of the comparison: better, worse, or neither, as where the difference may be chance.</summary>
    public string Tone => MayBeChance ? "even" : On.Advantage switch { > 0 => "better", < 0 => "worse", _ => "even" };

    private bool MayBeChance => On.Advantage > 0 && Test is { IsSignificant: false } test && double.IsFinite(test.PValue);

    private static bool IsRelative(Score best) => best is { LowerIsBetter: true, Value: > 0 };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Unroll.Tasks.Learning;

/// <summary>The networks beside the baselines, by one measure of a part.</summary>
/// <param name="Score">The networks' score; null where no measure is defined.</param>
/// <param name="Baselines">The same measure of the baselines that have it, in their order.</param>
public sealed record BaselineComparison(Score? Score, IReadOnlyList<KeyValuePair<string, Score>> Baselines)
{
    private const double RelativeTrifle = 0.005;
    private const double AbsoluteTrifle = 0.0005;

    /// <summary>The best baseline and its score; null where there is none.</summary>
    public KeyValuePair<string, Score>? Best => Baselines.Count == 0 ? null
        : Score is { LowerIsBetter: true }
        ? Baselines.MinBy(baseline => baseline.Value.Value)
        : Baselines.MaxBy(baseline => baseline.Value.Value);

    /// <summary>
    /// The sign of the difference from the best baseline: 1 for better, −1 for worse, and 0 where they differ by less than half a per cent
    /// (half a thousandth for shares), or where there is nothing to compare.
    /// </summary>
    public int Advantage
    {
        get
        {
            if (Score is not { } score || Best is not { Value: { } best })
            {
                return 0;
            }

            double difference = score.LowerIsBetter ? best.Value - score.Value : score.Value - best.Value;
            double least = score.Format != ScoreFormat.Share && best is { LowerIsBetter: true, Value: > 0 }
                ? RelativeTrifle * best.Value
                : AbsoluteTrifle;
            return Math.Abs(difference) >= least ? Math.Sign(difference) : 0;
        }
    }

    /// <summary>Whether there is a baseline, and the networks do not beat it.</summary>
    public bool IsBeaten => Best is not null && Advantage <= 0;

    /// <summary>
    /// The comparison as a sentence where a baseline is not beaten: "This network does not beat naive: its MAE is 73.3, that of naive
    /// 46.4."; empty where all are beaten.
    /// </summary>
    public string Warning => !IsBeaten || Best is not { } best || Score is not { } score ? ""
        : $"This run {(Advantage < 0 ? "is worse than" : "does not beat")} the baseline {best.Key}: its {score.Label} is {Text(score)}, "
            + $"that of {best.Key} {Text(best.Value)}.";

    /// <summary>The comparison by a measure.</summary>
    /// <param name="part">The part.</param>
    /// <param name="measure">Name of the measure, such as <c>mae</c>; null for the first that is defined.</param>
    internal static BaselineComparison By(PartEvaluation part, string? measure = null) => By(part.Model, part.Baselines, measure);

    /// <summary>The comparison by a measure.</summary>
    /// <param name="model">The networks' scores.</param>
    /// <param name="baselines">Those of the baselines, by name.</param>
    /// <param name="measure">Name of the measure, such as <c>mae</c>; null for the first that is defined.</param>
    internal static BaselineComparison By(
        Scores model, IReadOnlyList<KeyValuePair<string, Scores>> baselines, string? measure = null)
    {
        Score? score = model.FirstOrDefault(
            candidate => double.IsFinite(candidate.Value) && (measure is null || candidate.Name == measure));
        return new BaselineComparison(score, score is null ? [] : [.. baselines
            .Select(baseline => KeyValuePair.Create(baseline.Key, score with { Value = baseline.Value[score.Name] }))
            .Where(baseline => double.IsFinite(baseline.Value.Value))]);
    }

    private static string Text(Score score) => score.Format == ScoreFormat.Share
        ? string.Create(CultureInfo.InvariantCulture, $"{100 * score.Value:0.0} %")
        : score.Value.ToString("G4", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Reports.Renderers;
using Unroll.Tasks.Learning;

namespace Unroll.Reports.Sections;

/// <summary>The table of all measures: the networks and the baselines, on each part, the one that counts first.</summary>
internal static class ScoresTable
{
    /// <summary>The table, that of the folds of a walk forward, and what the measures mean.</summary>
    public static Markup Of(TrainingRun run)
    {
        string? unit = run.Recipe.Data.Unit;
        Scores columns = new([.. run.Test.Model.Where(score => !score.IsFurther)]);
        Verdict verdict = Verdict.Of(run.Test);
        string? baseline = verdict.Best.Key;
        string[] against = baseline is null ? [] : [$"{verdict.Score!.Label} against {baseline}"];
        string[] heads = ["Predictions of", .. columns.Select(score => TableRenderer.Label(score, unit)), .. against];
        PartEvaluation[] parts = [.. new[] { run.Test, run.Validation }.OfType<PartEvaluation>()];
        Markup table = Markup.Of($"""
            <div class="scroll" role="region" aria-label="Scores" tabindex="0">
            <table class="scores">
              <thead><tr>{heads.Select(head => Markup.Of($"<th scope=\"col\">{head}</th>"))}</tr></thead>
              {parts.Select(part => Group(run, part, columns, verdict.Score, baseline))}
            </table>
            </div>
            """);
        return Markup.Join(
        [
            table, .. run.Test.OtherTargets.Select(target => Target(run, target, unit)), Further(run, unit), Confidence(run, unit),
            Folds(run, unit), Glossary(run.Test.Model),
        ]);
    }

    private static Markup Group(TrainingRun run, PartEvaluation part, Scores columns, Score? main, string? baseline)
    {
        KeyValuePair<string, Scores>[] rows =
        [
            new(Names.Own(run), part.Model),
            .. part.Members.Select(member => KeyValuePair.Create(member.Key, member.Value.Model)),
            .. part.Baselines,
        ];
        int width = columns.Count + (baseline is null ? 1 : 2);
        Scores? reference = part.Baselines.FirstOrDefault(row => row.Key == baseline).Value;
        return Markup.Of($"""
            <tbody data-part="{part.Part}">
              <tr class="group"><th colspan="{width}" scope="rowgroup">{Names.Part(part.Part)}
                <span class="note">{Headline.Samples(run, part)}</span></th></tr>
              {rows.Select((row, i) => Row(row, rows, i == 0))}
            </tbody>
            """);

        Markup Row(KeyValuePair<string, Scores> row, KeyValuePair<string, Scores>[] all, bool own)
        {
            IEnumerable<Markup> cells = columns.Select(score => TableRenderer.Cell(
                score, row.Value[score.Name], all.Select(other => other.Value[score.Name])));
            Markup change = baseline is null ? Markup.Empty : Markup.Of($"<td>{Change(main!, row.Value, reference)}</td>");
            Markup style = own ? new Markup(" class=\"own\"") : Markup.Empty;
            return Markup.Of($"<tr{style}><th scope=\"row\">{row.Key}</th>{cells}{change}</tr>\n  ");
        }
    }

    /// <summary>The scores of a further target on the test part.</summary>
    private static Markup Target(TrainingRun run, TargetScores target, string? unit) => Markup.Of($"""
        <h3>{target.Target} on the test part</h3>
        {TableRenderer.Scores("Predictions of", unit, [new(Names.Own(run), target.Model), .. target.Baselines], target.Target)}
        """);

    /// <summary>The measures behind the primary ones, a row each, of the test part.</summary>
    private static Markup Further(TrainingRun run, string? unit)
    {
        Score[] further = [.. run.Test.Model.Where(score => score.IsFurther)];
        string[] heads = ["Measure", Names.Own(run), .. run.Test.Baselines.Select(baseline => baseline.Key)];
        return further.Length == 0 ? Markup.Empty : Markup.Of($"""
            <h3>Further measures of the test part</h3>
            <div class="scroll" role="region" aria-label="Further measures" tabindex="0">
            <table class="further">
              <thead><tr>{heads.Select(head => Markup.Of($"<th scope=\"col\">{head}</th>"))}</tr></thead>
              <tbody>{further.Select(Row)}</tbody>
            </table>
            </div>
            """);

        Markup Row(Score score)
        {
            double[] values = [score.Value, .. run.Test.Baselines.Select(baseline => baseline.Value[score.Name])];
            IEnumerable<Markup> cells = values.Select(value => TableRenderer.Cell(score, value, values));
            return Markup.Of($"<tr><th scope=\"row\">{TableRenderer.Label(score, unit)}</th>{cells}</tr>\n");
        }
    }

    /// <summary>The bootstrap confidence intervals of the measures that have one, of the test part.</summary>
    private static Markup Confidence(TrainingRun run, string? unit)
    {
        Score[] known = [.. run.Test.Model.Where(score => score.Interval is { } interval && double.IsFinite(interval.Lower))];
        string[] heads = ["Measure", Names.Own(run), "from", "to"];
        return known.Length == 0 ? Markup.Empty : Markup.Of($"""
            <h3>Confidence intervals of the test part</h3>
            <p class="note">In so many of a hundred other tests of this kind the measure lies between: by a bootstrap at
              {(100 * known[0].Interval!.Value.Level).ToString("0", CultureInfo.InvariantCulture)} %.</p>
            <div class="scroll" role="region" aria-label="Confidence intervals" tabindex="0">
            <table class="confidence">
              <thead><tr>{heads.Select(head => Markup.Of($"<th scope=\"col\">{head}</th>"))}</tr></thead>
              <tbody>{known.Select(Row)}</tbody>
            </table>
            </div>
            """);

        Markup Row(Score score)
        {
            double[] values = [score.Value, score.Interval!.Value.Lower, score.Interval.Value.Upper];
            IEnumerable<Markup> cells = values.Select(value => TableRenderer.Cell(score, value, []));
            return Markup.Of($"<tr><th scope=\"row\">{TableRenderer.Label(score, unit)}</th>{cells}</tr>\n");
        }
    }

    private static Markup Folds(TrainingRun run, string? unit) => run.Folds.Count == 0 ? Markup.Empty : Markup.Of($"""
        <h3>Each {(Names.IsWalkForward(run) ? "test of the walk forward" : "fold of the cross-validation")}</h3>
        {TableRenderer.Scores(
            Names.Fold(run), unit, [.. run.Folds.Select((fold, i) => KeyValuePair.Create(Figures.Count(i + 1), fold.Model))])}
        {TableRenderer.Scores(
            "Over all of them", unit,
            [
                KeyValuePair.Create("Mean", new Scores([.. run.FoldScores.Select(score => score.Score)])),
                KeyValuePair.Create(
                    "Standard deviation",
                    new Scores([.. run.FoldScores.Select(score => score.Score with { Value = score.StandardDeviation })])),
            ], isCompared: false)}
        """);

    private static Markup Glossary(Scores scores)
    {
        Score[] told = [.. scores.Where(score => score.Help.Length > 0)];
        return told.Length == 0 ? Markup.Empty : Markup.Of($"""
            <details>
              <summary>What the measures mean</summary>
              <dl class="glossary">{told.Select(score => Markup.Of($"<div><dt>{score.Label}</dt><dd>{score.Help}</dd></div>\n"))}</dl>
            </details>
            """);
    }

    // A true minus sign lines up with the plus sign in tabular figures.
    private static string Change(Score main, Scores scores, Scores? reference)
    {
        double value = scores[main.Name], baseline = reference?[main.Name] ?? double.NaN;
        bool isRelative = main.Format != ScoreFormat.Share && baseline > 0 && main.LowerIsBetter;
        double change = isRelative ? 100 * ((value / baseline) - 1)
            : main.Format == ScoreFormat.Share ? 100 * (value - baseline)
            : value - baseline;
        string size = isRelative ? Math.Abs(change).ToString("N1", CultureInfo.InvariantCulture) + " %"
            : main.Format == ScoreFormat.Share ? Math.Abs(change).ToString("0.0", CultureInfo.InvariantCulture) + " points"
            : Figures.Number(Math.Abs(change), 3);
        return !double.IsFinite(change) ? Figures.None : change == 0 ? "0" : $"{(change < 0 ? "−" : "+")}{size}";
    }
}

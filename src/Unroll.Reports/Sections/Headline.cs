using Unroll.Reports.Html;
using Unroll.Tasks.Learning;

namespace Unroll.Reports.Sections;

/// <summary>The top of the page: what was predicted, and the main score beside those of the baselines.</summary>
internal static class Headline
{
    private const int MaximumTiles = 4;

    // A number and its unit stay on one line.
    private const char NoBreak = '\u00a0';

    /// <summary>The subject of the run: targets and inputs.</summary>
    public static Markup Subtitle(TrainingRun run) => Markup.Escape(run.Recipe.Task.Subject(run) is { Length: > 0 } subject
        ? subject
        : $"from {CountFormatter.Format(run.InputNames.Count, "inputs")} a step");

    /// <summary>The main score, in words and as bars.</summary>
    public static Markup Main(TrainingRun run)
    {
        PartEvaluation part = run.Test;
        Verdict verdict = Verdict.Of(part);
        string samples = Samples(run, part);
        if (verdict.Score is not { } score)
        {
            return Markup.Of($"<p class=\"lead\">No score of the {part.Part} part is defined ({samples}).</p>");
        }

        (string stressed, string than) = verdict.Comparison;
        Markup words = stressed.Length == 0
            ? Markup.Empty
            : Markup.Of($"<p class=\"verdict {verdict.Tone}\"><strong>{stressed}</strong> {than}</p>");
        return Markup.Of($"""
            <div class="main-figure">
              <p class="label">{Label(score, part)} on the {part.Part} part</p>
              <p class="figure">{Figures.Score(score, run.Recipe.Data.Unit, 3)}</p>
              {words}
              <p class="note">{samples}</p>
              {part.OtherTargets.Where(target => target.Warning.Length > 0)
                  .Select(target => Markup.Of($"<p class=\"note\">{target.Warning}</p>\n"))}
              {Causes(run)}
            </div>
            {Bars.Of(verdict, run)}
            """);
    }

    /// <summary>The likely causes where a baseline is not beaten.</summary>
    private static Markup Causes(TrainingRun run) => run.LikelyCauses is { Count: > 0 } causes
        ? Markup.Of($"""
            <p class="note">Likely causes:</p>
            <ul class="note">{causes.Select(cause => Markup.Of($"<li>{cause}</li>\n"))}</ul>
            """)
        : Markup.Empty;

    /// <summary>The further scores, and what the training took, each in a tile.</summary>
    public static Markup Tiles(TrainingRun run)
    {
        Verdict verdict = Verdict.Of(run.Test);
        string? best = verdict.Best.Key;
        Scores? baseline = run.Test.Baselines.FirstOrDefault(of => of.Key == best).Value;
        string? unit = run.Recipe.Data.Unit;
        IEnumerable<Score> further = run.Test.Model
            .Where(score => score.Name != verdict.Score?.Name && score.Format != ScoreFormat.Count && double.IsFinite(score.Value))
            .Take(MaximumTiles);
        IEnumerable<Markup> scores = further.Select(score => Tile(
            Label(score, run.Test),
            Figures.Score(score, unit, 3),
            baseline is null
                ? ""
                : $"{best}: {Figures.Score(score with { Value = baseline[score.Name] }, unit, 3).Replace(' ', NoBreak)}"));
        string epochs = run.Recipe.Classical is not null ? "fitted at once"
            : CountFormatter.Format(run.Histories.Sum(history => history.Epochs.Count), "epochs");
        string learned = run.Histories.Count > 1 ? "numbers learned, in all networks" : "numbers learned";
        return Markup.Join([
            .. scores,
            Tile("Training", Figures.Duration(run.TrainingSeconds), $"{epochs} on {CountFormatter.Format(run.Threads, "threads")}"),
            Tile("Parameters", Figures.Count(run.ParameterCount), learned),
        ]);
    }

    /// <summary>The number of a part's samples and their dates: <c>329 windows, 6 Feb 2023 – 31 Dec 2023</c>.</summary>
    public static string Samples(TrainingRun run, PartEvaluation part)
    {
        PartSummary? summary = run.Parts.FirstOrDefault(of => of.Name == part.Part);
        string count = CountFormatter.Format(part.Samples, summary?.Unit ?? "samples");
        return summary is { First: { } first, Last: { } last } ? $"{count}, {Figures.Dates(first, last)}" : count;
    }

    private static string Label(Score score, PartEvaluation part) =>
        part.FirstTarget is { } target ? $"{score.Label} of {target}" : score.Label;

    private static Markup Tile(string label, string figure, string note) =>
        Markup.Of($"<div class=\"tile\"><dt>{label}</dt><dd>{figure}</dd><dd class=\"note\">{note}</dd></div>");
}

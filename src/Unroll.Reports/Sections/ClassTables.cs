using System.Globalization;
using Unroll.Reports.Html;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;

namespace Unroll.Reports.Sections;

/// <summary>The tables of a classification: scores beside the baseline, scores of each class, and what was taken for what.</summary>
internal static class ClassTables
{
    /// <summary>The scores of the network and the baseline, on each part.</summary>
    public static Markup Scores(ClassificationRun run) => Markup.Of($"""
        <div class="scroll" role="region" aria-label="Scores" tabindex="0">
        <table class="scores">
          <thead><tr><th scope="col">Part</th><th scope="col">Accuracy</th><th scope="col">Balanced accuracy</th><th scope="col">Macro F1</th><th scope="col">ROC AUC</th><th scope="col">Log loss</th></tr></thead>
          {run.Parts.Reverse().Select(Group)}
        </table>
        </div>
        """);

    /// <summary>Precision, recall and F1 of each class.</summary>
    public static Markup Classes(ClassificationEvaluation part) => Markup.Of($"""
        <h3>Each class, {part.Part} part</h3>
        <div class="scroll" role="region" aria-label="Scores of each class" tabindex="0">
        <table>
          <thead><tr><th scope="col">Class</th><th scope="col">Series</th><th scope="col">Precision</th><th scope="col">Recall</th><th scope="col">F1</th><th scope="col">ROC AUC</th></tr></thead>
          <tbody>{part.Model.Classes.Select(scores => Markup.Of($"<tr><th scope=\"row\">{scores.Name}</th><td>{Figures.Count(scores.Support)}</td><td>{Share(scores.Precision)}</td><td>{Share(scores.Recall)}</td><td>{Share(scores.F1)}</td><td>{Share(scores.RocAuc)}</td></tr>"))}</tbody>
        </table>
        </div>
        """);

    /// <summary>How many of each true class were taken for each class; darker cells hold a larger share of their row.</summary>
    public static Markup Confusion(ClassificationEvaluation part) => Markup.Of($"""
        <div class="scroll" role="region" aria-label="Confusion matrix" tabindex="0">
        <table class="confusion">
          <thead><tr><th scope="col">True class</th>{part.Model.Classes.Select(scores => Markup.Of($"<th scope=\"col\">taken for {scores.Name}</th>"))}</tr></thead>
          <tbody>{part.Model.Classes.Select((scores, c) => Markup.Of($"<tr><th scope=\"row\">{scores.Name}</th>{part.Model.Confusion[c].Select((count, other) => Cell(count, scores.Support, c == other))}</tr>"))}</tbody>
        </table>
        </div>
        """);

    /// <summary>How many series of each class every part holds.</summary>
    public static Markup Parts(ClassificationRun run) => Markup.Of($"""
        <table class="parts">
          <thead><tr><th scope="col">Part</th><th scope="col">Series</th>{run.ClassNames.Select(name => Markup.Of($"<th scope=\"col\">{name}</th>"))}</tr></thead>
          <tbody>{run.PartCounts.Select(part => Markup.Of($"<tr><th scope=\"row\">{ScoresTable.Title(part.Name)}</th><td>{Figures.Count(part.Series)}</td>{part.Counts.Select(count => Markup.Of($"<td>{Figures.Count(count)}</td>"))}</tr>"))}</tbody>
        </table>
        """);

    private static Markup Group(ClassificationEvaluation part) => Markup.Of($"""
        <tbody>
          <tr class="group"><th colspan="6" scope="rowgroup">{ScoresTable.Title(part.Part)} <span class="note">{Figures.Count(part.Model.Count)} series</span></th></tr>
          <tr class="own">{Row("This network", part.Model)}</tr>
          <tr>{Row("Most frequent class", part.Majority)}</tr>
        </tbody>
        """);

    private static Markup Row(string name, ClassificationScores scores) => Markup.Of(
        $"<th scope=\"row\">{name}</th><td>{Share(scores.Accuracy)}</td><td>{Share(scores.BalancedAccuracy)}</td><td>{Share(scores.MacroF1)}</td><td>{Share(scores.RocAuc)}</td><td>{Share(scores.LogLoss)}</td>");

    private static Markup Cell(int count, int support, bool right)
    {
        string strength = (support == 0 ? 0 : 60.0 * count / support).ToString("0", CultureInfo.InvariantCulture);
        return Markup.Of($"<td class=\"{(right ? "right" : "wrong")}\" style=\"background:color-mix(in srgb, var(--{(right ? "own" : "other")}) {strength}%, transparent)\">{Figures.Count(count)}</td>");
    }

    /// <summary>A number from 0 to 1 as a reader sees it.</summary>
    internal static string Share(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : Figures.None;
}

using System.Globalization;
using Spectre.Console;
using Unroll.Tasks.Learning;

namespace Unroll.Cli.Display;

/// <summary>An evaluation for people: the scores beside those of the baselines, the task's own tables, and a chart.</summary>
internal static class EvaluationDisplay
{
    // More columns than that do not fit a terminal.
    private const int MostColumns = 13;

    /// <summary>Draws it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="evaluation">The evaluation.</param>
    /// <param name="unit">Unit of the target, or null.</param>
    internal static void Draw(Screen screen, PartEvaluation evaluation, string? unit)
    {
        Table scores = Start([evaluation.Title, .. evaluation.Model.Where(IsPrimary).Select(score => Heading(score, unit))]);
        AddRow(scores, "bold", [Own(evaluation), .. evaluation.Model.Where(IsPrimary).Select(Text)]);
        foreach ((string name, PartEvaluation member) in evaluation.Members)
        {
            AddRow(
                scores, "default",
                [$"- {name}", .. evaluation.Model.Where(IsPrimary).Select(score => Text(score with { Value = member.Model[score.Name] }))]);
        }

        foreach ((string name, Scores baseline) in evaluation.Baselines)
        {
            AddRow(
                scores, "default",
                [name, .. evaluation.Model.Where(IsPrimary).Select(score => Text(score with { Value = baseline[score.Name] }))]);
        }

        screen.Console.Write(scores);
        foreach (TargetScores target in evaluation.OtherTargets)
        {
            DrawTarget(screen, evaluation, target, unit);
        }

        DrawFurther(screen, evaluation, unit);
        foreach (DetailTable details in evaluation.Tables.Where(table => table.Columns.Count <= MostColumns))
        {
            Table table = Start(details.Columns);
            foreach (IReadOnlyList<string> row in details.Rows)
            {
                AddRow(table, "default", row);
            }

            screen.Console.Write(table);
        }

        foreach (string note in evaluation.Notes.Concat(evaluation.DataNotes))
        {
            screen.Line(note);
        }

        if (evaluation.Chart is { } chart)
        {
            ForecastChart.Draw(screen.Console, ForecastChart.PointsOf(chart), chart.Title);
        }
    }

    /// <summary>The scores of a further target.</summary>
    private static void DrawTarget(Screen screen, PartEvaluation evaluation, TargetScores target, string? unit)
    {
        Score[] measures = [.. target.Model.Where(IsPrimary)];
        Table table = Start([$"{target.Target}, {evaluation.Part}", .. measures.Select(score => Heading(score, unit))]);
        AddRow(table, "bold", [Own(evaluation), .. measures.Select(Text)]);
        foreach ((string name, Scores baseline) in target.Baselines)
        {
            AddRow(table, "default", [name, .. measures.Select(score => Text(score with { Value = baseline[score.Name] }))]);
        }

        screen.Console.Write(table);
    }

    /// <summary>The further measures, a row each, and the confidence intervals of the networks' measures.</summary>
    private static void DrawFurther(Screen screen, PartEvaluation evaluation, string? unit)
    {
        Score[] further = [.. evaluation.Model.Where(score => !IsPrimary(score))];
        if (further.Length > 0)
        {
            Table table = Start(["further measures", Own(evaluation), .. evaluation.Baselines.Select(baseline => baseline.Key)]);
            foreach (Score score in further)
            {
                AddRow(table, "default",
                [
                    Heading(score, unit), Text(score),
                    .. evaluation.Baselines.Select(baseline => Text(score with { Value = baseline.Value[score.Name] })),
                ]);
            }

            screen.Console.Write(table);
        }

        string[] intervals = [.. evaluation.Model.Where(score => score.Interval is { } interval && double.IsFinite(interval.Lower))
            .Select(score => $"{Heading(score, unit)} {Text(score with { Value = score.Interval!.Value.Lower })} to "
                + Text(score with { Value = score.Interval.Value.Upper }))];
        if (intervals.Length > 0)
        {
            screen.Line($"95 % confidence intervals: {string.Join(", ", intervals)}");
        }
    }

    private static string Own(PartEvaluation evaluation) =>
        evaluation.ClassicalModel is { } model ? $"this {model}" : evaluation.Members.Count > 0 ? "this ensemble" : "this network";

    private static bool IsPrimary(Score score) => !score.IsFurther;

    /// <summary>Starts a table whose columns of numbers stand to the right.</summary>
    internal static Table Start(IReadOnlyList<string> headings)
    {
        Table table = new() { Border = TableBorder.Simple };
        for (int i = 0; i < headings.Count; i++)
        {
            TableColumn column = new(Screen.Escape(headings[i]));
            table.AddColumn(i == 0 ? column : column.RightAligned());
        }

        return table;
    }

    /// <summary>Adds a row of texts.</summary>
    internal static void AddRow(Table table, string style, IEnumerable<string> cells) =>
        table.AddRow([.. cells.Select(cell => new Markup($"[{style}]{Screen.Escape(cell)}[/]"))]);

    private static string Heading(Score score, string? unit) => score.Format switch
    {
        ScoreFormat.Unit when !string.IsNullOrEmpty(unit) => $"{score.Label} {unit}",
        ScoreFormat.Percent => $"{score.Label} %",
        _ => score.Label,
    };

    /// <summary>The value of a score.</summary>
    internal static string Text(Score score) =>
        !double.IsFinite(score.Value) ? "–"
        : score.Format == ScoreFormat.Count ? score.Value.ToString("N0", CultureInfo.InvariantCulture)
        : score.Format == ScoreFormat.Share ? score.Value.ToString("0.000", CultureInfo.InvariantCulture)
        : NumberFormatter.Score(score.Value);
}

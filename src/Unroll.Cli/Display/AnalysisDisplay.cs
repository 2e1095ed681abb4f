using System.Globalization;
using Spectre.Console;
using Unroll.Tasks.Analysing;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Cli.Display;

/// <summary>An analysis for people: what was found in each column, and its table.</summary>
internal static class AnalysisDisplay
{
    private const int MostColumns = 20;
    private const int MostRows = 50;

    /// <summary>Draws it.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="run">The analysis.</param>
    /// <param name="file">The file that was written; null for none.</param>
    /// <param name="page">The page that was written; null for none.</param>
    internal static void Draw(Screen screen, AnalysisRun run, string? file, string? page)
    {
        foreach (string note in run.Notes)
        {
            screen.Line(note);
        }

        foreach (ColumnResult result in run.Results.Take(MostColumns))
        {
            screen.Line();
            screen.Line(result.Column.Title);
            foreach (string sentence in result.Result?.Summary ?? [result.Problem!])
            {
                InspectionDisplay.Wrapped(screen, "  ", "  ", sentence);
            }

            foreach (TableSection table in result.Result?.Tables ?? [])
            {
                Draw(screen, table);
            }
        }

        screen.Line();
        if (run.Results.Count > MostColumns)
        {
            screen.Line($"{run.Results.Count - MostColumns} more: --json, --out FILE or --report FILE.html has all.");
        }

        if (file is not null)
        {
            screen.Line($"Written: {file}");
        }

        screen.Line(page is not null ? $"The charts: {page}" : "In charts: --report FILE.html");
    }

    private static void Draw(Screen screen, TableSection section)
    {
        Table table = EvaluationDisplay.Start([.. section.Columns.Select(column => column.Name)]);
        foreach (IReadOnlyList<object?> row in section.Rows.Take(MostRows))
        {
            EvaluationDisplay.AddRow(table, "default", row.Select(cell => cell switch
            {
                null => "–",
                double value => value.ToString("G5", CultureInfo.InvariantCulture),
                _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
            }));
        }

        screen.Console.Write(table);
        if (section.Rows.Count > MostRows)
        {
            screen.Line($"  {CountFormatter.Format(section.Rows.Count - MostRows, "more rows")}.");
        }
    }
}

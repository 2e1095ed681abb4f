using System.Globalization;
using Spectre.Console;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;

namespace Unroll.Cli.Display;

/// <summary>How well classes were told, for people: the scores beside the baseline's, those of each class, and what was taken for what.</summary>
internal static class ClassificationDisplay
{
    // More columns than that do not fit a terminal.
    private const int MostClassesInConfusion = 12;

    /// <summary>Draws it.</summary>
    internal static void Draw(Screen screen, ClassificationEvaluation evaluation)
    {
        ClassificationScores model = evaluation.Model;
        Table scores = Start(string.Create(CultureInfo.InvariantCulture, $"{evaluation.Part}, {model.Count} series"), "accuracy", "balanced accuracy", "macro F1", "ROC AUC", "log loss");
        AddScores(scores, "this network", model, "bold");
        AddScores(scores, "most frequent class", evaluation.Majority, "default");
        screen.Console.Write(scores);

        Table classes = Start("class", "series", "precision", "recall", "F1", "ROC AUC");
        foreach (ClassScores classScores in model.Classes)
        {
            Add(classes, "default", classScores.Name, Text(classScores.Support), Text(classScores.Precision), Text(classScores.Recall), Text(classScores.F1), Text(classScores.RocAuc));
        }

        screen.Console.Write(classes);
        if (model.Classes.Count <= MostClassesInConfusion)
        {
            Table confusion = Start("true class, taken for", [.. model.Classes.Select(classScores => classScores.Name)]);
            for (int c = 0; c < model.Classes.Count; c++)
            {
                Add(confusion, "default", [model.Classes[c].Name, .. model.Confusion[c].Select(Text)]);
            }

            screen.Console.Write(confusion);
        }
    }

    private static Table Start(string first, params string[] headings)
    {
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn(Markup.Escape(first)));
        foreach (string heading in headings)
        {
            table.AddColumn(new TableColumn(Markup.Escape(heading)).RightAligned());
        }

        return table;
    }

    private static void AddScores(Table table, string name, ClassificationScores scores, string style) => Add(
        table, style, name, Text(scores.Accuracy), Text(scores.BalancedAccuracy), Text(scores.MacroF1), Text(scores.RocAuc), Text(scores.LogLoss));

    private static void Add(Table table, string style, params string[] cells) =>
        table.AddRow([.. cells.Select(cell => new Markup($"[{style}]{Markup.Escape(cell)}[/]"))]);

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}

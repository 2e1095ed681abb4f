using System.Globalization;
using System.Runtime.InteropServices;
using Unroll.Reports.Html;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Reports.Sections;

/// <summary>What is needed to repeat a run and to trust it: data, parts, seed, threads, time, versions.</summary>
internal static class RunFacts
{
    /// <summary>The elements of a list of facts.</summary>
    public static Markup List(IEnumerable<(string Term, string Text)> facts) =>
        Markup.Join(facts.Select(fact => Markup.Of($"<div><dt>{fact.Term}</dt><dd>{fact.Text}</dd></div>\n")));

    /// <summary>The facts of a forecast.</summary>
    public static IReadOnlyList<(string Term, string Text)> Of(ForecastRun run)
    {
        History history = run.History;
        List<(string Term, string Text)> facts =
        [
            ("Data", $"{Source(run.Recipe.Data)}, {Figures.Dates(run.FirstTime, run.LastTime)}"),
            ("Target", string.IsNullOrWhiteSpace(run.Unit) ? run.TargetName : $"{run.TargetName} ({run.Unit})"),
            ("Season", $"{Figures.Count(run.SeasonalPeriod, "row")}, for seasonal naive and MASE"),
            ("Seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Threads", run.Threads.ToString(CultureInfo.InvariantCulture)),
            ("Training time", Figures.Duration(run.TrainingSeconds)),
            ("Epochs", Epochs(history)),
            ("Ended because", Reason(history.StopReason)),
            ("Parameters", Figures.Count(run.ParameterCount)),
            .. Versions,
        ];
        if (run.InputNames.Count > 0)
        {
            facts.Insert(3, ($"{Figures.Count(run.InputNames.Count, "input")} a step", string.Join(", ", run.InputNames)));
        }

        if (run.Histories.Count > 1)
        {
            string epochs = string.Join(", ", run.Histories.Select(of => Figures.Count(of.Epochs.Count)));
            facts.Insert(facts.FindIndex(fact => fact.Term == "Epochs"), ("Networks", $"{Figures.Count(run.Histories.Count)}, whose forecasts are averaged ({epochs} epochs); the learning curves are the first one's"));
        }

        return facts;
    }

    /// <summary>The facts of a classification.</summary>
    public static IReadOnlyList<(string Term, string Text)> Of(ClassificationRun run) =>
    [
        ("Data", Source(run.Recipe.Data)),
        ("Inputs a step", string.Join(", ", run.InputNames)),
        ("Steps", Figures.Count(run.SequenceLength)),
        ("Seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
        ("Threads", run.Threads.ToString(CultureInfo.InvariantCulture)),
        ("Training time", Figures.Duration(run.TrainingSeconds)),
        ("Epochs", string.Join(", ", run.Histories.Select(history => Figures.Count(history.Epochs.Count)))),
        ("Parameters", Figures.Count(run.ParameterCount)),
        .. Versions,
    ];

    /// <summary>The table of the parts: what each covers.</summary>
    public static Markup Parts(ForecastRun run) => Markup.Of($"""
        <table class="parts">
          <thead><tr><th scope="col">Part</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Windows</th></tr></thead>
          <tbody>{run.PartSummaries.Select(part => Markup.Of($"<tr><th scope=\"row\">{ScoresTable.Title(part.Name)}</th><td>{Figures.Date(part.First)}</td><td>{Figures.Date(part.Last)}</td><td>{Figures.Count(part.Windows)}</td></tr>"))}</tbody>
        </table>
        """);

    private static (string Term, string Text)[] Versions =>
    [
        (".NET", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}"),
        ("Unroll", ReportWriter.Version),
    ];

    private static string Source(DataRecipe data) => data.Dataset ?? Path.GetFileName(data.File) ?? "data given to the run";

    private static string Epochs(History history)
    {
        string count = Figures.Count(history.Epochs.Count);
        return history.BestEpoch is { } best ? $"{count}; the weights kept are those of epoch {Figures.Count(best)}, the best" : count;
    }

    private static string Reason(StopReason reason) => reason switch
    {
        StopReason.Completed => "all epochs were run",
        StopReason.Converged => "no step made the loss smaller",
        StopReason.EarlyStopping => "the validation loss improved no more",
        StopReason.Cancelled => "it was interrupted",
        StopReason.NonFinite => "the loss became infinite or not a number",
        _ => reason.ToString(),
    };
}

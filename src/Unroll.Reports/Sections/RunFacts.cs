using System.Globalization;
using System.Runtime.InteropServices;
using Unroll.Reports.Html;
using Unroll.Tasks.Forecasting;
using Unroll.Training;

namespace Unroll.Reports.Sections;

/// <summary>What is needed to repeat a run and to trust it: data, parts, seed, threads, time, versions.</summary>
internal static class RunFacts
{
    /// <summary>The list of facts.</summary>
    public static Markup Of(ForecastRun run)
    {
        History history = run.History;
        List<(string Term, string Text)> facts =
        [
            ("Data", $"{Source(run)}, {Figures.Dates(run.FirstTime, run.LastTime)}"),
            ("Target", string.IsNullOrWhiteSpace(run.Unit) ? run.TargetName : $"{run.TargetName} ({run.Unit})"),
            ("Season", $"{Figures.Count(run.SeasonalPeriod, "row")}, for seasonal naive and MASE"),
            ("Seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
            ("Threads", run.Threads.ToString(CultureInfo.InvariantCulture)),
            ("Training time", Figures.Duration(run.TrainingSeconds)),
            ("Epochs", Epochs(history)),
            ("Ended because", Reason(history.StopReason)),
            ("Parameters", Figures.Count(run.ParameterCount)),
            (".NET", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}"),
            ("Unroll", ReportWriter.Version),
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

        return Markup.Join(facts.Select(fact => Markup.Of($"<div><dt>{fact.Term}</dt><dd>{fact.Text}</dd></div>\n")));
    }

    /// <summary>The table of the parts: what each covers.</summary>
    public static Markup Parts(ForecastRun run) => Markup.Of($"""
        <table class="parts">
          <thead><tr><th scope="col">Part</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Windows</th></tr></thead>
          <tbody>{run.PartSummaries.Select(part => Markup.Of($"<tr><th scope=\"row\">{ScoresTable.Title(part.Name)}</th><td>{Figures.Date(part.First)}</td><td>{Figures.Date(part.Last)}</td><td>{Figures.Count(part.Windows)}</td></tr>"))}</tbody>
        </table>
        """);

    private static string Source(ForecastRun run) => run.Recipe.Data.Dataset ?? Path.GetFileName(run.Recipe.Data.File) ?? "data given to the run";

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

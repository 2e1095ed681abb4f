using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Reports.Sections;

/// <summary>The facts that reproduce a run: data, parts, seed, threads, time, versions.</summary>
internal static class RunFacts
{
    /// <summary>The facts of a run, those that the task tells among them.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(TrainingRun run) =>
    [
        new("Data", Source(run.Recipe.Data)),
        .. run.Facts.Select(fact => KeyValuePair.Create(Names.Readable(fact.Key), Text(fact.Value))).Where(fact => fact.Value.Length > 0),
        new($"{CountFormatter.Format(run.InputNames.Count, "inputs")} a step", string.Join(", ", run.InputNames)),
        .. run.Learned.Inputs.Skip(1).Select(input => KeyValuePair.Create(
            $"{Names.Readable(input.Name)}: {CountFormatter.Format(input.Features.Count, "inputs")} at each of " +
            CountFormatter.Format(input.Shape.Timesteps, "steps"), string.Join(", ", input.Features))),
        new("Seed", run.Seed.ToString(CultureInfo.InvariantCulture)),
        new("Threads", run.Threads.ToString(CultureInfo.InvariantCulture)),
        new("Training time", Figures.Duration(run.TrainingSeconds)),
        .. run.Histories.Count > 1 ? [new("Networks", Figures.Count(run.Histories.Count))] : Array.Empty<KeyValuePair<string, string>>(),
        .. run.Recipe.Classical is not null ? [new("Model", run.ModelSummary.TrimEnd())] : (KeyValuePair<string, string>[])
        [
            new("Epochs", Epochs(run.Histories)),
            new("Ended because", string.Join("; ", run.Histories.Select(history => Reason(history.StopReason)).Distinct())),
        ],
        new("Parameters", Figures.Count(run.ParameterCount)),
        new(".NET", $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.RuntimeIdentifier}"),
        new("Unroll", ReportWriter.Version),
    ];

    /// <summary>The table of the parts: what each holds, and of what is counted in it, how many.</summary>
    public static Markup Parts(TrainingRun run)
    {
        bool hasDates = run.Parts.Any(part => part.First is not null);
        string[] counted = [.. run.Parts.SelectMany(part => part.Counts).Select(count => count.Key).Distinct()];
        string unit = run.Parts.Count > 0 ? Names.Readable(run.Parts[0].Unit) : "Samples";
        string[] heads = ["Part", .. hasDates ? ["From", "To"] : Array.Empty<string>(), unit, .. counted];
        return Markup.Of($"""
            <table class="parts">
              <thead><tr>{heads.Select(head => Markup.Of($"<th scope=\"col\">{head}</th>"))}</tr></thead>
              <tbody>{run.Parts.Select(part => Part(part, hasDates, counted))}</tbody>
            </table>
            """);
    }

    private static Markup Part(PartSummary part, bool hasDates, string[] counted)
    {
        string[] cells =
        [
            .. hasDates ? [Date(part.First), Date(part.Last)] : Array.Empty<string>(), Figures.Count(part.Samples),
            .. counted.Select(name => Figures.Count(part.Counts.FirstOrDefault(count => count.Key == name).Value)),
        ];
        IEnumerable<Markup> row = cells.Select(cell => Markup.Of($"<td>{cell}</td>"));
        return Markup.Of($"<tr><th scope=\"row\">{Names.Part(part.Name)}</th>{row}</tr>");
    }

    private static string Date(DateTime? time) => time is { } known ? Figures.Date(known) : Figures.None;

    private static string Source(DataRecipe data) =>
        data.Dataset ?? Path.GetFileName(data.File)
            ?? (data.Database is { } database ? $"a query of {database.Provider}" : "data given to the run");

    // Texts, numbers and lists of them; what is nested deeper is for programs that read the metrics document.
    private static string Text(JsonNode? value) => value switch
    {
        JsonArray list => string.Join(", ", list.Select(Text).Where(text => text.Length > 0)),
        JsonValue single when single.TryGetValue(out int whole) => Figures.Count(whole),
        JsonValue single when single.TryGetValue(out long whole) => Figures.Count(whole),
        JsonValue single when single.TryGetValue(out double number) => Figures.Number(number),
        JsonValue single => single.ToString(),
        _ => "",
    };

    private static string Epochs(IReadOnlyList<History> histories) => histories is [{ BestEpoch: { } best } single]
        ? $"{Figures.Count(single.Epochs.Count)}; the weights kept are those of epoch {Figures.Count(best)}, the best"
        : string.Join(", ", histories.Select(history => Figures.Count(history.Epochs.Count)));

    private static string Reason(StopReason reason) => reason switch
    {
        StopReason.Completed => "all epochs were run",
        StopReason.Converged => "no step made the loss smaller",
        StopReason.EarlyStopping => "the validation loss improved no more",
        StopReason.Cancelled => "it was interrupted",
        StopReason.Requested => "a callback asked for it",
        StopReason.NonFinite => "the loss became infinite or not a number",
        _ => reason.ToString(),
    };
}

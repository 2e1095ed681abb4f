using System.Text.Json.Serialization;
using Unroll.Series.Windowing;
using Unroll.Tasks.Forecasting;

namespace Unroll.Cli.Display;

/// <summary>The windows of a plan as a JSON document.</summary>
internal sealed record WindowsDocument(
    int Length, int Gap, int Horizon, int Stride, IReadOnlyList<string> Inputs, IReadOnlyList<string> Notes)
{
    /// <summary>The parts; null where there are folds.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Dictionary<string, PartDocument>? Parts { get; init; }

    /// <summary>The folds of a walk forward; null where there is one plan.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FoldDocument>? Folds { get; init; }

    /// <summary>The document; the parts of a walk forward are those of its folds.</summary>
    /// <param name="plans">The plan, or that of each fold.</param>
    /// <param name="folds">How many there are.</param>
    internal static WindowsDocument Of(IEnumerable<ForecastPlan> plans, int folds)
    {
        WindowsDocument? document = null;
        List<FoldDocument> parts = [];
        foreach (ForecastPlan plan in plans)
        {
            WindowLayout layout = plan.TrainingWindows.Layout;
            document ??= new(layout.Length, layout.Gap, layout.Horizon, layout.Stride, plan.TrainingWindows.FeatureNames, plan.Notes);
            parts.Add(new(plan.Windows.ToDictionary(part => part.Key, part => PartDocument.Of(part.Value))));
        }

        return folds == 1 ? document! with { Parts = parts[0].Parts } : document! with { Folds = parts };
    }
}

/// <summary>The parts of a fold.</summary>
internal sealed record FoldDocument(Dictionary<string, PartDocument> Parts);

/// <summary>The windows of a part: the first, a middle and the last, null where there are fewer.</summary>
internal sealed record PartDocument(
    int Windows,
    int SkippedForMissing,
    int SkippedForPauses,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WindowDocument? First,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WindowDocument? Middle,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] WindowDocument? Last)
{
    internal static PartDocument Of(SeriesWindows windows)
    {
        Dictionary<string, WindowDocument> shown = WindowsDisplay.Shown(windows.Count)
            .ToDictionary(window => window.Name, window => WindowDocument.Of(windows.Describe(window.Sample)));
        return new(
            windows.Count,
            windows.SkippedForMissing,
            windows.SkippedForPauses,
            shown.GetValueOrDefault("first"),
            shown.GetValueOrDefault("middle"),
            shown.GetValueOrDefault("last"));
    }
}

/// <summary>One window.</summary>
internal sealed record WindowDocument(
    string Series,
    RowsDocument Inputs,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RowsDocument? FutureCovariates,
    RowsDocument Targets)
{
    internal static WindowDocument Of(WindowDescription window) => new(
        window.SeriesId,
        RowsDocument.Of(window.Inputs),
        window.FutureCovariates is { } future ? RowsDocument.Of(future) : null,
        RowsDocument.Of(window.Targets!));
}

/// <summary>Rows of a window, with the values of their columns at both ends.</summary>
internal sealed record RowsDocument(
    int FirstRow, int LastRow, string From, string To, Dictionary<string, double> FirstValues, Dictionary<string, double> LastValues)
{
    internal static RowsDocument Of(WindowRows rows) => new(
        rows.Rows.Start,
        rows.Rows.End - 1,
        rows.First,
        rows.Last,
        ByName(rows.Names, rows.FirstValues),
        ByName(rows.Names, rows.LastValues));

    private static Dictionary<string, double> ByName(IReadOnlyList<string> names, IReadOnlyList<double> values) =>
        names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
}

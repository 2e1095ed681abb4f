using System.Text.Json.Nodes;
using Unroll.Analysis.Anomalies;
using Unroll.Analysis.Models;

namespace Unroll.Tasks.Analysing;

/// <summary>The anomalies of a column, with their scores and p-values.</summary>
/// <param name="options">Settings.</param>
public sealed class AnomalyAnalysis(AnomalyAnalysisOptions options) : SeriesAnalysis
{
    /// <summary>The names of the detectors, the default first.</summary>
    public static IReadOnlyList<string> Methods => AnomalyDetector.Catalogue.Names;

    /// <summary>The names of those that look for a template, the default first.</summary>
    public static IReadOnlyList<string> TemplateMethods { get; } = ["template", "matched-filter"];

    /// <inheritdoc/>
    public override string Title => "Anomalies";

    /// <inheritdoc/>
    public override AnalysisResult Analyse(AnalysedColumn column)
    {
        ArgumentNullException.ThrowIfNull(column);
        AnomalyDetector detector = Detector([]);
        int[] periods = !detector.UsesSeason ? [] : options.Periods.Count > 0 ? [.. options.Periods.Order()] : column.SeasonPeriods();
        detector = Detector(periods);
        AnomalyScores found = detector.Detect(new ObservedSeries(column.Values, periods.Length > 0 ? periods[0] : 1), options.Level);
        return AnomalyFormatter.Format(column, options.Method, detector, found);
    }

    private AnomalyDetector Detector(int[] periods)
    {
        JsonObject settings = [];
        if (options.Template.Count > 0)
        {
            settings["template"] = new JsonArray([.. options.Template.Select(value => JsonValue.Create(value))]);
        }

        if (options.Window is { } window)
        {
            settings["window"] = window;
        }

        if (options.Method == Methods[0] && periods.Length > 0)
        {
            settings["periods"] = new JsonArray([.. periods.Select(period => JsonValue.Create(period))]);
        }

        return AnomalyDetector.Catalogue.Create(
            settings.Count == 0 ? JsonValue.Create(options.Method) : new JsonObject { [options.Method] = settings });
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unroll.Series.Windowing;
using Unroll.Tasks.Forecasting;

namespace Unroll.Cli.Display;

/// <summary>The windows of a plan as one JSON document.</summary>
internal static class WindowsDocument
{
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The document; the parts of a walk forward are those of its folds.</summary>
    /// <param name="plans">The plan, or that of each fold.</param>
    /// <param name="folds">How many there are.</param>
    internal static string Of(IEnumerable<ForecastPlan> plans, int folds)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _options))
        {
            json.WriteStartObject();
            bool isFirst = true;
            foreach (ForecastPlan plan in plans)
            {
                if (isFirst)
                {
                    WriteShape(json, plan.TrainingWindows);
                    json.WriteStartArray("notes");
                    foreach (string note in plan.Notes)
                    {
                        json.WriteStringValue(note);
                    }

                    json.WriteEndArray();
                }

                if (folds == 1)
                {
                    WriteParts(json, plan);
                    continue;
                }

                if (isFirst)
                {
                    json.WriteStartArray("folds");
                }

                isFirst = false;
                json.WriteStartObject();
                WriteParts(json, plan);
                json.WriteEndObject();
            }

            if (folds > 1)
            {
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteShape(Utf8JsonWriter json, SeriesWindows windows)
    {
        json.WriteNumber("length", windows.Layout.Length);
        json.WriteNumber("gap", windows.Layout.Gap);
        json.WriteNumber("horizon", windows.Layout.Horizon);
        json.WriteNumber("stride", windows.Layout.Stride);
        json.WriteStartArray("inputs");
        foreach (string name in windows.FeatureNames)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private static void WriteParts(Utf8JsonWriter json, ForecastPlan plan)
    {
        json.WriteStartObject("parts");
        foreach ((string part, SeriesWindows windows) in plan.Windows)
        {
            WritePart(json, part, windows);
        }

        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, string part, SeriesWindows windows)
    {
        json.WriteStartObject(part);
        json.WriteNumber("windows", windows.Count);
        json.WriteNumber("skipped_for_missing", windows.SkippedForMissing);
        json.WriteNumber("skipped_for_pauses", windows.SkippedForPauses);
        foreach ((string name, int sample) in WindowsDisplay.Shown(windows.Count))
        {
            WindowDescription window = windows.Describe(sample);
            json.WriteStartObject(name);
            json.WriteString("series", window.SeriesId);
            WriteRows(json, "inputs", window.Inputs);
            if (window.FutureCovariates is { } future)
            {
                WriteRows(json, "future_covariates", future);
            }

            WriteRows(json, "targets", window.Targets!);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, string name, WindowRows rows)
    {
        json.WriteStartObject(name);
        json.WriteNumber("first_row", rows.Rows.Start);
        json.WriteNumber("last_row", rows.Rows.End - 1);
        json.WriteString("from", rows.First);
        json.WriteString("to", rows.Last);
        WriteValues(json, "first_values", rows.Names, rows.FirstValues);
        WriteValues(json, "last_values", rows.Names, rows.LastValues);
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyList<string> names, IReadOnlyList<double> values)
    {
        json.WriteStartObject(name);
        for (int i = 0; i < names.Count; i++)
        {
            if (double.IsFinite(values[i]))
            {
                json.WriteNumber(names[i], values[i]);
            }
            else
            {
                json.WriteNull(names[i]);
            }
        }

        json.WriteEndObject();
    }
}

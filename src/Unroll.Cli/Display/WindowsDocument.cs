using System.Text;
using System.Text.Json;
using Unroll.Series.Windowing;
using Unroll.Tasks.Forecasting;

namespace Unroll.Cli.Display;

/// <summary>The windows of a plan as one JSON document.</summary>
internal static class WindowsDocument
{
    private static readonly JsonWriterOptions _options = new() { Indented = true, NewLine = "\n" };

    /// <summary>The document.</summary>
    /// <param name="plan">The plan.</param>
    internal static string Of(ForecastPlan plan)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _options))
        {
            json.WriteStartObject();
            json.WriteNumber("length", plan.Training.Layout.Length);
            json.WriteNumber("gap", plan.Training.Layout.Gap);
            json.WriteNumber("horizon", plan.Training.Layout.Horizon);
            json.WriteNumber("stride", plan.Training.Layout.Stride);
            json.WriteStartArray("inputs");
            foreach (string name in plan.Training.FeatureNames)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
            json.WriteStartObject("parts");
            foreach ((string part, SeriesWindows windows) in plan.Windows)
            {
                WritePart(json, part, windows);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
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
            if (window.Known is { } known)
            {
                WriteRows(json, "known_ahead", known);
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

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyList<string> names, IReadOnlyList<float> values)
    {
        json.WriteStartObject(name);
        for (int i = 0; i < names.Count; i++)
        {
            if (float.IsFinite(values[i]))
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

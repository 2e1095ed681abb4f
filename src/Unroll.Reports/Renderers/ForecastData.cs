using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Renderers;

/// <summary>
/// The numbers that charts of forecasts are drawn from, as JSON. The default encoder escapes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>, so
/// that no name in it can end the element that holds it. A number that is not finite becomes null.
/// </summary>
internal static class ForecastData
{
    /// <summary>The JSON document of a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="tracks">The tracks that are shown.</param>
    /// <param name="series">The same as lines over time.</param>
    public static Markup Of(ForecastSection section, IReadOnlyList<ForecastTrack> tracks, IReadOnlyList<TrackSeries> series)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteString("baseline", section.Baseline);
            json.WriteString("interval", section.Interval);
            json.WriteNumber("season", section.SeasonalPeriod);
            json.WriteStartArray("tracks");
            for (int i = 0; i < tracks.Count; i++)
            {
                WriteTrack(json, tracks[i], series[i], section);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return new Markup(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void WriteTrack(Utf8JsonWriter json, ForecastTrack track, TrackSeries series, ForecastSection section)
    {
        json.WriteStartObject();
        json.WriteString("part", track.Part);
        json.WriteString("name", track.Name);
        json.WriteString("unit", track.Unit ?? "");
        json.WriteStartArray("times");
        foreach (DateTime time in series.Times)
        {
            if (TimeIndex.IsRowNumber(time))
            {
                json.WriteNumberValue(time.Ticks);
            }
            else
            {
                json.WriteStringValue(time.ToString(
                    time.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFF", CultureInfo.InvariantCulture));
            }
        }

        json.WriteEndArray();
        WriteNumbers(json, "actual", series.Actual);
        json.WriteStartArray("steps");
        foreach (StepSeries step in series.Steps)
        {
            json.WriteStartObject();
            json.WriteNumber("step", step.Step);
            json.WriteString("ahead", ForecastRenderer.Ahead(section, step.Step));
            WriteNumbers(json, "forecast", step.Forecast);
            WriteNumbers(json, "baseline", step.Baseline);
            if (section.Interval is not null)
            {
                WriteNumbers(json, "lower", step.Lower);
                WriteNumbers(json, "upper", step.Upper);
            }

            WriteResiduals(json, step.Residuals(series.Actual, section.SeasonalPeriod));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResiduals(Utf8JsonWriter json, ResidualAnalysis residuals)
    {
        json.WriteStartObject("residuals");
        json.WriteNumber("count", residuals.Count);
        WriteNumber(json, "mean", residuals.Mean);
        WriteNumber(json, "deviation", residuals.StandardDeviation);
        WriteNumber(json, "binStart", residuals.Histogram.Start);
        WriteNumber(json, "binWidth", residuals.Histogram.Width);
        json.WriteStartArray("binCounts");
        foreach (int count in residuals.Histogram.Counts)
        {
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
        WriteNumbers(json, "autocorrelation", residuals.Autocorrelation);
        WriteNumber(json, "band", residuals.Band);
        json.WriteEndObject();
    }

    // A 32-bit number's digits are half as long, and where the values differ by much no eye sees the rest.
    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        double unseen = finite.Length == 0 ? 0 : 1e-5 * (finite.Max() - finite.Min());
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
            {
                json.WriteNullValue();
            }
            else if (Math.Abs((float)value - value) <= unseen)
            {
                json.WriteNumberValue((float)value);
            }
            else
            {
                json.WriteNumberValue(value);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

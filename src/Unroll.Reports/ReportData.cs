using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Unroll.Reports.Analysis;
using Unroll.Reports.Html;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Training;

namespace Unroll.Reports;

/// <summary>
/// The numbers that the page's charts are drawn from, as JSON. The default encoder escapes <c>&lt;</c>, <c>&gt;</c> and <c>&amp;</c>, so that
/// no name in it can end the element that holds it. Numbers are rounded to the precision of the 32-bit series that they come from; a
/// number that is not finite becomes null.
/// </summary>
internal static class ReportData
{
    /// <summary>The JSON document of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="parts">Its parts as lines over time, in the order of <see cref="ForecastRun.Parts"/>.</param>
    /// <param name="cadence">How far apart its rows are.</param>
    public static Markup Of(ForecastRun run, IReadOnlyList<PartSeries> parts, Cadence cadence)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            json.WriteStartObject();
            json.WriteString("target", run.TargetName);
            json.WriteString("unit", run.Unit);
            json.WriteNumber("season", run.SeasonalPeriod);
            json.WriteString("cadence", cadence.Unit);
            json.WriteStartArray("parts");
            for (int i = 0; i < parts.Count; i++)
            {
                WritePart(json, run.Parts[i], parts[i], cadence);
            }

            json.WriteEndArray();
            WriteHistory(json, run.History);
            json.WriteEndObject();
        }

        return new Markup(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void WritePart(Utf8JsonWriter json, PartEvaluation part, PartSeries series, Cadence cadence)
    {
        json.WriteStartObject();
        json.WriteString("name", part.Part);
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
            json.WriteString("ahead", cadence.Ahead(step.Step));
            WriteNumbers(json, "forecast", step.Forecast);
            WriteNumbers(json, "seasonalNaive", step.SeasonalNaive);
            WriteResiduals(json, step.Residuals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("byStep");
        foreach (StepError error in StepError.Of(part))
        {
            json.WriteStartObject();
            json.WriteNumber("step", error.Step);
            WriteNumber(json, "mae", error.Mae);
            WriteNumber(json, "mape", error.Mape);
            WriteNumber(json, "seasonalNaiveMae", error.SeasonalNaiveMae);
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

    private static void WriteHistory(Utf8JsonWriter json, History history)
    {
        json.WriteStartObject("history");
        WriteNumbers(json, "epoch", history.Epochs.Select(epoch => (double)epoch.Epoch));
        WriteNumbers(json, "loss", history.Epochs.Select(epoch => epoch.Loss));
        WriteNumbers(json, "validationLoss", history.Epochs.Select(epoch => epoch.ValidationLoss ?? double.NaN));
        WriteNumbers(json, "learningRate", history.Epochs.Select(epoch => epoch.LearningRate));
        if (history.BestEpoch is { } best)
        {
            json.WriteNumber("bestEpoch", best);
        }
        else
        {
            json.WriteNull("bestEpoch");
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (float.IsFinite((float)value))
            {
                json.WriteNumberValue((float)value);
            }
            else
            {
                json.WriteNullValue();
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

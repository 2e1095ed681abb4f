using System.Globalization;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The text of <c>predictions.csv</c>: <c>part,origin,time,step,actual,forecast,seasonal_naive</c>, a line a forecast; behind the part the target
/// and the series, where there are several of them. A number that is not known is an empty cell.
/// </summary>
internal static class PredictionsFormatter
{
    /// <summary>Writes line by line, since there may be many millions.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="parts">The evaluated parts.</param>
    /// <param name="severalSeries">Whether each line names its series.</param>
    public static void Write(Stream stream, IReadOnlyList<PartEvaluation> parts, bool severalSeries)
    {
        string format = FormatOf(parts);
        bool severalTargets = parts.Select(part => part.Target).Distinct(StringComparer.Ordinal).Count() > 1;
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine($"part,{(severalTargets ? "target," : "")}{(severalSeries ? "series," : "")}origin,time,step,actual,forecast,seasonal_naive");
        foreach (PartEvaluation part in parts)
        {
            string target = severalTargets ? Cell(part.Target) + "," : "";
            foreach (Prediction prediction in part.Predictions)
            {
                writer.Write(part.Part);
                writer.Write(',');
                writer.Write(target);
                if (severalSeries)
                {
                    writer.Write(Cell(prediction.Series));
                    writer.Write(',');
                }

                writer.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{TimeIndex.ToFileText(prediction.Origin, format, prediction.Zone)},{TimeIndex.ToFileText(prediction.Time, format, prediction.Zone)},{prediction.Step},{Show(prediction.Actual, "R")},{Show(prediction.Forecast, "G12")},{Show(prediction.SeasonalNaive, "R")}"));
            }
        }
    }

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(",\"\n\r") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    // What is true is written as it was read. Of a forecast, a network gives seven digits, which may stand behind the large mean of a series.
    private static string Show(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "";

    // All stamps of a file in the same way, so that others can read the column: midnight is 00:00:00 among hours, and rows of milliseconds stay apart.
    private static string FormatOf(IReadOnlyList<PartEvaluation> parts)
    {
        string format = TimeIndex.FileFormat(parts.SelectMany(part => part.Predictions).SelectMany(
            prediction => new[] { (prediction.Origin, prediction.Zone), (prediction.Time, prediction.Zone) }));
        return format == "yyyy-MM-dd HH:mm" ? "yyyy-MM-dd HH:mm:ss" : format;
    }
}

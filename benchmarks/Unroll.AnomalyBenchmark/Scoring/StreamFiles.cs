using System.Globalization;
using System.Text.Json;
using Unroll.Series.Reading;
using Unroll.Tasks.Analysing;

namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>Streams of the Numenta Anomaly Benchmark, scored by what <c>unroll anomalies --stream</c> writes.</summary>
internal static class StreamFiles
{
    /// <summary>Scores the streams that a file of windows lists.</summary>
    /// <param name="folder">The folder of the streams, which may lie in folders of it.</param>
    /// <param name="windows">A JSON object: a list of windows, each its first and last time, by the name of a file.</param>
    /// <param name="scores">The folder of files written by the command, named as the streams; null: they are written now.</param>
    /// <exception cref="InputException">A file is missing, or not as expected.</exception>
    public static IReadOnlyList<ScoredStream> Read(string folder, string windows, string? scores)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(windows));
        return
        [
            .. document.RootElement.EnumerateObject().Select(stream =>
            {
                string[] lines = Lines(folder, scores, stream.Name);
                DateTime[] times = [.. lines.Select(line => Time(line[..line.IndexOf(',', StringComparison.Ordinal)]))];
                double[] values = [.. lines.Select(line => double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture))];
                return new ScoredStream(stream.Name, values, [.. stream.Value.EnumerateArray().Select(window => Window(times, window))]);
            }),
        ];
    }

    /// <summary>The rows that the command writes.</summary>
    private static string[] Lines(string folder, string? scores, string name)
    {
        if (scores is not null)
        {
            string file = Path.Combine(scores, name);
            return File.Exists(file) ? File.ReadAllLines(file)[1..]
                : throw new InputException($"There is no {file}: write it by 'unroll anomalies {name} --stream --out {file}'.");
        }

        string path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            throw new InputException($"There is no {path}: give the folder of the streams that the windows are of.");
        }

        using StreamReader reader = new(path);
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        AnomalyStream.Run(new CsvPointReader(reader, path), writer);
        return writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
    }

    private static AnomalyWindow Window(DateTime[] times, JsonElement window) => new(
        Array.IndexOf(times, Time(window[0].GetString() ?? "")), Array.IndexOf(times, Time(window[1].GetString() ?? "")));

    private static DateTime Time(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}

using System.Globalization;
using Unroll.Analysis.Streaming;
using Unroll.Formats;
using Unroll.Series.Reading;

namespace Unroll.Tasks.Analysing;

/// <summary>Detects anomalies of a stream of CSV while it arrives: a row out for each row in, in constant memory.</summary>
public static class AnomalyStream
{
    /// <summary>The header of what is written.</summary>
    public const string Header = "timestamp,value,score,anomaly";

    private const int ScoreDigits = 6;

    /// <summary>Reads points to the end of the stream, and writes each with its score by the points before it.</summary>
    /// <param name="points">The points.</param>
    /// <param name="output">Takes the rows; it is not flushed here.</param>
    /// <param name="options">Settings of the detector; its defaults where null.</param>
    /// <param name="cancellationToken">Stops it after a row.</param>
    /// <returns>How many points there were, and how many of them anomalies.</returns>
    /// <exception cref="InputException">A row cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AnomalyStreamResult Run(
        CsvPointReader points, TextWriter output, StreamingDetectorOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(output);
        StreamingDetector detector = new(options ?? new());
        output.Write($"{Header}\n");
        (long rows, long anomalies) = (0, 0);
        while (points.TryRead(out CsvPoint point))
        {
            cancellationToken.ThrowIfCancellationRequested();
            double score = point.Time is { } time ? detector.Update(time, point.Value) : detector.Update(point.Value);
            bool isAnomaly = score >= StreamingDetector.Threshold;
            Write(output, point, score, isAnomaly);
            rows++;
            anomalies += isAnomaly ? 1 : 0;
        }

        return new AnomalyStreamResult(rows, anomalies);
    }

    private static void Write(TextWriter output, CsvPoint point, double score, bool isAnomaly)
    {
        string time = point.TimeText.Length == 0
            ? point.Row.ToString(CultureInfo.InvariantCulture) : CsvCellFormatter.Format(point.TimeText);
        string value = double.IsNaN(point.Value) ? "" : point.Value.ToString("R", CultureInfo.InvariantCulture);

        // Rounded down, so that a score below the threshold is not written as if it were on it.
        double scale = Math.Pow(10, ScoreDigits), written = Math.Floor(score * scale) / scale;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{time},{value},{written:0.######},{(isAnomaly ? 1 : 0)}\n"));
    }
}

using System.Diagnostics;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Workloads.Own;

namespace Unroll.Workloads.Throughput;

/// <summary>Reads a CSV file as a user does: delimiter, types of columns and the way stamps are written are found out.</summary>
internal static class CsvReading
{
    /// <summary>Name of the table.</summary>
    public const string Part = "reading CSV";

    /// <summary>Reading a file once a turn.</summary>
    public static DataTask Task(CsvFile file) => new(Part, "Unroll", UnrollContestant.Name, file.Amounts, () =>
    {
        long begin = Stopwatch.GetTimestamp();
        Frame frame = CsvFrameReader.Read(file.FilePath);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return frame.RowCount == file.Rows && frame.ColumnNames.Count == file.Columns
            ? new Turn(seconds)
            : throw new InvalidOperationException(
                $"Read {frame.RowCount} rows of {frame.ColumnNames.Count} columns instead of {file.Rows} of {file.Columns}.");
    });
}

using System.Globalization;
using System.Text;
using Unroll.Formats;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Runs;

/// <summary>
/// Writes tables of predictions as CSV, row by row, since there may be many millions. What is not known is an empty cell.
/// </summary>
public static class TableFormatter
{
    /// <summary>Writes the predictions of evaluated parts, with the part's name before each row.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="parts">The parts, all with the same columns.</param>
    /// <param name="stride">Samples from one whose predictions are written to the next, at least 1.</param>
    /// <param name="cancellationToken">Stops it between two rows.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void WriteCsv(
        Stream stream, IReadOnlyList<PartEvaluation> parts, int stride, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        using StreamWriter writer = Writer(stream);
        PredictionTable[] tables = [.. parts.Select(part => part.PredictionsOf(stride))];
        writer.WriteLine(string.Join(',', tables[0].Columns.Prepend("part").Select(CsvCellFormatter.Format)));
        foreach ((PartEvaluation part, PredictionTable table) in parts.Zip(tables))
        {
            WriteRows(writer, table, CsvCellFormatter.Format(part.Part) + ",", cancellationToken);
        }
    }

    /// <summary>Writes a table.</summary>
    /// <param name="stream">Where to; left open.</param>
    /// <param name="table">The table.</param>
    /// <param name="cancellationToken">Stops it between two rows.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void WriteCsv(Stream stream, PredictionTable table, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        using StreamWriter writer = Writer(stream);
        writer.WriteLine(string.Join(',', table.Columns.Select(CsvCellFormatter.Format)));
        WriteRows(writer, table, "", cancellationToken);
    }

    // The shortest text that gives the same number again: what is in the file is what was measured or predicted, to the last digit.
    private static string Show(object? value) => value switch
    {
        null => "",
        string text => CsvCellFormatter.Format(text),
        double number => double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        float number => float.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => CsvCellFormatter.Format(value.ToString() ?? ""),
    };

    private static void WriteRows(StreamWriter writer, PredictionTable table, string prefix, CancellationToken cancellationToken)
    {
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(prefix);
            for (int i = 0; i < row.Count; i++)
            {
                if (i > 0)
                {
                    writer.Write(',');
                }

                writer.Write(Show(row[i]));
            }

            writer.WriteLine();
        }
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16, leaveOpen: true) { NewLine = "\n" };
}

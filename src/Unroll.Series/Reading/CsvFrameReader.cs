using System.Globalization;
using CsvHelper;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads a CSV file with a header line into a <see cref="Frame"/>: one column of time stamps, the others numbers with a decimal point.
/// Empty cells, <c>NA</c> and <c>NaN</c> are missing values.
/// </summary>
public static class CsvFrameReader
{
    private static readonly string[] _timeNames = ["date", "time", "datetime", "timestamp", "date_time", "day", "month", "year", "period", "ds"];
    private static readonly string[] _missing = ["", "na", "n/a", "nan", "null", "none", "-"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What to read of it.</param>
    /// <exception cref="InputException">
    /// The file is missing or empty, a column is not there, a cell is no number or no date, or the stamps are unsorted or repeated. The
    /// message names the file, the line, the column and the text.
    /// </exception>
    public static Frame Read(string path, CsvFrameOptions options = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            if (new FileInfo(path).Length == 0)
            {
                throw new InputException($"{path} is empty: expected a header line such as 'Date,Consumption' and one line a time step.");
            }

            using CsvReader reader = CsvReader.FromFile(path, CsvReaderOptions.Default with
            {
                Separator = options.Delimiter,
                TrimWhitespace = true,
                TrackLineNumbers = true,
            });
            return new Reading(path, reader, options).ToFrame();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file {path}: check the path, or name a data set with 'unroll data list'.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
        catch (CsvFormatException exception)
        {
            throw new InputException($"{path} is no regular CSV file: {exception.Message}", exception);
        }
    }

    /// <summary>The state of one reading: where it is, for messages, and what it has.</summary>
    private sealed class Reading
    {
        private readonly string _path;
        private readonly CsvReader _reader;
        private readonly CsvFrameOptions _options;
        private readonly string[] _header;
        private readonly List<DateTime> _stamps = [];

        public Reading(string path, CsvReader reader, CsvFrameOptions options)
        {
            _path = path;
            _reader = reader;
            _options = options;
            _reader.ReadHeader();
            _header = [.. _reader.Headers];
        }

        public Frame ToFrame()
        {
            bool hasRow = _reader.Read();
            int timeColumn = FindTimeColumn(hasRow ? [.. Enumerable.Range(0, _reader.FieldCount).Select(_reader.GetString)] : null);
            if (!hasRow)
            {
                throw new InputException($"{_path} has a header line but no rows: expected one line a time step.");
            }

            int[] columns = FindColumns(timeColumn);
            int twice = Array.FindIndex(columns, column => Array.IndexOf(_header, _header[column]) != column);
            if (twice >= 0)
            {
                throw new InputException($"{_path} has two columns named '{_header[columns[twice]]}': rename one of them.");
            }

            List<float>[] values = [.. columns.Select(_ => new List<float>())];
            do
            {
                ReadRow(timeColumn, columns, values);
            }
            while (_reader.Read());

            return new Frame(
                new TimeIndex([.. _stamps]), [.. columns.Select(column => _header[column])], [.. values.Select(column => column.ToArray())]);
        }

        private void ReadRow(int timeColumn, int[] columns, List<float>[] values)
        {
            if (_reader.FieldCount != _header.Length)
            {
                throw new InputException(
                    $"{_path}, line {_reader.LineNumber}: {_reader.FieldCount} cells, but the header has {_header.Length}: check the line's delimiters.");
            }

            string cell = _reader.GetString(timeColumn);
            if (!StampText.TryParse(StampKind.YearFirst, System.Text.Encoding.UTF8.GetBytes(cell), out long ticks, out _))
            {
                throw Bad(timeColumn, cell, StampText.Expected);
            }

            DateTime stamp = new(ticks);

            if (_stamps.Count > 0 && stamp <= _stamps[^1])
            {
                string problem = stamp == _stamps[^1]
                    ? "stands twice: keep one row a time stamp (for example the mean)"
                    : $"comes after {TimeIndex.ToText(_stamps[^1])}: sort the rows by time, oldest first";
                throw new InputException($"{_path}, line {_reader.LineNumber}: {TimeIndex.ToText(stamp)} {problem}.");
            }

            _stamps.Add(stamp);
            for (int i = 0; i < columns.Length; i++)
            {
                values[i].Add(ParseNumber(_reader.GetString(columns[i]), columns[i]));
            }
        }

        private float ParseNumber(string cell, int column)
        {
            if (float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value))
            {
                return value;
            }

            return _missing.Contains(cell.ToLowerInvariant())
                ? float.NaN
                : throw Bad(column, cell, "a number such as 1380.52 (or an empty cell where it is missing)");
        }

        private InputException Bad(int column, string cell, string expected) => new(
            $"{_path}, line {_reader.LineNumber}, column '{_header[column]}': got '{cell}', expected {expected}.");

        private int FindTimeColumn(string[]? firstRow)
        {
            if (_options.TimeColumn is { } name)
            {
                return IndexOf(name);
            }

            int byName = Array.FindIndex(_header, column => _timeNames.Contains(column.ToLowerInvariant()));
            if (byName >= 0)
            {
                return byName;
            }

            // A bare year such as 1500 may just as well be a value: only a full date counts here.
            int byContent = firstRow is null
                ? -1
                : Array.FindIndex(firstRow, cell => StampText.IsStamp(cell) && !double.TryParse(cell, CultureInfo.InvariantCulture, out _));
            return byContent >= 0
                ? byContent
                : throw new InputException(
                    $"{_path} has no column of time stamps that could be found among: {string.Join(", ", _header)}. " +
                    "Name it in the recipe (data: time: NAME), or add one.");
        }

        private int[] FindColumns(int timeColumn) => _options.Columns is { } names
            ? [.. names.Distinct().Select(IndexOf)]
            : [.. Enumerable.Range(0, _header.Length).Where(column => column != timeColumn)];

        private int IndexOf(string name)
        {
            int index = Array.IndexOf(_header, name);
            return index >= 0
                ? index
                : throw new InputException($"{_path} has no column '{name}'. Its columns are: {string.Join(", ", _header)}.");
        }
    }
}

using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads points of CSV as they arrive, a line at a time, so that a stream that never ends is read in constant memory. The format follows
/// from the header and the first row: what a file says further down, as <see cref="CsvFrameReader"/> looks at it, is not there yet.
/// </summary>
public sealed class CsvPointReader
{
    private static readonly char[] _delimiters = [',', ';', '\t', '|'];

    private readonly TextReader _reader;
    private readonly string _name;
    private readonly MissingMarkers _missing = new(null);
    private readonly List<string> _cells = [];
    private readonly char _delimiter;
    private readonly int _timeColumn;
    private readonly int _valueColumn;
    private readonly string _valueName;
    private readonly Queue<Line> _ahead = new();
    private readonly SeriesChange _change;
    private NumberParser _numbers;
    private StampFormat? _stamps;

    /// <summary>The first value with a point or a comma, whose meaning is settled by it.</summary>
    private string? _separated;
    private long _read;
    private long _line;
    private long _row;

    /// <summary>Creates a reader, and reads the header and the first row.</summary>
    /// <param name="reader">The stream.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="column">The column of values; null: the only one that has a number in the first row.</param>
    /// <param name="timeColumn">The column of times; null: the first that has a stamp in the first row, if any.</param>
    /// <exception cref="InputException">The stream is empty, has no such column, or several that may be meant.</exception>
    public CsvPointReader(TextReader reader, string name, string? column = null, string? timeColumn = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        (_reader, _name) = (reader, name);
        Line header = NextLine() ?? throw new InputException(
            $"{name} is empty: expected CSV with a header line such as 'timestamp,value' and one line a point.");
        header = header with { Text = header.Text.TrimStart('\uFEFF') };
        _delimiter = _delimiters.MaxBy(candidate => CountUnquoted(header.Text, candidate));
        List<string[]> rows = [Cells(header)];
        Line? second = NextLine();
        if (second is { } row)
        {
            rows.Add(Cells(row));
        }

        bool hasHeader = CsvHeader.Exists(rows, _missing);
        if (!hasHeader)
        {
            _ahead.Enqueue(header);
        }

        if (second is { } following)
        {
            _ahead.Enqueue(following);
        }

        string[] names = CsvHeader.Names(rows[0], hasHeader), cells = hasHeader ? rows.ElementAtOrDefault(1) ?? [] : rows[0];
        _timeColumn = timeColumn is null ? FindTime(names, cells) : IndexOf(names, timeColumn);
        _valueColumn = column is null ? FindValue(names, cells) : IndexOf(names, column);
        _valueName = names[_valueColumn];
        _change = new SeriesChange(names, cells, [_timeColumn, _valueColumn]);
        string cell = _valueColumn < cells.Length ? cells[_valueColumn] : "";
        _numbers = new NumberParser(NumberDetection.Of([cell], _delimiter));
    }

    /// <summary>Reads the next point.</summary>
    /// <param name="point">The point.</param>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="InputException">
    /// A value is no finite number, or a time no stamp, or the row is of another series than those before; the message has the line.
    /// </exception>
    public bool TryRead(out CsvPoint point)
    {
        point = default;
        if ((_ahead.Count > 0 ? _ahead.Dequeue() : NextLine()) is not { } line)
        {
            return false;
        }

        Split(line);
        string time = _timeColumn >= 0 && _timeColumn < _cells.Count ? _cells[_timeColumn] : "";
        string value = _valueColumn < _cells.Count ? _cells[_valueColumn] : "";
        point = new CsvPoint(_row, time, Time(time), Value(value));
        if (_change.At(_row++, point.Time, _cells) is { } change)
        {
            throw new InputException($"{_name}, line {_line}: {change}");
        }

        return true;
    }

    /// <summary>The next line that is not blank; null at the end.</summary>
    private Line? NextLine()
    {
        while (_reader.ReadLine() is { } text)
        {
            _read++;
            if (!string.IsNullOrWhiteSpace(text))
            {
                return new Line(text, _read);
            }
        }

        return null;
    }

    private static int CountUnquoted(string line, char delimiter)
    {
        (int count, bool isQuoted) = (0, false);
        foreach (char letter in line)
        {
            isQuoted ^= letter == '"';
            count += letter == delimiter && !isQuoted ? 1 : 0;
        }

        return count;
    }

    private string[] Cells(Line line)
    {
        Split(line);
        return [.. _cells];
    }

    /// <summary>Splits a line into its cells, without blanks around them; a cell in quotes may hold the delimiter.</summary>
    private void Split(Line read)
    {
        (string line, _line) = read;
        _cells.Clear();
        int at = 0;
        while (at <= line.Length)
        {
            int start = at;
            while (start < line.Length && line[start] == ' ')
            {
                start++;
            }

            if (start < line.Length && line[start] == '"')
            {
                at = AddQuoted(line, start + 1);
                continue;
            }

            int end = line.IndexOf(_delimiter, at);
            end = end < 0 ? line.Length : end;
            _cells.Add(line[at..end].Trim());
            at = end + 1;
        }
    }

    /// <summary>Adds the cell behind an opening quote, and gives the place behind its delimiter.</summary>
    private int AddQuoted(string line, int at)
    {
        StringBuilder cell = new();
        while (at < line.Length && (line[at] != '"' || (at + 1 < line.Length && line[at + 1] == '"')))
        {
            cell.Append(line[at]);
            at += line[at] == '"' ? 2 : 1;
        }

        if (at >= line.Length)
        {
            throw new InputException(
                $"{_name}, line {_line}: a quote is not closed on its line: close it, or double one that belongs to a text.");
        }

        _cells.Add(cell.ToString().Trim());
        int end = line.IndexOf(_delimiter, at);
        return end < 0 ? line.Length + 1 : end + 1;
    }

    private static int FindTime(string[] names, string[] cells)
    {
        int stamp = Array.FindIndex(cells, cell => StampParser.IsStamp(cell) && !NumberParser.LooksLikeNumber(cell));
        return stamp >= 0 ? stamp
            : Array.FindIndex(names, name => name.ToUpperInvariant() is "TIMESTAMP" or "TIME" or "DATE" or "DATETIME" or "DS");
    }

    private int FindValue(string[] names, string[] cells)
    {
        int[] others = [.. Enumerable.Range(0, names.Length).Where(index => index != _timeColumn)];
        int[] numbers = [.. others.Where(index => index < cells.Length && NumberParser.LooksLikeNumber(cells[index]))];
        return (numbers.Length, others.Length) switch
        {
            (1, _) => numbers[0],
            (0, 1) => others[0],
            (0, _) => throw new InputException(
                $"{_name} has no number in its first row: name the column of values with --column. There are {string.Join(", ", names)}."),
            _ => throw new InputException(
                $"{_name} has several columns of numbers, but a stream is one of them: name it with --column. There are "
                + $"{string.Join(", ", numbers.Select(index => names[index]))}."),
        };
    }

    private int IndexOf(string[] names, string name) => Array.IndexOf(names, name) is >= 0 and var index ? index
        : throw new InputException($"{_name} has no column '{name}'. There are {string.Join(", ", names)}.") { Column = name };

    private DateTime? Time(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (_stamps is null || !_stamps.TryParse(bytes, out long ticks, out _))
        {
            // The first stamp, or one that tells day and month apart, which the first did not.
            _stamps = StampDetection.Of([text], [false], out _);
            if (_stamps is null && NumberParser.LooksLikeNumber(text))
            {
                return null;
            }

            if (_stamps is null || !_stamps.TryParse(bytes, out ticks, out _))
            {
                throw new InputException(
                    $"{_name}, line {_line}: '{MessageFormatter.Of(text)}' is no time: expected {StampParser.Expected}.");
            }
        }

        return _stamps.Kind == StampKind.RowNumbers ? null : new DateTime(ticks);
    }

    private double Value(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (_missing.Contains(bytes))
        {
            return double.NaN;
        }

        if (!_numbers.TryParse(bytes, out double value))
        {
            NumberParser other = new(_numbers.DecimalSeparator == '.' ? ',' : '.');
            if (!other.TryParse(bytes, out value))
            {
                throw NoNumber(text);
            }

            if (_separated is { } earlier)
            {
                throw new InputException(
                    $"{_name}, line {_line}: '{MessageFormatter.Of(text)}' in column {_valueName} has a decimal {Mark(other)}, but "
                    + $"'{MessageFormatter.Of(earlier)}' before it was read with a decimal {Mark(_numbers)}: write all numbers alike.")
                { Column = _valueName };
            }

            _numbers = other;
        }

        if (_separated is null && text.AsSpan().ContainsAny('.', ','))
        {
            _separated = text;
        }

        return double.IsFinite(value) ? value : throw NoNumber(text);
    }

    private static string Mark(NumberParser numbers) => numbers.DecimalSeparator == '.' ? "point" : "comma";

    private InputException NoNumber(string text) => new(
        $"{_name}, line {_line}: '{MessageFormatter.Of(text)}' in column {_valueName} is no finite number: correct it, or leave the cell "
        + "empty where the value is missing.")
    { Column = _valueName };

    private readonly record struct Line(string Text, long Number);
}

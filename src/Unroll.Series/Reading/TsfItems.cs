using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Reads the series of a <c>.tsf</c> file, once its header is read.</summary>
internal sealed class TsfItems(TextScanner scanner, TsfHeader header)
{
    private static readonly SearchValues<char> _attributeEnds = SearchValues.Create(":\r\n");
    private static readonly SearchValues<char> _cellEnds = SearchValues.Create(",:\r\n");
    private static readonly DateTime _epoch = new(1970, 1, 1);
    private static readonly string[] _columns = ["value"];

    // "1979-01-01 00-00-00": colons are between attributes, so that a time of day cannot have them.
    private static readonly string[] _dates = ["yyyy-MM-dd HH-mm-ss", "yyyy-MM-dd HH-mm", "yyyy-MM-dd", "yyyy-MM-dd'T'HH-mm-ss"];

    private readonly List<Row> _rows = [];
    private readonly List<double> _values = [];

    /// <summary>Reads all series.</summary>
    public SeriesSet Read()
    {
        for (int next = scanner.SkipBlanks(); next != TextScanner.EndOfFile; next = scanner.SkipBlanks())
        {
            if (next is '#' or '\n')
            {
                scanner.SkipLine();
            }
            else
            {
                _rows.Add(ReadRow());
            }
        }

        return _rows.Count > 0 ? ToSet()
            : throw new InputException($"{scanner.Path} has no series behind '@data': expected one line a series.");
    }

    private Row ReadRow()
    {
        string[] attributes = new string[header.Attributes.Count];
        for (int i = 0; i < attributes.Length; i++)
        {
            ReadOnlySpan<char> text = scanner.ReadUntil(_attributeEnds, out int end);
            if (end != ':')
            {
                throw new InputException(
                    $"{scanner.At()}: the line ends with '{MessageFormatter.Of(text)}', expected a colon behind each of the "
                    + $"{attributes.Length} attributes, and then values.");
            }

            attributes[i] = text.ToString();
        }

        _values.Clear();
        int stop;
        do
        {
            ReadOnlySpan<char> cell = scanner.ReadUntil(_cellEnds, out stop);
            if (stop == ':')
            {
                throw new InputException(
                    $"{scanner.At()}: a colon behind '{MessageFormatter.Of(cell)}', expected one behind each of the "
                    + $"{attributes.Length} attributes only, and then values with commas between them.");
            }

            if (!cell.IsEmpty || stop == ',' || _values.Count > 0)
            {
                _values.Add(ReadNumber(cell));
            }
        }
        while (stop == ',');

        if (header.EqualLength == true && _rows.Count > 0 && _rows[0].Values.Length != _values.Count)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{At()}: got {CountFormatter.Format(_values.Count, "values")}, expected {_rows[0].Values.Length} as in the first " +
                $"series, since the header says "
                + $"'@equallength true': correct one of them."));
        }

        return new Row(scanner.Line, attributes, BeginOf(attributes), [.. _values]);
    }

    private double ReadNumber(ReadOnlySpan<char> text)
    {
        if (!ArchiveHeader.TryParseNumber(text, out double value))
        {
            throw new InputException(
                $"{At()}, value {_values.Count + 1}: got '{MessageFormatter.Of(text)}', expected a number such as 1.38 (or '?' where it "
                + $"is missing).");
        }

        return double.IsNaN(value) && header.Missing == false
            ? throw new InputException(
                $"{At()}, value {_values.Count + 1}: got the missing value '{MessageFormatter.Of(text)}', but the header says '@missing "
                + $"false': correct one of them.")
            : value;
    }

    private string At() => string.Create(CultureInfo.InvariantCulture, $"{scanner.At()}, series {_rows.Count + 1}");

    /// <summary>When a series begins; null where rows are numbered.</summary>
    private DateTime? BeginOf(string[] attributes)
    {
        if (header.Begin < 0)
        {
            return null;
        }

        DateTime begin = ParseDate(attributes[header.Begin], header.Attributes[header.Begin].Name);
        if (header.Step is not { } step)
        {
            return null;
        }

        // In doubles, which do not overflow; a day is kept free at the end for months of unequal length.
        double steps = Math.Max(0, _values.Count - 1);
        double days = (steps * step.Span.TotalDays) + (steps * step.Months * 31);
        return days < (DateTime.MaxValue - begin).TotalDays - 31
            || (step.Months > 0 && (begin.Year * 12) + begin.Month + (steps * step.Months) < 9999 * 12)
            ? begin
            : throw new InputException(
                $"{At()}: from {TimeIndex.ToText(begin)} on, {CountFormatter.Format(_values.Count, "values")} at '@frequency " +
                $"{header.Frequency}' go beyond the "
                + $"year 9999: correct one of them.");
    }

    private DateTime ParseDate(string text, string name) =>
        DateTime.TryParseExact(text, _dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date)
            ? date
            : throw new InputException(
                $"{At()}, {MessageFormatter.Of(name)}: got '{MessageFormatter.Of(text)}', expected a date such as 1979-01-01 or "
                + $"1979-01-01 00-00-00.");

    private SeriesSet ToSet()
    {
        int[] further = [.. Enumerable.Range(0, header.Attributes.Count).Where(i => i != header.Id && i != header.Begin)];
        int[] staticCovariates = [
            .. further.Where(
                i => header.Attributes[i].Kind != TsfAttributeKind.Text
                    || _rows.TrueForAll(row => ArchiveHeader.TryParseNumber(row.Attributes[i], out _)))];
        int[] names = [.. further.Except(staticCovariates)];
        Dictionary<string, int> ids = new(StringComparer.Ordinal);
        TsfTimes times = new(header.Step);
        foreach (Row row in CollectionsMarshal.AsSpan(_rows))
        {
            times.Note(row.Begin, row.Values.Length);
        }

        SeriesItem[] items = new SeriesItem[_rows.Count];
        for (int i = 0; i < items.Length; i++)
        {
            Row row = _rows[i];
            string id = IdOf(row, i, names);
            if (!ids.TryAdd(id, row.Line))
            {
                throw new InputException(
                    $"{scanner.Path}, line {row.Line}: the series '{MessageFormatter.Of(id)}' stands on line {ids[id]} already: give "
                    + $"each its own {header.Attributes[header.Id].Name}.");
            }

            items[i] = new SeriesItem(id, TsFrames.Make(times.Of(row.Begin, row.Values.Length), _columns, [new MemoryColumn(row.Values)]))
            {
                StaticCovariates = staticCovariates.Length == 0 ? [] : [.. staticCovariates.Select(at => StaticOf(row, at))],
            };
        }

        return new SeriesSet(items, [.. staticCovariates.Select(at => header.Attributes[at].Name)]);
    }

    private string IdOf(Row row, int index, int[] names) => header.Id < 0
        ? (index + 1).ToString(CultureInfo.InvariantCulture)
        : names.Length == 0 ? row.Attributes[header.Id] : string.Join('/', names.Prepend(header.Id).Select(at => row.Attributes[at]));

    private double StaticOf(Row row, int at)
    {
        TsfAttribute attribute = header.Attributes[at];
        string text = row.Attributes[at];
        if (attribute.Kind == TsfAttributeKind.Date)
        {
            return text is "" or "?" ? double.NaN : (ParseDate(text, attribute.Name) - _epoch).TotalDays;
        }

        return ArchiveHeader.TryParseNumber(text, out double value)
            ? value
            : throw new InputException(
                $"{scanner.Path}, line {row.Line}, {attribute.Name}: got '{MessageFormatter.Of(text)}', expected a number such as 1.38 "
                + $"(or '?' where it is missing).");
    }

    private readonly record struct Row(int Line, string[] Attributes, DateTime? Begin, double[] Values);
}

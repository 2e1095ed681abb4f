using System.Globalization;
using System.Runtime.InteropServices;
using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>
/// The column that numbers the rows of a table without stamps, as <c>time_idx</c> does, and the numbers that it leaves out.
/// </summary>
internal sealed class CsvRowCounter
{
    /// <summary>Share of neighbours that must be at the least distance.</summary>
    private const double LeastShareOfStep = 0.5;

    private const int LongestNumber = 9;

    private readonly int _column;
    private readonly string _name;
    private readonly List<long> _last = [];
    private readonly Dictionary<long, (long Count, long Before)> _distances = [];
    private bool _isCounter = true;

    private CsvRowCounter(int column, string name) => (_column, _name) = (column, name);

    /// <summary>The counter of a table; null where it has stamps, or no column of whole numbers that is named like one.</summary>
    /// <param name="file">The table.</param>
    public static CsvRowCounter? Of(CsvDetection file) => ColumnOf(file) is >= 0 and var column ? new(column, file.Names[column]) : null;

    /// <summary>The column of whole numbers that is named like a time index or steps, of a table without stamps; -1 for none.</summary>
    /// <param name="file">The table.</param>
    public static int ColumnOf(CsvDetection file) => file.TimeColumn >= 0 ? -1 : Array.FindIndex(
        file.Names, name => (ColumnNames.IsTime(name) || ColumnNames.IsStep(name))
            && Array.IndexOf(file.Names, name) is var column && file.Columns[column].Length == file.Rows.Count()
            && Array.TrueForAll(
                file.Columns[column], cell => cell.Length <= LongestNumber && !cell.AsSpan().ContainsAnyExceptInRange('0', '9')));

    /// <summary>Rows of a file.</summary>
    /// <param name="file">The file.</param>
    public static long Count(CsvDetection file)
    {
        using CsvRows rows = new(file, default);
        long count = 0;
        while (rows.Next())
        {
            count++;
        }

        return count;
    }

    /// <summary>Takes a row.</summary>
    /// <param name="reader">At the row.</param>
    /// <param name="series">Its series.</param>
    public void Add(CsvReader reader, int series)
    {
        if (!_isCounter || !long.TryParse(reader.GetSpan(_column), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            _isCounter = false;
            return;
        }

        while (_last.Count <= series)
        {
            _last.Add(-1);
        }

        if (_last[series] is >= 0 and var before)
        {
            _isCounter = number > before;
            ref (long Count, long Before) found = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _distances, number - before, out bool isKnown);
            found = (found.Count + 1, isKnown ? found.Before : before);
        }

        _last[series] = number;
    }

    /// <summary>A note of the numbers that are left out; null where there are none, or the column is no counter.</summary>
    public string? Note()
    {
        if (!_isCounter || _distances.Count < 2)
        {
            return null;
        }

        long step = _distances.Keys.Min(), longest = _distances.Keys.Max();
        if (_distances.Keys.Any(distance => distance % step != 0)
            || _distances[step].Count < LeastShareOfStep * _distances.Values.Sum(found => found.Count))
        {
            return null;
        }

        long missing = _distances.Sum(pair => ((pair.Key / step) - 1) * pair.Value.Count);
        long before = _distances[longest].Before;
        return $"{_name} counts the rows but leaves out {CountFormatter.Format(missing, "numbers")}, the most between {before} and "
            + $"{before + longest}. A row after a gap is taken for the next one: add the rows that are missing, with empty cells, or "
            + "divide the series there (data.id).";
    }
}

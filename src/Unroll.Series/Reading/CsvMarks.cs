using System.Buffers;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// The marks behind some numbers of a column, which refer to a note: <c>13.5*</c> is estimated. Tables of Eurostat, whose first name ends
/// with <c>\TIME_PERIOD</c>, have letters behind a blank: <c>109.3 b</c>, <c>: c</c>. Codes and labels, of which <c>2*</c> is another
/// than <c>2</c>, have none.
/// </summary>
internal sealed class CsvMarks
{
    private const string Signs = "*#\u2020\u2021";
    private const int MostFlags = 3;

    /// <summary>Different whole numbers up to which they may be codes.</summary>
    private const int MostCodes = 20;

    // Break, confidential, differs, estimated, forecast, see metadata, low reliability, not significant, provisional, revised, Eurostat's
    // estimate, unreliable, not applicable.
    private static readonly SearchValues<byte> _flags = SearchValues.Create("bcdefimnprsuz"u8);

    private readonly bool _hasFlags;
    private readonly string[]?[] _examples;

    /// <summary>Finds the columns that have marks.</summary>
    /// <param name="file">The file, with the first cells of its columns.</param>
    /// <param name="options">What is asked for: its columns of ids, classes and categories have none.</param>
    public CsvMarks(CsvDetection file, CsvFrameOptions options)
    {
        _hasFlags = file.HeaderOf(0).Contains("\\time", StringComparison.OrdinalIgnoreCase);
        HashSet<string?> texts = [
            options.ClassColumn, .. options.IdColumns ?? [], .. options.CategoryColumns ?? [], .. options.LabelColumns ?? []];
        _examples = [.. file.Columns.Select((cells, column) => texts.Contains(file.Names[column]) ? null : MarkedOf(cells))];
    }

    /// <summary>Whether a column has marks behind numbers.</summary>
    /// <param name="column">The column.</param>
    public bool AreIn(int column) => _examples[column] is not null;

    /// <summary>Whether a cell is a number with a sign behind it that refers to a note.</summary>
    /// <param name="cell">The cell.</param>
    public static bool IsMarked(string cell) => cell.Length > 1 && Signs.Contains(cell[^1], StringComparison.Ordinal)
        && NumberParser.LooksLikeNumber(Encoding.UTF8.GetString(Without(Encoding.UTF8.GetBytes(cell), hasFlags: false)));

    /// <summary>The note that marks were passed over; null where there are none.</summary>
    /// <param name="names">The names of the columns.</param>
    public string? Note(string[] names)
    {
        int first = Array.FindIndex(_examples, cells => cells is not null);
        return first < 0 ? null
            : $"Marks behind numbers, such as '{MessageFormatter.Of(_examples[first]![0])}' of '{MessageFormatter.Of(names[first])}', are "
                + $"passed over in {CountFormatter.Format(_examples.Count(cells => cells is not null), "columns")}.";
    }

    /// <summary>Reads the number of a cell with a mark behind it; NaN where that is one of a missing value.</summary>
    /// <param name="numbers">How numbers are written.</param>
    /// <param name="column">The column.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="value">The number.</param>
    public bool TryParse(NumberParser numbers, int column, ReadOnlySpan<byte> cell, out double value)
    {
        value = double.NaN;
        if (!AreIn(column))
        {
            return false;
        }

        ReadOnlySpan<byte> number = Without(cell, _hasFlags);
        return number.Length < cell.Length && ((_hasFlags && number.SequenceEqual(":"u8)) || numbers.TryParse(number, out value));
    }

    /// <summary>The cells with a mark, where all others are numbers, and some of them; null for any other column.</summary>
    private string[]? MarkedOf(string[] cells)
    {
        string[] marked = [
            .. cells.Where(cell => !NumberParser.LooksLikeNumber(cell) && cell.AsSpan().ContainsAnyExcept('*') && cell != "---")];
        return marked.Length > 0 && (_hasFlags || (marked.Length < cells.Length && AreMeasured(cells)))
            && Array.TrueForAll(marked, HasMark) ? marked : null;
    }

    /// <summary>Whether numbers have decimals or are of so many values that they are hardly codes.</summary>
    private static bool AreMeasured(string[] cells)
    {
        if (Array.Exists(cells, cell => NumberParser.LooksLikeNumber(cell) && cell.AsSpan().IndexOfAny('.', ',') >= 0))
        {
            return true;
        }

        int values = cells.Where(NumberParser.LooksLikeNumber).Distinct().Count();
        return values > MostCodes && 2 * values >= cells.Length;
    }

    private bool HasMark(string cell)
    {
        string number = Encoding.UTF8.GetString(Without(Encoding.UTF8.GetBytes(cell), _hasFlags));
        return number.Length < cell.Length && (NumberParser.LooksLikeNumber(number) || (_hasFlags && number == ":"));
    }

    private static ReadOnlySpan<byte> Without(ReadOnlySpan<byte> cell, bool hasFlags)
    {
        int blank = hasFlags ? cell.LastIndexOf((byte)' ') : -1;
        if (blank > 0 && cell.Length - blank - 1 is > 0 and <= MostFlags && cell[(blank + 1)..].IndexOfAnyExcept(_flags) < 0)
        {
            return cell[..blank].TrimEnd((byte)' ');
        }

        foreach (char sign in Signs)
        {
            byte[] bytes = Encoding.UTF8.GetBytes([sign]);
            if (cell.EndsWith(bytes))
            {
                return cell[..^bytes.Length].TrimEnd((byte)' ');
            }
        }

        return cell;
    }
}

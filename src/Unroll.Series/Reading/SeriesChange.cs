namespace Unroll.Series.Reading;

/// <summary>
/// Finds where a stream of rows goes over to another series: time goes back to where the stream began, or by half of what it has seen, and
/// a column that was the same in all rows before, such as the name of a sensor, changes. Stamps that stand twice, a little out of order, or
/// in the hour that a clock is put back, are no such return.
/// </summary>
/// <param name="names">The names of the columns.</param>
/// <param name="first">The cells of the first row.</param>
/// <param name="others">Columns that tell no series apart: those of times and of values.</param>
internal sealed class SeriesChange(string[] names, string[] first, int[] others)
{
    /// <summary>Rows in which a number stays the same until it tells series apart, unless its name says that it does.</summary>
    private const int FewRows = 3;

    private readonly List<int> _constant = [.. Enumerable.Range(0, Math.Min(names.Length, first.Length)).Except(others)];
    private DateTime? _first;
    private DateTime? _last;

    /// <summary>The change at a row, as the end of a sentence of what to do; null where there is none.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="time">Its time; null where there is none.</param>
    /// <param name="cells">Its cells.</param>
    public string? At(long row, DateTime? time, List<string> cells)
    {
        if (_constant.Count == 0)
        {
            return null;
        }

        bool hasReturned = time <= _first || (time < _last && (_last - time) * 2 >= _last - _first);
        bool isEarlier = time < _last;
        _first ??= time;
        (DateTime? before, _last) = (_last, time ?? _last);
        for (int i = _constant.Count - 1; i >= 0; i--)
        {
            int column = _constant[i];
            string cell = column < cells.Count ? cells[column] : "";
            if (cell == first[column])
            {
                continue;
            }

            if (hasReturned && cell.Length > 0 && (IsName(column) || (isEarlier && row >= FewRows)))
            {
                return FormattableString.Invariant($"the time {time:yyyy-MM-dd HH:mm:ss} is not after {before:yyyy-MM-dd HH:mm:ss}, and ")
                    + $"{names[column]} is '{MessageFormatter.Of(cell)}' after '{MessageFormatter.Of(first[column])}': these are several "
                    + "series, but a stream is one. Give the rows of one alone, or read the whole file, without --stream and with "
                    + $"--id {names[column]}.";
            }

            _constant.RemoveAt(i);
        }

        return null;
    }

    private bool IsName(int column) => !NumberParser.LooksLikeNumber(first[column])
        || names[column].EndsWith("id", StringComparison.OrdinalIgnoreCase);
}

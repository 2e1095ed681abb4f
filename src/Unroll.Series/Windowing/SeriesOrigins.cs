using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>The origins of one series' windows, and the columns that they are read from.</summary>
internal sealed partial class SeriesOrigins
{
    private readonly WindowLayout _layout;
    private readonly WindowColumns _names;
    private readonly KeptWindows _windows;
    private readonly int _first;
    private readonly bool _isOneOfMany;

    /// <summary>The past covariates row after row, where they are in a file; null where each is read by itself.</summary>
    private readonly StoredRows? _pastRows;

    /// <summary>The future covariates row after row, where they are in a file.</summary>
    private readonly StoredRows? _futureRows;

    /// <summary>Finds the windows of a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="names">Its columns.</param>
    /// <param name="layout">The shape of windows.</param>
    /// <param name="first">The last input row of the first window.</param>
    /// <param name="count">Windows, those to be left out included; may be 0.</param>
    /// <param name="withTargets">Whether targets are looked at.</param>
    /// <param name="isOneOfMany">Whether messages need its name.</param>
    /// <exception cref="InputException">There is no such column, or a value is missing and that is refused.</exception>
    public SeriesOrigins(
        WindowedSeries series, WindowColumns names, WindowLayout layout, int first, int count, bool withTargets, bool isOneOfMany)
    {
        if (series.StaticCovariates.Count != names.StaticNames.Count)
        {
            throw new InputException(
                $"Series '{series.Id}' has {CountFormatter.Format(series.StaticCovariates.Count, "static values")}, but there are " +
                $"{CountFormatter.Format(names.StaticNames.Count, "names")} "
                + $"({string.Join(", ", names.StaticNames)}): give one a name.");
        }

        (Series, _names, _layout, _first, _isOneOfMany) = (series, names, layout, first, isOneOfMany);
        Past = [.. names.Past.Select(series.Frame.Values)];
        FutureCovariates = [.. names.FutureCovariates.Select(series.Frame.Values)];
        Targets = withTargets ? [.. names.Targets.Select(series.Frame.Values)] : [];
        if (withTargets)
        {
            (_pastRows, _futureRows) = (StoredRows.Of(Past), StoredRows.Of(FutureCovariates));
        }

        StaticCovariates = [.. series.StaticCovariates.Select(value => (float)value)];
        _windows = new KeptWindows(count);
        if (count > 0)
        {
            DropElsewhere();
            DropPauses();
            DropMissing();
        }

        _windows.Seal();
    }

    private SeriesOrigins(SeriesOrigins all, Func<int, bool> isKept)
    {
        (Series, _names, _layout, _first, _isOneOfMany) = (all.Series, all._names, all._layout, all._first, all._isOneOfMany);
        (Past, FutureCovariates, Targets, StaticCovariates) = (all.Past, all.FutureCovariates, all.Targets, all.StaticCovariates);
        (_pastRows, _futureRows) = (all._pastRows, all._futureRows);
        (Elsewhere, SkippedForMissing, SkippedForPauses) = (all.Elsewhere, all.SkippedForMissing, all.SkippedForPauses);
        _windows = all._windows.Keep(isKept);
    }

    /// <summary>Some of the windows.</summary>
    /// <param name="isKept">Whether a window is kept, from 0.</param>
    public SeriesOrigins Keep(Func<int, bool> isKept) => new(this, isKept);

    /// <summary>The series.</summary>
    public WindowedSeries Series { get; }

    /// <summary>Past covariates.</summary>
    public ColumnValues[] Past { get; }

    /// <summary>Future covariates.</summary>
    public ColumnValues[] FutureCovariates { get; }

    /// <summary>Whether <see cref="CopyPast"/> gives row after row, as columns in a file are read; else column after column.</summary>
    public bool HasPastInRows => _pastRows is not null;

    /// <summary>Target columns; none where targets are not read.</summary>
    public ColumnValues[] Targets { get; }

    /// <summary>Static covariates, rounded to floats as networks take them.</summary>
    public float[] StaticCovariates { get; }

    /// <summary>The first row that windows hold.</summary>
    private int FirstRow => _layout.IsPadded ? Series.FirstRow : 0;

    /// <summary>Number of windows.</summary>
    public int Count => _windows.Count;

    /// <summary>Windows that are not looked at, since their origins are elsewhere in the calendar.</summary>
    public int Elsewhere { get; private set; }

    /// <summary>Windows left out because they touch a missing value.</summary>
    public int SkippedForMissing { get; private set; }

    /// <summary>Windows left out because they span a pause, or too much time.</summary>
    public int SkippedForPauses { get; private set; }

    /// <summary>The last input row of a window.</summary>
    /// <param name="window">From 0.</param>
    public int Origin(int window) => OriginOf(_windows.At(window));

    /// <summary>Copies the past covariates of some rows: row after row (<see cref="HasPastInRows"/>), or column after column.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="length">Rows.</param>
    /// <param name="values">A place for each row of each past covariate.</param>
    public void CopyPast(int first, int length, Span<float> values)
    {
        int filled = FilledBefore(first, length);
        if (_pastRows is { } rows)
        {
            rows.CopyTo(first + filled, values[(filled * Past.Length)..]);
            Fill(values, filled, Past.Length);
            return;
        }

        for (int j = 0; j < Past.Length; j++)
        {
            Span<float> column = values.Slice(j * length, length);
            Past[j].CopyTo(first + filled, column[filled..]);
            Fill(column, filled, 1);
        }
    }

    /// <summary>Copies the future covariates of some rows, row after row, so that a step's rows ahead are contiguous.</summary>
    /// <param name="first">The first row.</param>
    /// <param name="column">A place for each row, to be written over.</param>
    /// <param name="rows">A place for each row of each future covariate.</param>
    public void CopyFutureCovariates(int first, Span<float> column, Span<float> rows)
    {
        int filled = FilledBefore(first, column.Length), width = FutureCovariates.Length;
        if (_futureRows is { } table)
        {
            table.CopyTo(first + filled, rows[(filled * width)..]);
            Fill(rows, filled, width);
            return;
        }

        for (int j = 0; j < width; j++)
        {
            Scatter(ColumnRun.Read(FutureCovariates[j], first + filled, column[filled..]), rows, (filled * width) + j, width);
        }

        Fill(rows, filled, width);
    }

    /// <summary>Writes one column of a table that holds row after row.</summary>
    /// <param name="values">The column.</param>
    /// <param name="table">The table.</param>
    /// <param name="at">The place of its first value.</param>
    /// <param name="rowLength">Places of a row.</param>
    public static void Scatter(ReadOnlySpan<float> values, Span<float> table, int at, int rowLength)
    {
        for (int i = 0; i < values.Length; i++, at += rowLength)
        {
            table[at] = values[i];
        }
    }

    /// <summary>Windows before any is dropped.</summary>
    private int Total => _windows.Count + Elsewhere + SkippedForMissing + SkippedForPauses;

    /// <summary>The rows of a run that lie before the first one that windows may hold; one at least does not.</summary>
    private int FilledBefore(int first, int length) => _layout.IsPadded ? Math.Clamp(FirstRow - first, 0, length - 1) : 0;

    /// <summary>Fills the first rows of a table with the one that follows them.</summary>
    private static void Fill(Span<float> table, int rows, int width)
    {
        for (int row = 0; row < rows; row++)
        {
            table.Slice(rows * width, width).CopyTo(table[(row * width)..]);
        }
    }

    private int OriginOf(int place) => (int)(_first + ((long)place * _layout.Stride));

    /// <summary>The windows, kept or not, whose origins are in a range: the first of them, and the one after the last.</summary>
    private (int First, int End) Within(long firstOrigin, long lastOrigin)
    {
        int total = Total;
        long first = firstOrigin <= _first ? 0 : (firstOrigin - _first + _layout.Stride - 1) / _layout.Stride;
        long end = lastOrigin < _first ? 0 : ((lastOrigin - _first) / _layout.Stride) + 1;
        return ((int)Math.Min(first, total), (int)Math.Min(end, total));
    }

    private string? MissingStatic()
    {
        int missing = Array.FindIndex(StaticCovariates, float.IsNaN);
        return missing < 0 ? null : $"'{_names.StaticNames[missing]}' of series '{Series.Id}'";
    }

    private void DropMissing()
    {
        if (_windows.Count == 0)
        {
            return;
        }

        if (MissingStatic() is { } missingStatic)
        {
            if (!_layout.SkipMissing)
            {
                throw Refused(missingStatic);
            }

            SkippedForMissing += _windows.Drop(0, Total);
            return;
        }

        (int Row, string Name)? earliest = null;
        foreach (string name in _names.Past.Concat(_names.FutureCovariates).Concat(Targets.Length > 0 ? _names.Targets : [])
            .Distinct(StringComparer.Ordinal))
        {
            int row = DropMissing(name);
            if (row >= 0 && (earliest is not { } found || row < found.Row))
            {
                earliest = (row, name);
            }
        }

        if (earliest is { } first)
        {
            TimeIndex time = Series.Frame.Time;
            throw Refused(
                $"'{first.Name}' {(time.IsNumbered ? "in" : "on")} {time.Place(first.Row)}"
                    + (_isOneOfMany ? $" of series '{Series.Id}'" : ""));
        }
    }

    private static InputException Refused(string missing) => new(
        $"{missing} is missing, and a window needs it: fill missing values (recipe: the step impute), or leave out such windows (recipe: "
        + $"window: missing: skip).")
    { Field = "prepare" };

    /// <summary>Drops the windows that touch a missing value of a column in one pass over it, or finds the first such value.</summary>
    /// <returns>The row of the first missing value that a window needs, where that is refused; else −1.</returns>
    private int DropMissing(string name)
    {
        (int length, int gap, int horizon) = (_layout.Length, _layout.Gap, _layout.Horizon);
        int last = OriginOf(Total - 1);

        // The rows that a window of origin o needs of the column: o + from to o + to, both included, once for each part that it plays.
        List<(int From, int To)> needed = [];
        AddIf(_names.Past, 1 - length, 0);
        AddIf(_names.FutureCovariates, gap + 2 - length, gap + horizon);
        AddIf(Targets.Length > 0 ? _names.Targets : [], gap + 1, gap + horizon);
        int start = Math.Max(_first + needed.Min(rows => rows.From), FirstRow);
        int end = last + needed.Max(rows => rows.To) + 1;
        int refused = -1;
        ColumnRun.FindMissing(Series.Frame.Values(name), new(start, end - start), (from, until) =>
        {
            foreach ((int lowest, int highest) in needed)
            {
                (int first, int after) = Within((long)from - highest, (long)until - 1 - lowest);
                if (after <= first)
                {
                    continue;
                }

                if (_layout.SkipMissing)
                {
                    SkippedForMissing += _windows.Drop(first, after);
                }
                else if (_windows.FirstKept(first, after) is var kept and >= 0)
                {
                    int row = Math.Max(from, OriginOf(kept) + lowest);
                    refused = refused < 0 ? row : Math.Min(refused, row);
                }
            }

            return refused < 0;
        });
        return refused;

        void AddIf(IReadOnlyList<string> names, int from, int to)
        {
            if (names.Contains(name))
            {
                needed.Add((from, to));
            }
        }
    }
}

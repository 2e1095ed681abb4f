using CsvHelper;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>A reader of the time stamps of rows.</summary>
internal sealed class CsvStamps
{
    private const int LongestStamp = 128;

    private readonly CsvDetection _file;
    private readonly CsvReader _reader;
    private readonly CsvPlace _place;
    private readonly StampFormat _format;
    private readonly LocalClock? _clock;
    private readonly string? _zone;
    private readonly bool _isSorted;
    private readonly bool _beginsFalling;
    private readonly byte[] _joined = new byte[LongestStamp];
    private readonly Dictionary<(int Series, int Variable), long> _last = [];
    private readonly Dictionary<(int Series, int Variable, long Utc), bool> _wasSecond = [];
    private readonly IsoClock _iso = new();

    /// <summary>Prepares to read the stamps of a file that has them.</summary>
    public CsvStamps(CsvDetection file, CsvFrameOptions options, CsvReader reader, CsvPlace place)
    {
        _file = file;
        _reader = reader;
        _place = place;
        _format = file.Stamps!;
        _zone = options.TimeZone;
        _clock = _zone is null ? null : new LocalClock(_zone);
        _isSorted = options.Sort;
        _beginsFalling = _isSorted && _clock is not null && BeginsFalling();
    }

    /// <summary>The zone of the series; null where stamps are as they stand.</summary>
    public TimeZoneInfo? Zone => _clock?.Zone;

    /// <summary>Whether the stamp that was read last says by itself what time it is in UTC.</summary>
    public bool IsUtc { get; private set; }

    /// <summary>The stamp of the current row, in ticks; in UTC where it has an offset or the zone is known.</summary>
    /// <param name="series">The row's series.</param>
    /// <param name="variable">What was measured, where a row is one measurement.</param>
    public long Read(int series, int variable)
    {
        ReadOnlySpan<byte> cell = _reader.GetSpan(_file.TimeColumn);
        if (_file.StampParts is { } parts)
        {
            cell = Joined(parts);
        }

        bool isUtc = false;
        bool isStamp = (_format.Kind == StampKind.YearFirst && _iso.TryParse(cell, out long ticks))
            || _format.TryParse(cell, out ticks, out isUtc);
        if (!isStamp)
        {
            throw _place.BadCell(_file.TimeColumn, System.Text.Encoding.UTF8.GetString(cell), _format.Expected);
        }

        IsUtc = isUtc;
        return _clock is null || isUtc ? ticks : ToUtc(_clock, ticks, series, variable);
    }

    /// <summary>Whether the file's first stamp comes before an earlier one, as in a file whose newest row is its first.</summary>
    private bool BeginsFalling()
    {
        long begin = -1;
        foreach (string[] row in _file.Rows.Where(row => _file.StampParts?.AreIn(row) ?? _file.TimeColumn < row.Length))
        {
            string text = _file.StampParts?.Of(row) ?? row[_file.TimeColumn];
            if (_format.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out long ticks, out _) && ticks != begin)
            {
                if (begin >= 0)
                {
                    return ticks < begin;
                }

                begin = ticks;
            }
        }

        return false;
    }

    private ReadOnlySpan<byte> Joined(CsvStampParts parts)
    {
        int length = 0;
        for (int part = 0; part < parts.Columns.Length; part++)
        {
            length = parts.Append(_joined, length, part, _reader.GetSpan(parts.Columns[part]));
        }

        return length >= 0 ? _joined.AsSpan(0, length) : throw _place.BadCell(_file.TimeColumn, _format.Expected);
    }

    /// <summary>
    /// An hour that the clock shows twice is resolved by the order of the rows. Where these may be in any order, the row before shows
    /// whether they rise or fall here, and with that which of the two comes first; the other one is the remaining one.
    /// </summary>
    private long ToUtc(LocalClock clock, long local, int series, int variable)
    {
        bool isSecond(long first)
        {
            bool hasBefore = _last.TryGetValue((series, variable), out long before);
            if (!_isSorted)
            {
                return hasBefore && before >= first;
            }

            bool isLeft = _wasSecond.TryGetValue((series, variable, first), out bool wasSecond);
            return isLeft ? !wasSecond : _wasSecond[(series, variable, first)] = hasBefore ? before > local : _beginsFalling;
        }

        if (!clock.TryToUtc(local, isSecond, out long utc))
        {
            throw _place.BadCell(
                _file.TimeColumn,
                TimeIndex.ToText(new DateTime(local)),
                $"a time that there is in {_zone}: the clock is set forward over it (leave the time zone out, recipe: data.time-zone, "
                + $"where stamps are in standard time all year)");
        }

        _last[(series, variable)] = _isSorted ? local : utc;
        return utc;
    }
}

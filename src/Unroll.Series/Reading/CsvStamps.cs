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
    private readonly RepeatedHours? _repeated;
    private readonly byte[] _joined = new byte[LongestStamp];
    private readonly IsoClock _iso = new();

    /// <summary>Prepares to read the stamps of a file that has them.</summary>
    public CsvStamps(CsvDetection file, CsvFrameOptions options, CsvReader reader, CsvPlace place)
    {
        _file = file;
        _reader = reader;
        _place = place;
        _format = file.Stamps!;
        _zone = IsNumbered ? null : options.TimeZone;
        _clock = _zone is null ? null : new LocalClock(_zone);
        _repeated = _clock is null ? null : new(_clock);
    }

    /// <summary>Whether the stamps are numbers of rows.</summary>
    public bool IsNumbered => _format.Kind == StampKind.RowNumbers;

    /// <summary>The zone of the series; null where stamps are as they stand.</summary>
    public TimeZoneInfo? Zone => _clock?.Zone;

    /// <summary>Whether the stamp that was read last says by itself what time it is in UTC.</summary>
    public bool IsUtc { get; private set; }

    /// <summary>Whether the stamp that was read last may turn out to be a later one (<see cref="Later"/>).</summary>
    public bool MayBeLater { get; private set; }

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
        if (!isStamp && _file.StampParts is { Counted: { } counted } several)
        {
            throw _place.BadCell(several.Columns[1], System.Text.Encoding.UTF8.GetString(cell), counted);
        }

        if (!isStamp)
        {
            throw _place.BadCell(_file.TimeColumn, System.Text.Encoding.UTF8.GetString(cell), _format.Expected);
        }

        IsUtc = isUtc;
        if (_repeated is null)
        {
            return ticks;
        }

        if (!_repeated.TryAdd(series, variable, ticks, isUtc, out long first, out long second))
        {
            throw _place.BadCell(
                _file.TimeColumn,
                TimeIndex.ToText(new DateTime(ticks)),
                $"a time that there is in {_zone}: the clock is set forward over it (leave the time zone out, recipe: data.time-zone, "
                + $"where stamps are in standard time all year)");
        }

        MayBeLater = first != second;
        return first;
    }

    /// <summary>
    /// The rows, counted from the first that was read, whose stamp is a later one than was returned: the second of two moments that the
    /// clock shows with the same time.
    /// </summary>
    /// <exception cref="InputException">The rows are in no order that tells the two apart.</exception>
    public IReadOnlyDictionary<int, long> Later()
    {
        DateTime? unclear = null;
        IReadOnlyDictionary<int, long> later = _repeated?.Seconds(out unclear) ?? new Dictionary<int, long>();
        return unclear is not { } time ? later : throw new InputException(
            $"{_file.Path}: {TimeIndex.ToText(time)} stands for two moments, as the clock is set back in {_zone}, and the rows are in no "
            + "order that tells which comes first: put them in the order of time, give stamps with their offset (2017-10-29 02:00+01:00), "
            + "or leave the time zone out (recipe: data.time-zone; in code: TimeZone).")
        { Field = "data.time-zone" };
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
}

using System.Runtime.CompilerServices;

namespace Unroll.Series.Frames;

/// <summary>
/// The stamps of a frame's rows: sorted, none twice. Where the series knows its time zone (<see cref="Zone"/>), stamps are in UTC and
/// <see cref="Local"/> gives the local time; else they are as they stand, and a file with offsets is read as UTC. A slice is a view.
/// Where nothing says when a row was, rows are numbered (<see cref="Numbered"/>), and have no calendar.
/// </summary>
public sealed partial class TimeIndex
{
    /// <summary>More stamps than this are never both a span and a number of months apart: months and years differ in length.</summary>
    private const int MostEvenMonths = 64;

    private readonly StampList _stamps;
    private readonly int _start;
    private readonly StrongBox<TimeStep?>? _pickedFrom;
    private StrongBox<TimeStep?>? _step;
    private WeakReference<DateTime[]>? _array;

    /// <summary>Creates an index.</summary>
    /// <param name="stamps">The stamps, in UTC where there is a zone; not copied, and not to be changed afterwards.</param>
    /// <param name="zone">The zone whose local time the series goes by; null: stamps are as they stand.</param>
    /// <exception cref="ArgumentException">The stamps are not sorted, or one stands twice.</exception>
    public TimeIndex(DateTime[] stamps, TimeZoneInfo? zone = null)
        : this(Checked(stamps ?? throw new ArgumentNullException(nameof(stamps)), zone), 0, stamps.Length, zone: zone)
    {
    }

    /// <summary>An index of some of a list's stamps, which are known to be sorted and to stand once each.</summary>
    internal TimeIndex(StampList stamps, int start, int count, bool isNumbered = false, TimeZoneInfo? zone = null)
        : this(stamps, start, count, isNumbered, zone, null)
    {
    }

    private TimeIndex(StampList stamps, int start, int count, bool isNumbered, TimeZoneInfo? zone, StrongBox<TimeStep?>? pickedFrom)
    {
        _pickedFrom = pickedFrom;
        IsNumbered = isNumbered;
        Zone = zone;
        _stamps = stamps;
        _start = start;
        Count = count;
    }

    /// <summary>Whether rows have numbers instead of stamps; a stamp's ticks are then the row's number.</summary>
    public bool IsNumbered { get; }

    /// <summary>The time zone whose local time the series goes by, stamps being in UTC; null: stamps are as they stand.</summary>
    public TimeZoneInfo? Zone { get; }

    /// <summary>Number of stamps.</summary>
    public int Count { get; }

    /// <summary>The regular step from stamp to stamp; null where they are uneven or fewer than two.</summary>
    public TimeStep? Step => (_step ??= new(FindStep())).Value;

    /// <summary>
    /// The regular interval from stamp to stamp; null where they are uneven, fewer than two, or by the calendar. Local days are a day
    /// apart, though one has 23 hours in spring and one 25 in autumn.
    /// </summary>
    public TimeSpan? Interval => Step is { Months: 0, Days.Count: 0 } step ? step.Span : null;

    /// <summary>
    /// Whether the stamps after the last are known: at a regular step, at the working days and office hours that the stamps keep to, or on
    /// a working day or weekday of each month, or several days of each week or month, that nearly all are on. Row numbers always go on.
    /// </summary>
    public bool IsExtensible => Step is not null || (IsNumbered && Count > 1) || WorkingPattern.Of(this) is not null
        || TimeStep.NearlyOf(this) is not null;

    /// <summary>The sampling rate of numbered rows in hertz, as recordings of sound have one; null where it is not known.</summary>
    public int? SampleRate { get; private init; }

    /// <summary>The lines of the file that the rows were read from; null where they are not known.</summary>
    internal SourceLines? Lines { get; private init; }

    /// <summary>The regular step of the rows that these were picked from (<see cref="Pick"/>); of themselves where they were not.</summary>
    internal TimeStep? RowStep => _pickedFrom is { } from ? from.Value : Step;

    /// <summary>A row's stamp.</summary>
    /// <param name="row">Row from 0.</param>
    public DateTime this[int row] => (uint)row < (uint)Count ? _stamps[_start + row] : throw new ArgumentOutOfRangeException(nameof(row));

    /// <summary>An index of rows that have no stamps, numbered from 0.</summary>
    /// <param name="count">Rows.</param>
    public static TimeIndex Numbered(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new TimeIndex(new RegularStamps(default, new TimeSpan(1), count), 0, count, isNumbered: true);
    }

    /// <summary>An index of the samples of a recording: rows that are numbered from 0, at a sampling rate.</summary>
    /// <param name="count">Rows.</param>
    /// <param name="sampleRate">The sampling rate in hertz, at least 1.</param>
    public static TimeIndex Sampled(int count, int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        return new TimeIndex(new RegularStamps(default, new TimeSpan(1), count), 0, count, isNumbered: true) { SampleRate = sampleRate };
    }

    /// <summary>An index of sorted stamps, or of sorted numbers of rows as ticks, with holes where rows are left out.</summary>
    internal static TimeIndex Of(DateTime[] stamps, bool isNumbered, TimeZoneInfo? zone = null) =>
        new(StampList.Of(stamps), 0, stamps.Length, isNumbered, zone);

    /// <summary>The local time of a row; its stamp where the series has no zone.</summary>
    /// <param name="row">Row from 0.</param>
    public DateTime Local(int row) => ZoneClock.ToLocal(this[row], Zone);

    /// <summary>Copies the local times of some rows; their stamps where the series has no zone.</summary>
    /// <param name="start">First row.</param>
    /// <param name="destination">As many as are wanted, out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not within the index.</exception>
    public void CopyLocal(int start, Span<DateTime> destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(destination.Length, Count - start);
        ZoneClock clock = new(Zone);
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = clock.ToLocal(_stamps[_start + start + i]);
        }
    }

    /// <summary>The local time at a moment of the series; the moment itself where the series has no zone.</summary>
    /// <param name="stamp">The moment, as stamps are.</param>
    public DateTime ToLocal(DateTime stamp) => ZoneClock.ToLocal(stamp, Zone);

    /// <summary>
    /// The stamp of a local time: of the first one where the clock shows it twice, and as much later as the clock is set forward where it
    /// leaves the time out. The time itself where the series has no zone.
    /// </summary>
    /// <param name="local">The local time.</param>
    public DateTime FromLocal(DateTime local) => ZoneClock.ToUtc(local, Zone);

    /// <summary>
    /// A row's stamp as messages show it: the date, and the time where there is one, local and with its offset where there is a zone;
    /// <c>row 17</c> where rows are numbered.
    /// </summary>
    /// <param name="row">The row.</param>
    public string Text(int row) => ToText(this[row], Zone);

    /// <summary>A row's stamp, and its line in the file that it was read from where that is known: <c>2020-01-03 (line 5)</c>.</summary>
    /// <param name="row">The row.</param>
    public string Place(int row) => Lines?[row] is { } line ? FormattableString.Invariant($"{Text(row)} (line {line})") : Text(row);

    /// <summary>The index with the lines that its rows were read from.</summary>
    /// <param name="lines">The lines; null where they are not known.</param>
    internal TimeIndex WithLines(SourceLines? lines) => new(_stamps, _start, Count, IsNumbered, Zone, _pickedFrom)
    {
        Lines = lines,
        SampleRate = SampleRate,
    };

    /// <summary>The stamps in memory, 8 bytes each: where rows can be taken one by one, the index itself takes less.</summary>
    public ReadOnlySpan<DateTime> AsSpan()
    {
        if (_stamps.Array is { } all)
        {
            return all.AsSpan(_start, Count);
        }

        // Kept as long as someone holds it, so that a loop that asks again and again does not make it again and again.
        if (_array?.TryGetTarget(out DateTime[]? array) != true || array is null)
        {
            array = new DateTime[Count];
            CopyTo(array);
            _array = new(array);
        }

        return array;
    }

    /// <summary>The first row at or after a moment; <see cref="Count"/> where all are before.</summary>
    /// <param name="moment">The moment.</param>
    public int IndexAtOrAfter(DateTime moment)
    {
        int low = 0;
        int high = Count;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_stamps[_start + middle] < moment)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>A run of the stamps, as a view.</summary>
    /// <param name="start">First row.</param>
    /// <param name="count">Rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the index.</exception>
    public TimeIndex Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new TimeIndex(_stamps, _start + start, count, IsNumbered, Zone, _pickedFrom)
        {
            Lines = Lines?.Slice(start, count),
            SampleRate = SampleRate,
        };
    }

    /// <summary>
    /// An index of some of the rows. It knows at what step they followed one another before others were left out between them.
    /// </summary>
    /// <param name="rows">The rows, in their order, none twice.</param>
    /// <exception cref="ArgumentException">The rows are not sorted, or one stands twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not within the index.</exception>
    public TimeIndex Pick(ReadOnlySpan<int> rows)
    {
        DateTime[] stamps = new DateTime[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            stamps[i] = this[rows[i]];
        }

        return new TimeIndex(Checked(stamps, Zone), 0, stamps.Length, IsNumbered, Zone, new(RowStep));
    }

    /// <summary>Whether a stamp is the number of a row without one: its ticks, which are those of the first minutes of year 1.</summary>
    /// <param name="stamp">The stamp.</param>
    public static bool IsRowNumber(DateTime stamp) => stamp.Ticks <= int.MaxValue;

    /// <summary>A stamp as files hold it: in a format, or the number of a row without a stamp.</summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="format">A .NET format, such as <c>yyyy-MM-dd</c>.</param>
    /// <param name="zone">The <see cref="Zone"/> of the series: the text is the local time, with its offset behind a time of day.</param>
    public static string ToFileText(DateTime stamp, string format, TimeZoneInfo? zone = null) =>
        StampFormatter.ToFileText(stamp, format, zone);

    /// <summary>
    /// The format that shows all of some stamps in the same way, so that others can read a column of them: midnight is 00:00 among hours,
    /// and rows of milliseconds stay apart.
    /// </summary>
    /// <param name="stamps">The stamps, each with the <see cref="Zone"/> of its series.</param>
    public static string FileFormat(IEnumerable<(DateTime Stamp, TimeZoneInfo? Zone)> stamps) => StampFormatter.FileFormat(stamps);

    /// <summary>
    /// A stamp as messages show it: the date, and the time where there is one. The first minutes of year 1, which no series has, are the
    /// numbers of rows without stamps.
    /// </summary>
    /// <param name="stamp">The stamp.</param>
    /// <param name="zone">The <see cref="Zone"/> of the series: the text is the local time, with its offset behind a time of day.</param>
    public static string ToText(DateTime stamp, TimeZoneInfo? zone = null) => StampFormatter.ToText(stamp, zone);

    private static StampList Checked(DateTime[] stamps, TimeZoneInfo? zone)
    {
        for (int i = 1; i < stamps.Length; i++)
        {
            if (stamps[i] <= stamps[i - 1])
            {
                throw new ArgumentException(
                    $"Stamp {i} is {ToText(stamps[i], zone)}, but the one before is {ToText(stamps[i - 1], zone)}: sort the rows by time "
                    + $"and keep one a stamp.",
                    nameof(stamps));
            }
        }

        return StampList.Of(stamps);
    }

    private void CopyTo(Span<DateTime> destination)
    {
        for (int row = 0; row < Count; row++)
        {
            destination[row] = _stamps[_start + row];
        }
    }

    private TimeStep? FindStep()
    {
        bool mayBeLocalDays = Zone is not null && _stamps.KnownStep is { } known && known.Ticks % TimeSpan.TicksPerDay == 0;
        if (_stamps.KnownStep is { } step && (IsNumbered || Count > MostEvenMonths) && !mayBeLocalDays)
        {
            return new TimeStep(step, 0);
        }

        return TimeStep.Of(this);
    }
}

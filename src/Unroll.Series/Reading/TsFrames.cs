using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>Makes frames of the channels that were read; series with the same stamps share them.</summary>
internal sealed class TsFrames
{
    private static readonly Dictionary<string, IReadOnlyList<string>> _noCategories = [];

    private readonly NumberedTimes _numbered = new();
    private string[] _names = [];
    private DateTime[]? _lastStamps;
    private TimeIndex? _last;

    /// <summary>Makes a frame; channels that are shorter, or lack a stamp, are missing there.</summary>
    public Frame Make(ReadOnlySpan<TsChannel> channels, bool stamped)
    {
        if (_names.Length != channels.Length)
        {
            _names = NamesOf(channels.Length);
        }

        TimeIndex time = stamped ? Union(channels) : _numbered.Of(LongestOf(channels));
        ColumnValues[] columns = new ColumnValues[channels.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = channels[i].Count == time.Count
                ? new MemoryColumn(channels[i].Take())
                : new SparseColumn(
                    stamped ? RowsOf(channels[i].Stamps, time) : [.. Enumerable.Range(0, channels[i].Count)], channels[i].Values.ToArray(),
                    0, time.Count);
        }

        return Make(time, _names, columns);
    }

    /// <summary>Makes a frame of columns, whose names may be shared by many frames.</summary>
    public static Frame Make(TimeIndex time, string[] names, ColumnValues[] columns) => new(time, names, columns, _noCategories);

    /// <summary>Names of channels.</summary>
    /// <param name="count">Channels.</param>
    public static string[] NamesOf(int count) =>
        [.. Enumerable.Range(1, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"channel-{number}"))];

    private static int LongestOf(ReadOnlySpan<TsChannel> channels)
    {
        int longest = 0;
        foreach (TsChannel channel in channels)
        {
            longest = Math.Max(longest, channel.Count);
        }

        return longest;
    }

    /// <summary>All stamps that some channel has.</summary>
    private TimeIndex Union(ReadOnlySpan<TsChannel> channels)
    {
        ReadOnlySpan<DateTime> first = channels[0].Stamps;
        bool alike = true;
        int total = 0;
        foreach (TsChannel channel in channels)
        {
            alike &= channel.Stamps.SequenceEqual(first);
            total += channel.Count;
        }

        if (alike)
        {
            return Shared(first.ToArray());
        }

        DateTime[] all = new DateTime[total];
        int filled = 0;
        foreach (TsChannel channel in channels)
        {
            channel.Stamps.CopyTo(all.AsSpan(filled));
            filled += channel.Count;
        }

        Array.Sort(all);
        int kept = 0;
        foreach (DateTime stamp in all)
        {
            if (kept == 0 || all[kept - 1] != stamp)
            {
                all[kept++] = stamp;
            }
        }

        Array.Resize(ref all, kept);
        return Shared(all);
    }

    private TimeIndex Shared(DateTime[] stamps)
    {
        if (_last is null || _lastStamps is null || !_lastStamps.AsSpan().SequenceEqual(stamps))
        {
            _lastStamps = stamps;
            _last = new TimeIndex(stamps);
        }

        return _last;
    }

    private static int[] RowsOf(ReadOnlySpan<DateTime> stamps, TimeIndex time)
    {
        int[] rows = new int[stamps.Length];
        int next = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = next < time.Count && time[next] == stamps[i] ? next : time.IndexAtOrAfter(stamps[i]);
            next = rows[i] + 1;
        }

        return rows;
    }
}

namespace Unroll.Series.Windowing;

/// <summary>
/// The kept ones of the windows 0 … n − 1 of a series: all, or runs of them, so that nothing is stored for each window. Windows are dropped
/// one run at a time; <see cref="Seal"/> ends that.
/// </summary>
/// <param name="count">Number of windows before any is dropped.</param>
internal sealed class KeptWindows(int count)
{
    private const int WordBits = 64;

    private readonly int _total = count;
    private ulong[]? _dropped;
    private int[]? _starts;
    private int[]? _before;

    /// <summary>Number of kept windows.</summary>
    public int Count { get; private set; } = count;

    /// <summary>Drops windows.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="end">The one after the last.</param>
    /// <returns>How many of them had not been dropped before.</returns>
    public int Drop(int first, int end)
    {
        _dropped ??= new ulong[(_total + WordBits - 1) / WordBits];
        int before = Count;
        while (first < end)
        {
            int word = first / WordBits;
            int bits = Math.Min(end - first, WordBits - (first % WordBits));
            ulong mask = (bits == WordBits ? ulong.MaxValue : (1UL << bits) - 1) << (first % WordBits);
            Count -= System.Numerics.BitOperations.PopCount(mask & ~_dropped[word]);
            _dropped[word] |= mask;
            first += bits;
        }

        return before - Count;
    }

    /// <summary>Some of the kept windows, once they are sealed.</summary>
    /// <param name="isKept">Whether the one at a place is kept, too.</param>
    public KeptWindows Keep(Func<int, bool> isKept)
    {
        KeptWindows kept = new(_total);
        int next = 0;
        for (int place = 0; place < Count; place++)
        {
            if (isKept(place))
            {
                kept.Drop(next, At(place));
                next = At(place) + 1;
            }
        }

        kept.Drop(next, _total);
        kept.Seal();
        return kept;
    }

    /// <summary>The first kept window of a run; −1 where none is.</summary>
    /// <param name="first">The first window of the run.</param>
    /// <param name="end">The one after the last.</param>
    public int FirstKept(int first, int end)
    {
        for (int i = first; i < end; i++)
        {
            if (_dropped is null || !IsDropped(i))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Turns the kept windows into runs.</summary>
    public void Seal()
    {
        if (_dropped is null)
        {
            return;
        }

        List<int> starts = [];
        List<int> before = [];
        int kept = 0;
        for (int i = 0; i < _total; i++)
        {
            if (i % WordBits == 0 && _dropped[i / WordBits] == ulong.MaxValue)
            {
                i += WordBits - 1;
                continue;
            }

            if (IsDropped(i))
            {
                continue;
            }

            if (i == 0 || IsDropped(i - 1))
            {
                starts.Add(i);
                before.Add(kept);
            }

            kept++;
        }

        (_starts, _before, _dropped) = ([.. starts], [.. before], null);
    }

    /// <summary>The kept window at a place.</summary>
    /// <param name="place">From 0 to <see cref="Count"/> − 1.</param>
    public int At(int place)
    {
        if (_starts is null)
        {
            return place;
        }

        int found = Array.BinarySearch(_before!, place);
        int run = found >= 0 ? found : ~found - 1;
        return _starts[run] + place - _before![run];
    }

    private bool IsDropped(int window) => (_dropped![window / WordBits] >> (window % WordBits) & 1) != 0;
}

namespace Unroll.Series.Frames;

/// <summary>Collects stamps one by one, in any order, and packs them as it goes.</summary>
internal sealed class StampBuilder
{
    /// <summary>Stamps in a chunk: a power of two, so that the chunk of a row is found by a shift.</summary>
    internal const int ChunkLength = 1 << ChunkShift;

    private const int ChunkShift = 12;

    private readonly List<StampChunk> _chunks = [];
    private readonly long[] _pending = new long[ChunkLength];
    private int _pendingCount;
    private long _first;
    private long _last;
    private long _step;
    private bool _isEven = true;

    /// <summary>Number of stamps.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a stamp.</summary>
    /// <param name="ticks">Its ticks.</param>
    public void Add(long ticks)
    {
        if (Count == 0)
        {
            _first = ticks;
        }
        else if (Count == 1)
        {
            _step = ticks - _first;
        }
        else
        {
            _isEven &= ticks - _last == _step;
        }

        _last = ticks;
        Count++;
        _pending[_pendingCount++] = ticks;
        if (_pendingCount == ChunkLength)
        {
            Pack();
        }
    }

    /// <summary>The stamps; nothing may be added afterwards.</summary>
    public StampList ToList()
    {
        Pack();
        return _isEven && Count > 0 ? new RegularStamps(new DateTime(_first), new TimeSpan(_step), Count)
            : new PackedStamps([.. _chunks], Count);
    }

    /// <summary>The stamps, some of them other ones than were added; nothing may be added afterwards.</summary>
    /// <param name="others">Ticks by row; null or empty for none.</param>
    public StampList ToList(IReadOnlyDictionary<int, long>? others)
    {
        StampList list = ToList();
        if (others is not { Count: > 0 })
        {
            return list;
        }

        StampBuilder builder = new();
        for (int row = 0; row < list.Count; row++)
        {
            builder.Add(others.TryGetValue(row, out long other) ? other : list[row].Ticks);
        }

        return builder.ToList();
    }

    private void Pack()
    {
        if (_pendingCount > 0)
        {
            _chunks.Add(StampChunk.Of(_pending.AsSpan(0, _pendingCount)));
            _pendingCount = 0;
        }
    }

    private sealed class PackedStamps(StampChunk[] chunks, int count) : StampList
    {
        public override int Count => count;

        public override DateTime this[int row] => (uint)row < (uint)count
            ? new(chunks[row >> ChunkShift][row & (ChunkLength - 1)])
            : throw new ArgumentOutOfRangeException(nameof(row));
    }
}

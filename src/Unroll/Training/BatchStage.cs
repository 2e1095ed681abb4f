using System.Runtime.ExceptionServices;
using Unroll.Data;

namespace Unroll.Training;

/// <summary>
/// Buffers for a batch's samples apart from the network's own, shard by shard. The first thread to come, prefetching or training, loads a
/// shard from the source; another one waits for it or does the next. Exceptions of the source are rethrown to the thread that needs the
/// shard.
/// </summary>
/// <param name="source">The samples.</param>
/// <param name="augmenter">What augments them; null for nothing.</param>
/// <param name="cut">How a batch of some rows is cut.</param>
/// <param name="makeRoom">Makes room for the shards of a batch.</param>
internal sealed class BatchStage(
    SampleSource source, SampleAugmenter? augmenter, Func<int, ShardCut> cut, Func<ShardCut, ShardData[]> makeRoom)
{
    private readonly List<(ShardCut Cut, ShardData[] Shards)> _rooms = [];
    private readonly object _gate = new();
    private int[] _states = [];
    private ExceptionDispatchInfo?[] _failures = [];
    private (ShardCut Cut, ShardData[] Shards) _room;
    private Batch _batch;

    /// <summary>Shards that there may be.</summary>
    public int Shards => _states.Length;

    /// <summary>Plans the room for batches of some rows, so that later nothing is allocated.</summary>
    public void Plan(int rows) => RoomFor(rows);

    /// <summary>Wants the samples of a batch. Those of the batch before must all have been fetched.</summary>
    public void Arm(in Batch batch)
    {
        _room = RoomFor(batch.Rows);
        _batch = batch;

        // Last, so that who claims a shard sees what it is a shard of.
        for (int shard = 0; shard < _states.Length; shard++)
        {
            Volatile.Write(ref _states[shard], shard < _room.Cut.Count ? State.Free : State.Loaded);
        }
    }

    /// <summary>Gets a shard from the source, unless somebody else does or did.</summary>
    /// <returns>Whether it was this call.</returns>
    public bool TryLoad(int shard)
    {
        if (Interlocked.CompareExchange(ref _states[shard], State.Loading, State.Free) != State.Free)
        {
            return false;
        }

        int state = State.Loaded;
        try
        {
            _room.Shards[shard].Load(source, _batch.Of(_room.Cut, shard), augmenter, _batch.Epoch);
        }
#pragma warning disable CA1031 // Whatever the source throws is carried to the thread that wants the shard, and thrown there.
        catch (Exception exception)
        {
            _failures[shard] = ExceptionDispatchInfo.Capture(exception);
            state = State.Failed;
        }
#pragma warning restore CA1031

        lock (_gate)
        {
            Volatile.Write(ref _states[shard], state);
            System.Threading.Monitor.PulseAll(_gate);
        }

        return true;
    }

    /// <summary>The samples of a shard, once they are there.</summary>
    public ShardData Fetch(int shard)
    {
        if (!TryLoad(shard) && Volatile.Read(ref _states[shard]) == State.Loading)
        {
            lock (_gate)
            {
                while (_states[shard] == State.Loading)
                {
                    System.Threading.Monitor.Wait(_gate);
                }
            }
        }

        if (Volatile.Read(ref _states[shard]) == State.Failed)
        {
            _failures[shard]!.Throw();
        }

        return _room.Shards[shard];
    }

    private (ShardCut Cut, ShardData[] Shards) RoomFor(int rows)
    {
        foreach ((ShardCut Cut, ShardData[] Shards) room in _rooms)
        {
            if (room.Cut.Rows == rows)
            {
                return room;
            }
        }

        ShardCut planned = cut(rows);
        (ShardCut Cut, ShardData[] Shards) added = (planned, makeRoom(planned));
        _rooms.Add(added);
        if (planned.Count > _states.Length)
        {
            _failures = new ExceptionDispatchInfo?[planned.Count];
            int[] states = new int[planned.Count];
            Array.Fill(states, State.Loaded);
            _states = states;
        }

        return added;
    }

    private static class State
    {
        public const int Free = 0;
        public const int Loading = 1;
        public const int Loaded = 2;
        public const int Failed = 3;
    }
}

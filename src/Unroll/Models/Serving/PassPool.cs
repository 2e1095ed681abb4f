namespace Unroll.Models;

/// <summary>
/// Passes of one shape that wait for the next call. Any number of threads rent and return at once, without a lock and without allocating:
/// each starts to look at a slot of its own, so that a thread mostly gets back the pass that its cache still holds.
/// </summary>
internal sealed class PassPool(Func<ShardPass> create)
{
    /// <summary>More passes than this at the same time are made and forgotten.</summary>
    private const int Slots = 64;

    private readonly ShardPass?[] _slots = new ShardPass?[Slots];

    /// <summary>A pass that nobody else has.</summary>
    public ShardPass Rent()
    {
        int start = Environment.CurrentManagedThreadId;
        for (int i = 0; i < Slots; i++)
        {
            ref ShardPass? slot = ref _slots[(start + i) % Slots];
            if (Volatile.Read(ref slot) is not null && Interlocked.Exchange(ref slot, null) is { } pass)
            {
                return pass;
            }
        }

        return create();
    }

    /// <summary>Gives a pass back that <see cref="Rent"/> gave.</summary>
    public void Return(ShardPass pass)
    {
        int start = Environment.CurrentManagedThreadId;
        for (int i = 0; i < Slots; i++)
        {
            ref ShardPass? slot = ref _slots[(start + i) % Slots];
            if (Volatile.Read(ref slot) is null && Interlocked.CompareExchange(ref slot, pass, null) is null)
            {
                return;
            }
        }
    }
}

namespace Unroll.Models;

/// <summary>
/// Lets a model be read by many threads, or changed by one: what would read weights while they change, or change them twice at once, is
/// refused. Costs two atomic operations a call.
/// </summary>
internal sealed class UseGate
{
    private const int Changing = -1;

    /// <summary>Calls that read, or <see cref="Changing"/>.</summary>
    private int _users;
    private int _owner;
    private string _change = "";

    /// <summary>Begins to read; within a change on the same thread, as in a callback of training, always.</summary>
    /// <param name="what">The method.</param>
    /// <exception cref="InvalidOperationException">Another thread changes the model.</exception>
    public Lease Read(string what)
    {
        int users = Volatile.Read(ref _users);
        while (users != Changing)
        {
            int found = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (found == users)
            {
                return new Lease(this);
            }

            users = found;
        }

        return IsOwner ? default : throw new InvalidOperationException(
            $"{what} was called while {_change} of the same model runs on another thread: wait until it has ended. To predict meanwhile, "
            + $"make a Predictor before, which has weights of its own.");
    }

    /// <summary>Begins a change; within one on the same thread always.</summary>
    /// <param name="what">The method.</param>
    /// <exception cref="InvalidOperationException">The model is in use on another thread.</exception>
    public Lease Change(string what) => IsOwner ? default : Begin(what);

    /// <summary>Begins a change that must not be part of another one.</summary>
    /// <param name="what">The method.</param>
    /// <exception cref="InvalidOperationException">The model is in use, on this thread or another.</exception>
    public Lease Begin(string what)
    {
        int users = Interlocked.CompareExchange(ref _users, Changing, 0);
        if (users != 0)
        {
            string other = users == Changing ? $"{_change} of the same model runs" : "the same model predicts, evaluates or is saved";
            throw new InvalidOperationException(
                $"{what} was called while {other}{(IsOwner ? "" : " on another thread")}: a model is trained by one call at a time, and by "
                + $"none while it is used. Wait until that has ended, or use a model or Predictor for each.");
        }

        _change = what;
        _owner = Environment.CurrentManagedThreadId;
        return new Lease(this);
    }

    private bool IsOwner => Volatile.Read(ref _users) == Changing && _owner == Environment.CurrentManagedThreadId;

    private void Leave()
    {
        if (Volatile.Read(ref _users) == Changing)
        {
            // First, so that nobody takes a later change for his own.
            _owner = 0;
            Volatile.Write(ref _users, 0);
        }
        else
        {
            Interlocked.Decrement(ref _users);
        }
    }

    /// <summary>A use that lasts until it is disposed of; the default is part of another one.</summary>
    public readonly struct Lease(UseGate gate) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => gate?.Leave();
    }
}

namespace Unroll.Tasks.Learning;

/// <summary>
/// Work that stops within a second of its cancellation. What looks at the token ends by itself; a long computation that does not is left
/// to end in the background, where nobody waits for it any more.
/// </summary>
public static class Interruptible
{
    /// <summary>The time in which work may end by itself, and clean up.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromMilliseconds(400);

    /// <summary>Does work that can be interrupted.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="work">The work; what it throws is thrown here.</param>
    /// <param name="cancellationToken">Interrupts it.</param>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static T Run<T>(Func<T> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        if (!cancellationToken.CanBeCanceled)
        {
            return work();
        }

        cancellationToken.ThrowIfCancellationRequested();
        Task<T> task = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        WaitHandle end = ((IAsyncResult)task).AsyncWaitHandle;
        if (WaitHandle.WaitAny([end, cancellationToken.WaitHandle]) == 1 && !end.WaitOne(_grace))
        {
            throw new OperationCanceledException(cancellationToken);
        }

        return task.GetAwaiter().GetResult();
    }
}

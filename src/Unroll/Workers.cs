using System.Runtime.ExceptionServices;

namespace Unroll;

/// <summary>
/// Loops on several threads whose errors come out as they were thrown, as on one thread, and not inside an
/// <see cref="AggregateException"/>: of several one.
/// </summary>
public static class Workers
{
    /// <summary>Runs a body for each number from 0, on all processors; a single one on the calling thread.</summary>
    /// <param name="count">How many.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static void For(int count, Action<int> body, CancellationToken cancellationToken = default) =>
        For(count, body, 0, cancellationToken);

    /// <summary>Runs a body for each number from 0; a single one on the calling thread.</summary>
    /// <param name="count">How many.</param>
    /// <param name="body">The body.</param>
    /// <param name="threads">Threads at most; 0 for one a processor.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static void For(int count, Action<int> body, int threads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (count == 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            body(0);
            return;
        }

        Run(() => Parallel.For(0, count, Options(threads, cancellationToken), body));
    }

    /// <summary>Runs a body for each number from 0, with a state that its calls on a thread hand on.</summary>
    /// <typeparam name="TState">Type of the state.</typeparam>
    /// <param name="count">How many.</param>
    /// <param name="start">The first state of a thread.</param>
    /// <param name="body">The body, which gives the state of the thread's next call.</param>
    /// <param name="threads">Threads at most; 0 for one a processor.</param>
    public static void For<TState>(int count, Func<TState> start, Func<int, TState, TState> body, int threads)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(body);
        Run(() => Parallel.For(0, count, Options(threads, default), start, (i, _, state) => body(i, state), _ => { }));
    }

    private static ParallelOptions Options(int threads, CancellationToken cancellationToken) => new()
    {
        MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount,
        CancellationToken = cancellationToken,
    };

    private static void Run(Action loop)
    {
        try
        {
            loop();
        }
        catch (AggregateException exception) when (exception.Flatten().InnerExceptions is [var first, ..])
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}

namespace Unroll.Analysis.Numerics;

/// <summary>Loops on all processors whose errors come out as they were thrown.</summary>
internal static class Workers
{
    /// <summary>Runs a body for each number from 0; a single one on the calling thread.</summary>
    /// <param name="count">How many.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static void For(int count, Action<int> body, CancellationToken cancellation)
    {
        if (count == 1)
        {
            cancellation.ThrowIfCancellationRequested();
            body(0);
            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation }, body);
        }
        catch (AggregateException exception) when (exception.Flatten().InnerExceptions is [var first, ..])
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}

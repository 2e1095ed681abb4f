namespace Unroll.Tests.Common;

/// <summary>What a piece of code allocates on the thread that runs it.</summary>
internal static class Allocations
{
    private const int Tries = 5;

    /// <summary>
    /// Checks that code which has run before allocates nothing. What code allocates, it allocates whenever it runs; what the runtime
    /// allocates on the same thread now and then, on a busy machine at a moment that nobody knows, is not there the next time.
    /// </summary>
    public static void AssertNone(Action run)
    {
        long[] bytes = new long[Tries];
        for (int i = 0; i < Tries; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            run();
            bytes[i] = GC.GetAllocatedBytesForCurrentThread() - before;
            if (bytes[i] == 0)
            {
                return;
            }
        }

        Assert.Fail($"Each run allocates: {string.Join(", ", bytes)} bytes.");
    }
}

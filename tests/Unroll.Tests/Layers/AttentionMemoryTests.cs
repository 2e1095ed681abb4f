using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Layers;

/// <summary>
/// Attention never holds a weight for each pair of timesteps: what a pass needs grows with the timesteps, not with their square.
/// </summary>
public sealed class AttentionMemoryTests
{
    [Theory]
    [InlineData(true, 0f)]
    [InlineData(true, 0.1f)]
    [InlineData(false, 0f)]
    public void Memory_of_a_pass_grows_linearly_in_the_timesteps(bool training, float dropout)
    {
        _ = Bytes(128, training, dropout);
        long first = Bytes(2048, training, dropout) - Bytes(1024, training, dropout);
        long second = Bytes(4096, training, dropout) - Bytes(2048, training, dropout);

        Assert.InRange(first, 1024 * 100, 1024 * 4000);

        // Twice the timesteps more are twice the memory more, where a matrix of all pairs would be four times as much. The rest is the
        // runtime's: it counts what is left of a piece of the heap, up to 8 KiB, as allocated.
        Assert.InRange(second, 1.9 * first, 2.1 * first);
    }

    [Fact]
    public void A_pass_allocates_nothing()
    {
        ShardPass pass = Plan(300, training: true, 0.1f);
        Run(pass);
        Allocations.AssertNone(() => Run(pass));
    }

    private static void Run(ShardPass pass)
    {
        pass.Forward();
        pass.Backward();
    }

    /// <summary>What planning the pass allocates, and running it.</summary>
    private static long Bytes(int timesteps, bool training, float dropout)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ShardPass pass = Plan(timesteps, training, dropout);
        pass.Forward();
        if (training)
        {
            pass.Backward();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static ShardPass Plan(int timesteps, bool training, float dropout)
    {
        var model = new Sequential(
            new Input(timesteps, 8), new MultiHeadAttention(2, 8, new MultiHeadAttentionOptions { Dropout = dropout }));
        model.Build();
        model.Prepare(training);
        ShardPass pass = model.CreatePass([model.InputShape], [false], 2, new PassOptions(Training: training));
        pass.Context.IsTraining = training;
        return pass;
    }
}

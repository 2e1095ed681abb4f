namespace Unroll.Tests;

/// <summary>Loops on several threads.</summary>
public sealed class WorkersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void An_error_comes_out_as_it_was_thrown(int count)
    {
        Assert.Throws<InvalidDataException>(() => Workers.For(count, _ => throw new InvalidDataException()));
        Assert.Throws<InvalidDataException>(() => Workers.For(count, _ => throw new InvalidDataException(), 2));
        Assert.Throws<InvalidDataException>(() => Workers.For<int>(count, () => 0, (_, _) => throw new InvalidDataException(), 2));
        Assert.Throws<InvalidDataException>(
            () => Workers.For(count, _ => Workers.For(3, _ => throw new InvalidDataException())));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100)]
    public void Each_number_is_met_once(int count)
    {
        int[] met = new int[count], withState = new int[count];
        Workers.For(count, i => Interlocked.Increment(ref met[i]));
        Workers.For(count, () => 1, (i, state) => withState[i] += state, 3);

        Assert.All(met.Concat(withState), times => Assert.Equal(1, times));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Cancelled_work_ends(int count)
    {
        using CancellationTokenSource cancellation = new();
        cancellation.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Workers.For(count, _ => { }, cancellation.Token));
    }
}

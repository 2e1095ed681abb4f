namespace Unroll.Cli.Tests;

public sealed class InterruptionTests
{
    [Fact]
    public void The_first_signal_is_taken_and_the_second_left_to_the_system()
    {
        using SemaphoreSlim announced = new(0);
        using var interruption = new Interruption(
            new CliHost { Output = TextWriter.Null, Error = TextWriter.Null }, () => announced.Release());

        Assert.True(interruption.TakeSignal());
        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.False(interruption.TakeSignal());

        // It is announced on another thread, which a busy machine may let wait.
        Assert.True(announced.Wait(TimeSpan.FromMinutes(2)));
        Assert.Equal(0, announced.CurrentCount);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_what_is_announced_holds_up_neither_signal()
    {
        using ManualResetEventSlim gate = new();
        using Interruption interruption = new(new CliHost { Output = TextWriter.Null, Error = TextWriter.Null }, gate.Wait);
        bool isSecondTaken = true;
        using CancellationTokenRegistration second = interruption.Token.Register(() => isSecondTaken = interruption.TakeSignal());

        Task<bool> first = Task.Run(interruption.TakeSignal);
        bool isTaken = await Task.WhenAny(first, Task.Delay(TimeSpan.FromSeconds(20))) == first && await first;
        gate.Set();

        Assert.True(isTaken);
        Assert.False(isSecondTaken);
    }
}

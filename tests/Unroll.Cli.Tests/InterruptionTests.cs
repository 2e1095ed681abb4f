namespace Unroll.Cli.Tests;

public sealed class InterruptionTests
{
    [Fact]
    public void The_first_signal_is_taken_and_the_second_left_to_the_system()
    {
        int announced = 0;
        using var interruption = new Interruption(new CliHost { Output = TextWriter.Null, Error = TextWriter.Null }, () => announced++);

        Assert.True(interruption.TakeSignal());
        Assert.True(interruption.Token.IsCancellationRequested);
        Assert.False(interruption.TakeSignal());
        Assert.Equal(1, announced);
    }
}

namespace Unroll.Cli.Tests;

/// <summary>A log that finds no room ends nothing, but it is told in the end.</summary>
public sealed class RedirectedWriterTests
{
    [Fact]
    public void A_stream_without_room_takes_nothing_more_and_is_told()
    {
        using StringWriter error = new();
        using FullWriter full = new();
        using RedirectedWriter output = new(full);
        output.WriteLine("there is room");
        full.IsFull = true;

        Assert.Equal(0, Program.WithOutput(output, error, 0));
        output.WriteLine("epoch 1");
        output.Write('e');
        full.IsFull = false;
        output.WriteLine("epoch 2");
        output.Flush();

        Assert.Equal($"there is room{Environment.NewLine}", full.ToString());
        Assert.Equal(1, Program.WithOutput(output, error, 0));
        Assert.Equal(2, Program.WithOutput(output, error, 2));
        Assert.Contains("standard output cannot be written to: No space left on device.", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_stream_that_may_not_grow_is_told_likewise()
    {
        using StringWriter error = new();
        using FullWriter full = new()
        {
            IsFull = true,
            Problem = new ArgumentOutOfRangeException("value", "Specified file length was too large.")
            {
                Source = "System.Private.CoreLib",
            },
        };
        using RedirectedWriter output = new(full);
        output.WriteLine("epoch 1");

        Assert.Equal(1, Program.WithOutput(output, error, 0));
        Assert.Contains("cannot be written to: Specified file length was too large.", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class FullWriter : StringWriter
    {
        public bool IsFull { get; set; }

        public Exception Problem { get; init; } = new IOException("No space left on device.");

        public override void Write(string? value)
        {
            if (IsFull)
            {
                throw Problem;
            }

            base.Write(value);
        }
    }
}

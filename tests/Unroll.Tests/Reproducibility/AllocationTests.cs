using System.Diagnostics;
using System.Globalization;

namespace Unroll.Tests.Reproducibility;

/// <summary>
/// A training step allocates nothing. Counted for a whole process, one of its own, so that nothing but the engine is counted.
/// </summary>
public sealed class AllocationTests
{
    private const int SmallestObject = 24;

    [Theory]
    [InlineData(1, "stack")]
    [InlineData(2, "stack")]
    [InlineData(1, "graph")]
    [InlineData(2, "graph")]
    [InlineData(2, "wide, few rows")]
    [InlineData(1, "pieces of sequences")]
    [InlineData(2, "pieces of sequences")]
    [InlineData(1, "prepared ahead")]
    [InlineData(2, "prepared ahead")]
    [InlineData(2, "pieces prepared ahead")]
    public void An_epoch_allocates_the_same_for_many_batches_as_for_few(int threads, string network)
    {
        (long few, long many) = Count(network, threads);
        Assert.Equal(few, many);
    }

    [Fact]
    public void An_object_a_batch_is_counted()
    {
        (long few, long many) = Count("allocating", threads: 1);
        Assert.Equal((200 - 10) * SmallestObject, many - few);
    }

    private static (long Few, long Many) Count(string network, int threads)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[
            Path.Combine(AppContext.BaseDirectory, "Unroll.AllocationMeter.dll"), network, threads.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string[] bytes = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && bytes.Length == 2, error.Result);
        return (long.Parse(bytes[0], CultureInfo.InvariantCulture), long.Parse(bytes[1], CultureInfo.InvariantCulture));
    }
}

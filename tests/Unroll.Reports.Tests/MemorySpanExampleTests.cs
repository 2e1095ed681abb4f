using System.Diagnostics;
using System.Globalization;

namespace Unroll.Reports.Tests;

/// <summary>The program examples/MemorySpan, with short spans.</summary>
public sealed class MemorySpanExampleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cures_remember_for_longer_than_small_weights_and_the_page_has_a_line_each()
    {
        string page = _folder.In("memory.html");
        using Process process = Process.Start(new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "MemorySpan.dll"), page, "10", "100"])
        { RedirectStandardOutput = true })!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();

        Assert.Equal(0, process.ExitCode);
        Dictionary<string, int> longest = lines.Skip(1).ToDictionary(
            line => line[..40].Trim(), line => int.Parse(line[40..48], CultureInfo.InvariantCulture));
        Assert.Equal(10, longest["tanh RNN, small weights"]);
        Assert.Equal(10, longest["LSTM, forget bias 0"]);
        Assert.Equal(100, longest["LSTM, forget bias log T"]);
        Assert.Equal(100, longest["GRU, update bias log T"]);
        Page memory = new(File.ReadAllText(page));
        Assert.Equal(10, memory.Document.QuerySelectorAll("polyline").Length);
        Assert.Equal(10, memory.Document.QuerySelectorAll("tbody tr").Length);
    }
}

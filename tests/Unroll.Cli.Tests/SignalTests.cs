using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>The command as a process of its own.</summary>
public sealed class SignalTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task Ctrl_C_stops_training_and_leaves_a_usable_run_folder()
    {
        string recipe = TinySeries.WriteTo(_folder, recipe: TinySeries.Recipe.Edit("epochs: 3", "epochs: 1000000"));
        using Process process = Start("train", recipe, "--out", _folder.In("run"), "--json");
        var error = new StringBuilder();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        while (await process.StandardError.ReadLineAsync().WaitAsync(_patience) is { } line)
        {
            error.AppendLine(line);
            if (line.StartsWith("epoch", StringComparison.Ordinal))
            {
                break;
            }
        }

        using (Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        error.Append(await process.StandardError.ReadToEndAsync().WaitAsync(_patience));
        await process.WaitForExitAsync().WaitAsync(_patience);

        Assert.True(process.ExitCode == 1, $"exit code {process.ExitCode}: {error}");
        Assert.Contains("stopped early; the run folder is usable", error.ToString(), StringComparison.Ordinal);
        using var metrics = JsonDocument.Parse(await output);
        Assert.Equal("cancelled", metrics.RootElement.GetProperty("stop_reason").GetString());
        Assert.Equal(0, CliRun.Of(["forecast", _folder.In("run"), "--data", _folder.In("tiny.csv")]).ExitCode);
        Assert.Equal(0, CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.In("tiny.csv")]).ExitCode);
        Assert.True(File.Exists(_folder.In("run", "report.html")));
    }

    [Fact]
    public async Task A_process_tells_its_exit_code_and_shows_no_stack_trace()
    {
        using Process process = Start("train", _folder.In("no.yaml"));
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(_patience);
        await process.WaitForExitAsync().WaitAsync(_patience);

        new CliRun(process.ExitCode, output, await error).AssertRefused("no.yaml");
    }

    private Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = _folder.Path,
        };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute()
        {
            if (OperatingSystem.IsWindows())
            {
                Skip = "Windows has no way to send Ctrl-C to another process alone.";
            }
        }
    }
}

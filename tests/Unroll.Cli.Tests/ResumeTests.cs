using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Unroll.Cli.Tests;

/// <summary>A training whose process is killed in the middle of an ensemble goes on as if it never had been.</summary>
public sealed class ResumeTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_process_leaves_a_run_that_goes_on_bit_for_bit()
    {
        string recipe = TinySeries.WriteTo(_folder, recipe: TinySeries.Recipe
            .Edit("epochs: 3", "epochs: 25\n  ensemble: 3\n  reduce-learning-rate-on-plateau: {patience: 2}\n  weight-average: {ema: 0.9}")
            .Edit("- lstm: 4", "- lstm: 8\n  - dropout: 0.2"));
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", _folder.In("whole"), "--seed", "11"]).ExitCode);

        for (int attempt = 1; !await TrainAndKill(recipe); attempt++)
        {
            // The second network was trained before this process, on a busy machine, had its turn to kill it: another one is started.
            Assert.True(attempt < 50, "The training must have been killed at least once.");
            Directory.Delete(_folder.In("run"), recursive: true);
        }

        Assert.True(Directory.Exists(_folder.In("run", "checkpoints")));
        Assert.False(File.Exists(_folder.In("run", "metrics.json")));
        CliRun.Of(["forecast", _folder.In("run"), "--data", _folder.In("tiny.csv")]).AssertRefused("--resume");
        CliRun.Of(["train", recipe, "--out", _folder.In("run")]).AssertRefused("--resume");
        CliRun.Of(["train", recipe, "--resume", _folder.In("run")]).AssertRefused("RECIPE");

        CliRun resumed = CliRun.Of(["train", "--resume", _folder.In("run")]);

        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Contains("network 3/3", resumed.Output, StringComparison.Ordinal);
        Assert.Equal(Names("whole"), Names("run"));
        foreach (string file in Names("whole")
            .Where(name => name.EndsWith(".safetensors", StringComparison.Ordinal) || name == "predictions.csv"))
        {
            Assert.Equal(File.ReadAllBytes(_folder.In("whole", file)), File.ReadAllBytes(_folder.In("run", file)));
        }

        Assert.Equal(Untimed("whole"), Untimed("run"));
    }

    [Fact]
    public void A_folder_that_holds_no_stopped_run_is_refused()
    {
        string recipe = TinySeries.WriteTo(_folder);
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", _folder.In("run")]).ExitCode);

        CliRun.Of(["train", "--resume", _folder.In("run")]).AssertRefused("complete");
        CliRun.Of(["train", "--resume", _folder.In("nowhere")]).AssertRefused("nowhere");
        CliRun.Of(["train", "--resume", _folder.Path]).AssertRefused("no training that was stopped");
    }

    /// <summary>Trains in a process of its own that is killed while it trains the second network of its ensemble.</summary>
    /// <returns>Whether it was killed then, rather than later.</returns>
    private async Task<bool> TrainAndKill(string recipe)
    {
        using Process process = Start("train", recipe, "--out", _folder.In("run"), "--seed", "11", "--threads", "1");
        bool isSecond = false;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(_patience) is { } line)
        {
            isSecond |= line == "network 2/3";
            if (isSecond && line.StartsWith("epoch  2/", StringComparison.Ordinal))
            {
                break;
            }
        }

        process.Kill();
        await process.WaitForExitAsync().WaitAsync(_patience);
        Assert.True(isSecond);
        return File.Exists(_folder.In("run", "checkpoints", "fold-1-network-2.safetensors"))
            && !File.Exists(_folder.In("run", "checkpoints", "fold-1-network-3.safetensors"));
    }

    private string[] Names(string folder) => [
        .. Directory.GetFileSystemEntries(_folder.In(folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private string Untimed(string folder)
    {
        JsonObject metrics = JsonNode.Parse(File.ReadAllText(_folder.In(folder, "metrics.json")))!.AsObject();
        foreach (string timed in (string[])["training_seconds", "waiting_seconds", "threads"])
        {
            Assert.True(metrics.Remove(timed));
        }

        return metrics.ToJsonString();
    }

    private Process Start(params string[] args)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, WorkingDirectory = _folder.Path };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}

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
        using Process process = Start(Path.GetTempPath(), "train", recipe, "--out", _folder.In("run"), "--json");
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

        await Run("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));

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

    [UnixFact]
    public async Task Ctrl_C_while_data_are_read_leaves_nothing_whatever_the_command()
    {
        string recipe = TinySeries.WriteTo(_folder), run = _folder.In("run"), pipe = _folder.In("pipe");
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", run]).ExitCode);
        await Run("mkfifo", pipe);
        string temporary = Directory.CreateDirectory(_folder.In("tmp")).FullName;
        foreach (string[] command in (string[][])[
            ["train", recipe, "--data", pipe, "--out", _folder.In("new", "run")],
            ["inspect", pipe],
            ["forecast", run, "--data", pipe],
            ["evaluate", run, "--data", pipe]])
        {
            using Process process = Start(temporary, command);
            Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();

            // Waits until the process reads; it then waits for what is never written.
            await using (FileStream write = await Task
                .Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)).WaitAsync(_patience))
            {
                await Run("kill", "-INT", process.Id.ToString(CultureInfo.InvariantCulture));
                await process.WaitForExitAsync().WaitAsync(_patience);
            }

            Assert.True(process.ExitCode == 1, $"{command[0]}: exit code {process.ExitCode}: {await error} {await output}");
            Assert.Contains("unroll: stopped.", await error, StringComparison.Ordinal);
            Assert.False(Path.Exists(_folder.In("new")));
            Assert.Empty(Directory.GetFileSystemEntries(temporary, "unroll-*"));
        }
    }

    [UnixFact]
    public async Task Standard_input_and_pipes_are_read_by_every_command()
    {
        string recipe = TinySeries.WriteTo(_folder), run = _folder.In("run");
        Assert.Equal(0, CliRun.Of(["train", recipe, "--out", run]).ExitCode);
        string forecast = CliRun.Of(["forecast", run, "--data", _folder.In("tiny.csv"), "--json"]).Output;
        foreach (string[] command in (string[][])[
            ["forecast", run, "--data", "-", "--json"],
            ["forecast", run, "--data", "/dev/stdin", "--json"],
            ["evaluate", run, "--data", "-"],
            ["inspect", "-"],
            ["train", recipe, "--data", "-", "--out", _folder.In("piped")]])
        {
            using Process process = Start(_folder.Path, command);
            Task<string> error = process.StandardError.ReadToEndAsync(), output = process.StandardOutput.ReadToEndAsync();
            await process.StandardInput.WriteAsync(TinySeries.Csv());
            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(_patience);

            Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}: {await error}");
            Assert.True(command[0] != "forecast" || forecast == await output, await output);
        }

        Assert.Equal(
            File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(_folder.In("piped", "model.safetensors")));
    }

    [Fact]
    public async Task A_process_tells_its_exit_code_and_shows_no_stack_trace()
    {
        using Process process = Start(Path.GetTempPath(), "train", _folder.In("no.yaml"));
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(_patience);
        await process.WaitForExitAsync().WaitAsync(_patience);

        new CliRun(process.ExitCode, output, await error).AssertRefused("no.yaml");
    }

    private static async Task Run(string command, params string[] args)
    {
        using Process process = Process.Start(command, args);
        await process.WaitForExitAsync().WaitAsync(_patience);
        Assert.Equal(0, process.ExitCode);
    }

    private Process Start(string temporary, params string[] args)
    {
        ProcessStartInfo start = InterruptSignal.StartInfo("dotnet");
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.StandardErrorEncoding = start.StandardOutputEncoding = Encoding.UTF8;
        start.WorkingDirectory = _folder.Path;
        start.Environment["TMPDIR"] = temporary;
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
        public UnixFactAttribute() => Skip = InterruptSignal.Problem;
    }
}

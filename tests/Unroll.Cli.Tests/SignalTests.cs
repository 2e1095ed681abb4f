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

    [UnixTheory]
    [InlineData("inspect - <&-")]
    [InlineData("inspect /dev/stdin <&-")]
    [InlineData("anomalies - --stream <&-")]
    public async Task A_standard_input_that_is_closed_is_told(string command)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using Process process = StartProgram(
            "sh", _folder.Path, "-c", $"exec dotnet \"$0\" {command}", typeof(Program).Assembly.Location);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(_patience);
        await process.WaitForExitAsync().WaitAsync(_patience);

        new CliRun(process.ExitCode, output, await error).AssertRefused("Standard input is closed", "name a file");
    }

    [UnixFact]
    public async Task A_stream_of_rows_ends_when_nobody_reads_them_any_more()
    {
        using Process process = Start(_folder.Path, "anomalies", "-", "--stream");
        Task<string> error = process.StandardError.ReadToEndAsync();
        StreamWriter input = process.StandardInput;
        await input.WriteAsync("value\n1\n2\n");
        await input.FlushAsync();
        Assert.Equal("timestamp,value,score,anomaly", await process.StandardOutput.ReadLineAsync().WaitAsync(_patience));
        process.StandardOutput.Close();
        Task ended = process.WaitForExitAsync();
        for (int row = 0; row < 1000 && !ended.IsCompleted; row++)
        {
            await WriteRow(input);
            await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(20)));
        }

        bool isEnded = ended.IsCompleted;
        input.Close();
        await ended.WaitAsync(_patience);

        Assert.True(isEnded);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains("no longer read by anybody", await error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task A_file_that_would_be_larger_than_it_may_be_is_told_and_not_left()
    {
        _folder.Write("tiny.csv", TinySeries.Csv(4000));

        // The limit is one of all files of the process, and the runtime's own double mapping of code is one of them.
        using Process process = StartProgram(
            "sh", _folder.Path, "-c", "ulimit -f 64; DOTNET_EnableWriteXorExecute=0 exec dotnet \"$0\" anomalies tiny.csv --out scores.csv",
            typeof(Program).Assembly.Location);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(_patience);
        await process.WaitForExitAsync().WaitAsync(_patience);

        CliRun run = new(process.ExitCode, output, await error);
        Assert.True(run.ExitCode == 1, $"{run.ExitCode}: {run.Error}");
        Assert.Contains("scores.csv", run.Error, StringComparison.Ordinal);
        Assert.Contains("ulimit -f", run.Error, StringComparison.Ordinal);
        run.AssertNoStackTrace();
        Assert.Empty(Directory.GetFiles(_folder.Path, "scores*"));
    }

    [UnixFact]
    public async Task A_training_with_closed_streams_writes_its_run()
    {
        string recipe = TinySeries.WriteTo(_folder);
        using Process process = StartProgram(
            "sh", _folder.Path, "-c", "exec dotnet \"$0\" train \"$1\" --out \"$2\" <&- >&- 2>&-",
            typeof(Program).Assembly.Location, recipe, _folder.In("run"));
        await process.WaitForExitAsync().WaitAsync(_patience);

        Assert.Equal(0, process.ExitCode);
        Assert.Equal(0, CliRun.Of(["forecast", _folder.In("run"), "--data", _folder.In("tiny.csv")]).ExitCode);
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

    private static async Task WriteRow(StreamWriter input)
    {
        try
        {
            await input.WriteAsync("3\n");
            await input.FlushAsync();
        }
        catch (IOException)
        {
            // The process is gone.
        }
    }

    private static async Task Run(string command, params string[] args)
    {
        using Process process = Process.Start(command, args);
        await process.WaitForExitAsync().WaitAsync(_patience);
        Assert.Equal(0, process.ExitCode);
    }

    private Process Start(string temporary, params string[] args) =>
        StartProgram("dotnet", temporary, [typeof(Program).Assembly.Location, .. args]);

    private Process StartProgram(string program, string temporary, params string[] args)
    {
        ProcessStartInfo start = InterruptSignal.StartInfo(program);
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.StandardErrorEncoding = start.StandardOutputEncoding = Encoding.UTF8;
        start.WorkingDirectory = _folder.Path;
        start.Environment["TMPDIR"] = temporary;
        foreach (string arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class UnixTheoryAttribute : TheoryAttribute
    {
        public UnixTheoryAttribute() => Skip = InterruptSignal.Problem;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute() => Skip = InterruptSignal.Problem;
    }
}

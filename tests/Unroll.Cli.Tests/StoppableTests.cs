using System.Text;

namespace Unroll.Cli.Tests;

/// <summary>All that a command does can be stopped: also while it shows what it found to a reader that does not read.</summary>
public sealed class StoppableTests(StoppableTests.Runs runs) : IClassFixture<StoppableTests.Runs>
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("inspect DATA")]
    [InlineData("inspect RECIPE --windows")]
    [InlineData("summary RECIPE")]
    [InlineData("summary RUN")]
    [InlineData("forecast RUN --data DATA")]
    [InlineData("forecast RUN --data DATA --json")]
    [InlineData("evaluate RUN --data DATA")]
    [InlineData("explain RUN --data DATA")]
    [InlineData("trend DATA")]
    [InlineData("decompose DATA --period 7")]
    [InlineData("periods DATA")]
    [InlineData("changepoints DATA --json")]
    [InlineData("anomalies DATA")]
    [InlineData("anomalies DATA --stream")]
    [InlineData("statespace DATA --model local-level")]
    [InlineData("states DATA --states 2")]
    [InlineData("lesson gradients --steps 4 --units 2")]
    [InlineData("lesson newton --rows 20 --steps 2")]
    public async Task A_command_that_is_stopped_while_it_shows_what_it_found_ends(string command)
    {
        using CancellationTokenSource stop = new();
        using StuckWriter output = new(stop);
        using StringWriter error = new();
        string[] args = [.. command.Split(' ').Select(word => word switch
        {
            "DATA" => runs.Data,
            "RECIPE" => runs.Recipe,
            "RUN" => runs.Run,
            _ => word,
        })];

        Task<int> run = Task.Factory.StartNew(
            () => Program.Run(args, new CliHost { Output = output, Error = error, Variable = _ => null, Stop = stop.Token }),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        bool isEnded = await Task.WhenAny(run, Task.Delay(_patience)) == run;
        output.Release();

        Assert.True(isEnded, command);
        Assert.Equal(1, await run);
        Assert.EndsWith($"unroll: stopped.{Environment.NewLine}", error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A run and its data, which all commands share.</summary>
    public sealed class Runs : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Runs()
        {
            Recipe = TinySeries.WriteTo(_folder, csv: TinySeries.Csv(400));
            Assert.Equal(0, CliRun.Of(["train", Recipe, "--out", Run]).ExitCode);
        }

        public string Recipe { get; }

        public string Data => _folder.In("tiny.csv");

        public string Run => _folder.In("run");

        public void Dispose() => _folder.Dispose();
    }

    /// <summary>A reader that stops reading: the first character is the moment of Ctrl-C, and nothing is taken any more.</summary>
    private sealed class StuckWriter(CancellationTokenSource stop) : TextWriter
    {
        private readonly ManualResetEventSlim _gate = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Wait();

        public override void Write(string? value) => Wait();

        public void Release() => _gate.Set();

        private void Wait()
        {
            stop.Cancel();
            _gate.Wait();
        }
    }
}

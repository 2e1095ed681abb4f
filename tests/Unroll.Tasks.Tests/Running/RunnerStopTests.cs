using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A run that is stopped: what is left of it depends on whether an epoch was finished, in each of its phases.</summary>
public sealed class RunnerStopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("reading")]
    [InlineData("read")]
    [InlineData("planned")]
    [InlineData("network")]
    [InlineData("batch")]
    public void Before_an_epoch_is_finished_nothing_is_left(string phase)
    {
        using CancellationTokenSource stop = new();

        Assert.ThrowsAny<OperationCanceledException>(() => new RecipeRunner().Train(Recipe(), new RunRequest
        {
            Folder = _folder.In("new", "run"),
            Progress = new StopAt(phase, stop),
            CancellationToken = stop.Token,
        }));

        Assert.False(Path.Exists(_folder.In("new")));
    }

    [Theory]
    [InlineData("evaluating")]
    [InlineData("writing")]
    public void A_complete_training_is_kept_and_evaluated_when_it_goes_on(string phase)
    {
        new RecipeRunner().Train(Recipe(), new RunRequest { Folder = _folder.In("whole") });
        using CancellationTokenSource stop = new();

        OperationCanceledException stopped = Assert.ThrowsAny<OperationCanceledException>(
            () => new RecipeRunner().Train(Recipe(), new RunRequest
            {
                Folder = _folder.In("run"),
                Progress = new StopAt(phase, stop),
                CancellationToken = stop.Token,
            }));

        Assert.Contains($"--resume {_folder.In("run")}", stopped.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.In("run", "metrics.json")));
        new RecipeRunner().Resume(_folder.In("run"));
        Assert.Equal(File.ReadAllBytes(_folder.In("whole", "predictions.csv")), File.ReadAllBytes(_folder.In("run", "predictions.csv")));
        Assert.False(Path.Exists(_folder.In("run", "checkpoints")));
    }

    [Fact]
    public void A_stop_in_the_first_epoch_of_a_further_network_keeps_those_before()
    {
        using CancellationTokenSource stop = new();

        RunResult result = new RecipeRunner().Train(Recipe("epochs: 2, ensemble: 3"), new RunRequest
        {
            Folder = _folder.In("run"),
            Progress = new StopAt("batch", stop, network: 2),
            CancellationToken = stop.Token,
        });

        Assert.True(result.Run.Interrupted);
        Assert.Single(result.Learner.Networks);
        Assert.Equal(3, new RecipeRunner().Resume(_folder.In("run")).Learner.Networks.Count);
    }

    [Fact]
    public void What_does_not_look_at_its_cancellation_is_not_waited_for()
    {
        using CancellationTokenSource stop = new();
        using ManualResetEventSlim never = new();

        Assert.Throws<OperationCanceledException>(() => Interruptible.Run(
            () =>
            {
                stop.Cancel();
                never.Wait(CancellationToken.None);
                return 1;
            },
            stop.Token));

        never.Set();
        Assert.Equal(2, Interruptible.Run(() => 2, CancellationToken.None));
        Assert.Throws<OperationCanceledException>(() => Interruptible.Run(() => 3, stop.Token));
    }

    private Recipe Recipe(string train = "epochs: 2")
    {
        _folder.Write("series.csv", string.Concat(Enumerable.Range(0, 120).Select(day => FormattableString.Invariant(
            $"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{100 + (10 * Math.Sin(2 * Math.PI * day / 7)) + (day % 5):0.###}\n"))
                .Prepend("date,load\n")));
        return RecipeReader.Parse(
            "name: small\ndata: {file: series.csv, time: date, target: load}\nwindow: {length: 7}\n"
            + $"model: [{{lstm: 4}}, {{dense: 1}}]\ntrain: {{{train}, batch-size: 16}}\n",
            "small.yaml") with
        { Folder = _folder.Path };
    }

    private sealed class StopAt(string phase, CancellationTokenSource stop, int network = 1) : RunProgress
    {
        private int _network;

        public override void OnReading(string source) => StopIf("reading");

        public override void OnRead(Recipe recipe, TaskData data) => StopIf("read");

        public override void OnPlanned(TaskPlan plan, int fold) => StopIf("planned");

        public override void OnNetworkBegin(int fold, int network, int networks)
        {
            _network = network;
            StopIf("network");
        }

        public override void OnBatchEnd(TrainingContext context) => StopIf("batch");

        public override void OnEvaluating(int fold) => StopIf("evaluating");

        public override void OnWriting(string folder) => StopIf("writing");

        private void StopIf(string here)
        {
            if (here == phase && (_network == network || here is "reading" or "read" or "planned"))
            {
                stop.Cancel();
            }
        }
    }
}

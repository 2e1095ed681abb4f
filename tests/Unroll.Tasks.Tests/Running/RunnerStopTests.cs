using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Running;

/// <summary>A run that is stopped: what is left of it depends on whether an epoch was finished, in each of its phases.</summary>
public sealed class RunnerStopTests : IDisposable
{
    /// <summary>The wait of a test that fails for what should not be waited for.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Each task in each phase before an epoch is finished.</summary>
    public static TheoryData<string, string> Before { get; } = Table("reading", "read", "planned", "network", "batch");

    /// <summary>Each task in each phase after its training is complete.</summary>
    public static TheoryData<string, string> After { get; } = Table("evaluating", "writing");

    /// <summary>Each task whose data are prepared by steps of the recipe's choice: a text has one alone.</summary>
    public static TheoryData<string> Prepared { get; } = [.. StopRecipes.Tasks.Where(task => task != "generate")];

    /// <summary>Each task.</summary>
    public static TheoryData<string> Tasks { get; } = [.. StopRecipes.Tasks];

    [Theory]
    [MemberData(nameof(Before))]
    public void Before_an_epoch_is_finished_nothing_is_left(string task, string phase)
    {
        using CancellationTokenSource stop = new();

        Assert.ThrowsAny<OperationCanceledException>(() => new RecipeRunner().Train(StopRecipes.Of(task, _folder), new RunRequest
        {
            Folder = _folder.In("new", "run"),
            Progress = new StopAt(phase, stop),
            CancellationToken = stop.Token,
        }));

        Assert.False(Path.Exists(_folder.In("new")));
    }

    [Theory]
    [MemberData(nameof(After))]
    public void A_complete_training_is_kept_and_evaluated_when_it_goes_on(string task, string phase)
    {
        Recipe recipe = StopRecipes.Of(task, _folder);
        new RecipeRunner().Train(recipe, new RunRequest { Folder = _folder.In("whole") });
        using CancellationTokenSource stop = new();

        OperationCanceledException stopped = Assert.ThrowsAny<OperationCanceledException>(
            () => new RecipeRunner().Train(recipe, new RunRequest
            {
                Folder = _folder.In("run"),
                Progress = new StopAt(phase, stop),
                CancellationToken = stop.Token,
            }));

        Assert.Contains($"--resume {_folder.In("run")}", stopped.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.In("run", "metrics.json")));
        new RecipeRunner().Resume(_folder.In("run"));
        AssertSameRuns();
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_training_with_a_finished_epoch_is_usable_and_goes_on_to_the_same_run(string task)
    {
        Recipe recipe = StopRecipes.Of(task, _folder);
        new RecipeRunner().Train(recipe, new RunRequest { Folder = _folder.In("whole") });
        using CancellationTokenSource stop = new();

        RunResult result = new RecipeRunner().Train(recipe, new RunRequest
        {
            Folder = _folder.In("run"),
            Progress = new StopAt("epoch", stop),
            CancellationToken = stop.Token,
        });

        Assert.True(result.Run.Interrupted);
        Assert.True(File.Exists(_folder.In("run", "metrics.json")));
        Learner.Load(_folder.In("run"));
        new RecipeRunner().Resume(_folder.In("run"));
        AssertSameRuns();
    }

    [Theory]
    [MemberData(nameof(Prepared))]
    public void Preparing_that_does_not_look_at_its_cancellation_is_not_waited_for(string task)
    {
        using CancellationTokenSource stop = new();
        using ManualResetEventSlim gate = new();
        GateStep step = new(() =>
        {
            stop.Cancel();
            return gate.Wait(_patience, CancellationToken.None);
        });
        Recipe recipe = StopRecipes.Of(task, _folder);

        Assert.ThrowsAny<OperationCanceledException>(() => new RecipeRunner().Train(
            recipe with { Prepare = [step.Block, .. recipe.EffectiveSteps] },
            new RunRequest { Folder = _folder.In("new", "run"), CancellationToken = stop.Token }));

        bool wasWaitedFor = step.IsFitted;
        gate.Set();
        Assert.True(stop.IsCancellationRequested);
        Assert.False(wasWaitedFor);
        Assert.False(Path.Exists(_folder.In("new")));
    }

    [Fact]
    public void A_stop_in_the_first_epoch_of_a_further_network_keeps_those_before()
    {
        using CancellationTokenSource stop = new();

        RunResult result = new RecipeRunner().Train(StopRecipes.Of("forecast", _folder, "epochs: 2, ensemble: 3"), new RunRequest
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

    private static TheoryData<string, string> Table(params string[] phases)
    {
        TheoryData<string, string> table = [];
        foreach (string task in StopRecipes.Tasks)
        {
            foreach (string phase in phases)
            {
                table.Add(task, phase);
            }
        }

        return table;
    }

    private void AssertSameRuns()
    {
        foreach (string file in (string[])["model.safetensors", "predictions.csv"])
        {
            Assert.Equal(File.ReadAllBytes(_folder.In("whole", file)), File.ReadAllBytes(_folder.In("run", file)));
        }

        Assert.False(Path.Exists(_folder.In("run", "checkpoints")));
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

        public override void OnEpochEnd(TrainingContext context) => StopIf("epoch");

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

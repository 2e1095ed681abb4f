using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>The likely causes that a run names where it does not beat its baselines.</summary>
public sealed class LikelyCauseTests
{
    private const string LastState = "The last state of a recurrent layer has to hold what 120 timesteps tell";

    [Theory]
    [InlineData("[{gru: 2}, {dense: {units: 1, activation: sigmoid}}]", true)]
    [InlineData("[{bidirectional: {gru: 2}}, {dense: {units: 1, activation: sigmoid}}]", true)]
    [InlineData("[{gru: 2}, global-average-pooling1d, {dense: {units: 1, activation: sigmoid}}]", false)]
    [InlineData("[{max-pooling1d: 4}, {gru: 2}, {dense: {units: 1, activation: sigmoid}}]", false)]
    [InlineData("[flatten, {dense: {units: 1, activation: sigmoid}}]", false)]
    public void A_last_state_of_many_steps_is_one(string model, bool isCause)
    {
        RandomStream random = new(4);
        SeriesItem[] items =
        [
            .. Enumerable.Range(0, 20).Select(series => new SeriesItem($"s{series}", new Frame(
                TimeIndex.Numbered(120), ["x"], [[.. Enumerable.Range(0, 120).Select(_ => (double)random.NextNormal())]]))
            {
                Class = series % 2,
            }),
        ];
        SeriesSet set = new(items, [], ["a", "b"]);
        string recipe = $"name: long\ntask: classify\ndata: {{file: a.csv, id: s, class: c}}\nmodel: {model}\ntrain: {{epochs: 1}}\n";
        TrainingRun run = SequenceClassifier.Create(SmallSeriesSet.Recipe(recipe)).Fit(set);

        Assert.Equal(isCause, run.Recipe.Task.LikelyCauses(run).Any(cause => cause.StartsWith(LastState, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[flatten, {dense: 1}]", "parameters from: take more data.")]
    [InlineData("[{gru: 2}, {dense: 1}]", "parameters from: take a smaller network or a linear model")]
    public void Few_windows_ask_for_less_than_there_is(string model, string advice)
    {
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(model: model, train: "{epochs: 1}")).Fit(SmallSeries.Create());

        Assert.Contains(run.Recipe.Task.LikelyCauses(run), cause => cause.Contains(advice, StringComparison.Ordinal));
    }

    [Fact]
    public void What_learned_nothing_is_not_told_to_be_too_large()
    {
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(
            model: "[{gru: 2}, {dense: 1}]", train: "{epochs: 5, learning-rate: 0.000001}")).Fit(SmallSeries.Create());

        IReadOnlyList<string> causes = run.Recipe.Task.LikelyCauses(run);
        Assert.Contains(causes, cause => cause.StartsWith("The loss hardly fell", StringComparison.Ordinal));
        Assert.DoesNotContain(causes, cause => cause.Contains("smaller network", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(5, false)]
    public void A_random_walk_leaves_nothing_to_win(double drift, bool isWalk)
    {
        RandomStream random = new(5);
        double state = 100;
        double[] values = [.. Enumerable.Range(0, 300).Select(_ => state += drift + random.NextNormal())];
        Frame frame = new(TimeIndex.Numbered(values.Length), ["load"], [values]);
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(
            prepare: "{steps: [difference: 1, scale: standard]}",
            model: "[flatten, {dense: {units: 1, kernel-regularizer: {l2: 10}}}]", train: "{optimizer: lbfgs, epochs: 30}")).Fit(frame);

        Assert.Equal(isWalk, run.Recipe.Task.LikelyCauses(run).Any(cause => cause.Contains("random walk", StringComparison.Ordinal)));
    }
}

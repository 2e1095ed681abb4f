using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Proposals;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>Candidates of a forecast's proposal: what their networks are, and how long they are trained.</summary>
public sealed class ForecastCandidateTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void A_linear_candidate_with_a_calendar_is_linear(int horizon, int maps)
    {
        ForecastCandidate candidate = new(
            SmallSeries.Recipe(window: $"{{length: 14, horizon: {horizon}}}"), [], [],
            [Blocks.StepJson("calendar", "day-of-week")], 14, 0)
        { Scaling = Blocks.StepJson("scale", "standard") };
        Forecaster forecaster = Forecaster.Create(candidate.ToRecipe(isTrial: true));
        forecaster.Plan(SeriesSet.Of(SmallSeries.Create()));
        Model network = forecaster.Networks[0];

        Dense[] dense = [.. network.Layers.OfType<Dense>()];
        Assert.Equal(maps, dense.Length);
        Assert.All(dense, layer => Assert.IsType<Linear>(layer.Activation));
        Assert.Equal(horizon, network.OutputShape.Features);
    }

    [Fact]
    public void A_candidate_near_the_naive_forecast_takes_no_drift_from_the_training_part()
    {
        ForecastCandidate candidate = Candidate(units: 0, windows: 0) with
        {
            IsNearNaive = true,
            Transformation = [Blocks.StepJson("difference", 1)],
        };
        RandomStream random = new(4);
        Frame small = SmallSeries.Create();
        double[] walk = new double[small.RowCount];
        for (int row = 1; row < walk.Length; row++)
        {
            // It rises while it is learned from, and falls in the test part: a drift that was learned would cost half as much again.
            walk[row] = walk[row - 1] + (row < 0.8 * walk.Length ? 1 : -1) + random.NextNormal();
        }

        TrainingRun run = new Learner(candidate.ToRecipe(isTrial: false)).Fit(SeriesSet.Of(new Frame(small.Time, ["load"], [walk])));

        Assert.InRange(run.Test.Model["mae"] / run.Test.Baseline(Baselines.NaiveName)["mae"], 0.99, 1.01);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(32)]
    public void An_epoch_of_a_large_file_goes_through_a_part_of_its_windows(int units)
    {
        TrainRecipe small = Candidate(units, windows: 5_000).ToRecipe(isTrial: false).Train;
        TrainRecipe large = Candidate(units, windows: 50_000_000).ToRecipe(isTrial: false).Train;
        TrainRecipe trial = Candidate(units, windows: 50_000_000).ToRecipe(isTrial: true).Train;

        Assert.Null(small.StepsPerEpoch);
        Assert.InRange(large.Epochs * (long)large.StepsPerEpoch! * large.BatchSize, 100_000, 20_000_000);
        Assert.InRange(trial.Epochs * (long)trial.StepsPerEpoch! * trial.BatchSize, 10_000, 5_000_000);
    }

    [Fact]
    public void A_classical_candidate_is_a_recipe_that_can_be_read_again_and_trains()
    {
        ForecastCandidate candidate = Candidate(units: 0, windows: 240) with { Classical = ClassicalCandidates.OfTime };

        string yaml = new ProposedRecipe(candidate.ToRecipe(isTrial: false), candidate.Steps, [new("model:", "mean: of three")]).ToYaml();
        TrainingRun run = new Learner(RecipeReader.Parse(yaml, "classical.yaml")).Fit(SeriesSet.Of(SmallSeries.Create()));

        Assert.Contains("model:", yaml, StringComparison.Ordinal);
        Assert.Contains("ensemble", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("batch-size", yaml, StringComparison.Ordinal);
        Assert.Equal("the mean of ARIMA, exponential smoothing and Theta", candidate.Family);
        Assert.InRange(run.Test.Model["mae"] / run.Test.Baseline(Baselines.SeasonalNaiveName)["mae"], 0, 0.9);
    }

    [Fact]
    public void Long_comments_are_wrapped()
    {
        ForecastCandidate candidate = Candidate(units: 0, windows: 240) with { Classical = ClassicalCandidates.OfTime };
        string reason = string.Join(' ', Enumerable.Repeat("model: better than another", 12));

        ProposedRecipe recipe = new(candidate.ToRecipe(isTrial: false), candidate.Steps, [new("model:", reason)]);
        string[] lines = recipe.ToYaml().Split('\n');
        string[] comment = [.. lines.Where(line => line.TrimStart().StartsWith('#'))];

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 116));
        Assert.Equal(3, comment.Length);

        // In the block of the model, as far in as what follows.
        int at = Array.IndexOf(lines, "model:");
        Assert.All(comment, line => Assert.StartsWith("  # ", line, StringComparison.Ordinal));
        Assert.Equal(comment, lines[(at + 1)..(at + 4)]);
        Assert.Equal(reason, string.Join(' ', comment.Select(line => line.TrimStart(' ', '#'))));
    }

    private static ForecastCandidate Candidate(int units, long windows) => new(SmallSeries.Recipe(), [], [], [], 14, units)
    {
        Scaling = Blocks.StepJson("scale", "standard"),
        Windows = windows,
    };
}

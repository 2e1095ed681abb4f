using System.Text.Json.Nodes;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Recipes;
using Unroll.Tasks.Tests.Regression;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>K-fold cross-validation of whole series.</summary>
public sealed class CrossValidationTests
{
    [Fact]
    public void Each_series_is_tested_once_by_networks_that_did_not_see_it()
    {
        SequenceClassifier classifier = SequenceClassifier.Create(Waves("{by: folds, count: 4}"));
        List<int> trained = [];
        TrainingRun run = classifier.Fit(
            SmallSeriesSet.Waves(), options: new LearnerOptions { Progress = new Planned(plan => trained.Add(plan.Parts[0].Samples)) });

        Assert.Equal([45, 45, 45, 45], trained);
        Assert.Equal(4, run.Folds.Count);
        Assert.All(run.Folds, fold => Assert.Equal(15, fold.Samples));
        Assert.Equal(60, run.Tested().Series.Select(series => series.Id).Distinct().Count());
        Assert.Equal(60, run.Tested().Samples);
        Assert.Null(run.Validation);
        Assert.InRange(run.Tested().Model["accuracy"], 0.9, 1);
        Assert.Equal(run.Folds.Average(fold => fold.Model["accuracy"]), run.Tested().Model["accuracy"], 12);

        // Each class has 30 series, 7 or 8 of them in a fold.
        Assert.All(run.Folds.Cast<ClassificationEvaluation>(), fold => Assert.InRange(fold.Classes[0].Support, 7, 8));
    }

    [Fact]
    public void Scores_have_a_mean_and_a_deviation_over_the_folds()
    {
        TrainingRun run = SequenceClassifier.Create(Waves("{by: folds, count: 3, validation: 0.2}", epochs: 2)).Fit(SmallSeriesSet.Waves());
        double[] losses = [.. run.Folds.Select(fold => fold.Model["log_loss"])];
        FoldScore score = run.FoldScores.Single(score => score.Score.Name == "log_loss");
        double mean = losses.Average();

        Assert.Equal(mean, score.Score.Value, 12);
        Assert.Equal(Math.Sqrt(losses.Sum(loss => (loss - mean) * (loss - mean)) / 2), score.StandardDeviation, 12);
        Assert.NotNull(run.Validation);
        JsonNode metrics = JsonNode.Parse(MetricsDocument.Of(run))!;
        Assert.Equal(mean, metrics["fold_scores"]!["log_loss"]!["mean"]!.GetValue<double>(), 6);
        Assert.Equal(3, metrics["folds"]!.AsArray().Count);
    }

    [Fact]
    public void Repeated_folds_average_the_predictions_for_a_series()
    {
        TrainingRun run = SequenceClassifier.Create(Waves("{by: folds, count: 2, repeats: 2}", epochs: 2)).Fit(SmallSeriesSet.Waves());
        ClassPrediction joined = run.Tested().Series[0];
        double[] single = [.. run.Folds.Cast<ClassificationEvaluation>().SelectMany(fold => fold.Series)
            .Where(series => series.Id == joined.Id).Select(series => series.Probabilities[0])];

        Assert.Equal(4, run.Folds.Count);
        Assert.Equal(60, run.Tested().Samples);
        Assert.Equal(2, single.Length);
        Assert.NotEqual(single[0], single[1]);
        Assert.Equal(single.Average(), joined.Probabilities[0], 12);
    }

    [Fact]
    public void Series_of_a_group_stay_together()
    {
        List<string[]> folds = [];
        TrainingRun run = SequenceClassifier.Create(Waves("{by: folds, count: 3, group: site}", epochs: 1)).Fit(SmallSeriesSet.Waves());
        foreach (ClassificationEvaluation fold in run.Folds.Cast<ClassificationEvaluation>())
        {
            // Of each site there are three series, one after the other.
            folds.Add([.. fold.Series.Select(series => (int.Parse(series.Id[1..], null) - 1) / 3).Select(site => $"{site}").Distinct()]);
            Assert.Equal(fold.Samples, 3 * folds[^1].Length);
        }

        Assert.Equal(20, folds.SelectMany(sites => sites).Count());
        Assert.DoesNotContain("site", run.InputNames);
    }

    [Fact]
    public void Beside_a_test_part_folds_are_validation_parts()
    {
        TrainingRun run = SequenceClassifier.Create(Waves("{by: folds, count: 3, test: 0.2}", ", early-stopping: {patience: 4}"))
            .Fit(SmallSeriesSet.Waves());

        Assert.Equal(12, run.Test.Samples);
        Assert.Equal(48, run.Validation!.Samples);
        Assert.All(run.Folds, fold => Assert.Equal("validation", fold.Part));
        Assert.All(run.Histories, history => Assert.NotNull(history.BestEpoch));
        Assert.Empty(run.Tested().Series.Select(series => series.Id)
            .Intersect(((ClassificationEvaluation)run.Validation).Series.Select(series => series.Id)));
    }

    [Fact]
    public void A_regression_joins_predictions_and_baselines()
    {
        Recipe recipe = SmallFleet.Recipe(
            SmallFleet.Text.Edit("{train: 0.6, validation: 0.2, test: 0.2}", "{by: folds, count: 4, repeats: 2}")
                .Edit("epochs: 30", "epochs: 2"));
        TrainingRun run = SequenceRegressor.Create(recipe).Fit(SmallFleet.Engines());
        RegressionEvaluation test = (RegressionEvaluation)run.Test;

        Assert.Equal(8, run.Folds.Count);
        Assert.Equal(80, test.Samples);
        Assert.Equal(80, test.Series.Select(series => series.Id).Distinct().Count());
        Assert.InRange(test.Baselines.Single(baseline => baseline.Key == "mean").Value["r2"], -0.2, 0);
        Assert.InRange(test.Baselines.Single(baseline => baseline.Key == "linear").Value["r2"], 0.5, 1);
    }

    [Fact]
    public void A_recipe_with_folds_is_written_as_it_was_read()
    {
        FoldSplit split = (FoldSplit)Waves("{by: folds, count: 7, repeats: 3, group: site, validation: 0.25}").Split!;

        Assert.Equal((7, 3, "site", 0.25), (split.Count, split.Repeats, split.Group, split.Validation.Share));
        Recipe made = Waves("{by: folds}") with { Split = split with { Count = 6 } };
        Assert.Equal(made.Split, RecipeReader.Parse(made.ToYaml(), "again.yaml").Split);
    }

    [Theory]
    [InlineData("{by: folds, count: 1}", "split.count")]
    [InlineData("{by: folds, validation: 0.1, test: 0.1}", "split.validation")]
    [InlineData("{by: folds, train: 0.5}", "split.train")]
    [InlineData("{by: folds, validation: 2016}", "split.validation")]
    public void What_does_not_fit_is_refused(string split, string field) =>
        Assert.Contains($"field {field}", Assert.ThrowsAny<InputException>(() => Waves(split)).Message, StringComparison.Ordinal);

    [Fact]
    public void Forecasts_walk_forward_instead()
    {
        InputException error = Assert.ThrowsAny<InputException>(() => Learner(RecipeReader.Parse(
            RecipeTemplate.With("split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {by: folds}"), "small.yaml")));

        Assert.Contains("walk-forward", error.Message, StringComparison.Ordinal);

        static TrainingRun Learner(Recipe recipe) => new Learner(recipe).Fit(Forecasting.SmallSeries.Create());
    }

    private static Recipe Waves(string split, string setting = "", int epochs = 12) => SmallSeriesSet.Recipe(
        SmallSeriesSet.Text.Edit("{train: 0.6, validation: 0.2, test: 0.2}", split)
            .Edit("epochs: 12", FormattableString.Invariant($"epochs: {epochs}{setting}")));

    private sealed class Planned(Action<TaskPlan> planned) : LearnerProgress
    {
        public override void OnPlanned(TaskPlan plan, int fold) => planned(plan);
    }
}

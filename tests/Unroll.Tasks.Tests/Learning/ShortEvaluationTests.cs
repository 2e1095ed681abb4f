using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>A training that was stopped is evaluated in a moment: of some samples where there are many.</summary>
public sealed class ShortEvaluationTests
{
    [Fact]
    public void Of_many_windows_some_are_evaluated_evenly_spaced()
    {
        SeriesSet series = SeriesSet.Of(SmallSeries.Create(4000));
        Recipe recipe = SmallSeries.Recipe(window: "{length: 14, horizon: 3}", model: "[{gru: 2}, {dense: 3}]");
        ForecastPlan plan = (ForecastPlan)Forecaster.Create(recipe).Plan(series);

        ForecastPlan thinned = (ForecastPlan)plan.Thinned(100);

        Assert.InRange(thinned.TestWindows.Count, 90, 100);
        Assert.InRange(thinned.ValidationWindows!.Count, 90, 100);
        Assert.Equal(plan.TestWindows.Origin(8), thinned.TestWindows.Origin(1));
        Assert.Equal(798, plan.TestWindows.Count);
        Assert.Same(plan.TrainingWindows, thinned.TrainingWindows);
        Assert.Same(plan, plan.Thinned(800));
    }

    [Fact]
    public void A_run_that_was_stopped_says_of_how_many_its_measures_are()
    {
        // So large a network that fewer windows than there are can be evaluated in a moment.
        SeriesSet series = SeriesSet.Of(SmallSeries.Create(2000));
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            window: "{length: 200, horizon: 1}", model: "[flatten, {dense: 2000}, {dense: 1}]", train: "{epochs: 3, steps-per-epoch: 1}"));

        TrainingRun whole = forecaster.Fit(series);
        TrainingRun stopped = Stopped(forecaster, series);

        Assert.Equal(400, whole.Test.Samples);
        Assert.DoesNotContain(whole.Warnings, warning => warning.Contains("stopped", StringComparison.Ordinal));
        Assert.True(stopped.Interrupted);
        Assert.InRange(stopped.Test.Samples, 20, 200);
        Assert.Contains(
            $"measures are of {stopped.Test.Samples} of the 400 windows of the test part",
            stopped.Warnings[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_with_few_samples_is_evaluated_wholly_when_it_is_stopped()
    {
        TrainingRun stopped = Stopped(Forecaster.Create(SmallSeries.Recipe()), SeriesSet.Of(SmallSeries.Create()));

        Assert.Equal(stopped.Parts[^1].Samples, stopped.Test.Samples);
        Assert.Empty(stopped.Warnings);
    }

    [Fact]
    public void Of_many_whole_series_some_are_evaluated()
    {
        SequenceClassifier classifier = SequenceClassifier.Create(SmallSeriesSet.Recipe());
        TaskPlan plan = classifier.Plan(SmallSeriesSet.Waves());

        Assert.Equal([36, 5, 5], plan.Thinned(5).Parts.Select(part => part.Samples));
        Assert.Same(plan, plan.Thinned(12));
        Assert.Equal(5, plan.Thinned(5).Evaluate(new Ensemble(classifier.Networks), 1).Test.Samples);
    }

    private static TrainingRun Stopped(Learner learner, SeriesSet series)
    {
        using CancellationTokenSource stop = new();
        return learner.Fit(series, options: new LearnerOptions { Callbacks = [new StopAfterEpoch(stop)], CancellationToken = stop.Token });
    }

    private sealed class StopAfterEpoch(CancellationTokenSource stop) : Callback
    {
        public override void OnEpochEnd(TrainingContext context) => stop.Cancel();
    }
}

using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Schedules;

public sealed class ScheduleTests
{
    [Fact]
    public void Rates_are_those_of_the_formulas()
    {
        Check(new ConstantRate(0.2f), (0, 0.2), (9, 0.2));
        Check(new StepDecay(0.4f, 0.5f, 3), (0, 0.4), (2, 0.4), (3, 0.2), (8, 0.1));
        Check(new ExponentialDecay(0.4f, 0.25f, 2), (0, 0.4), (1, 0.2), (2, 0.1), (4, 0.025));
        Check(new PiecewiseConstant([2, 5], [1, 0.5f, 0.1f]), (0, 1), (1, 1), (2, 0.5), (4, 0.5), (5, 0.1), (50, 0.1));
        Check(new CosineDecayRestarts(1, 4, 2, 0.2f), (0, 1), (2, 0.6), (3, 0.2 + (0.4 * (1 - Math.Sqrt(0.5)))), (4, 1), (8, 0.6), (12, 1),
            (20, 0.6));
        Check(new CosineDecay(1, 5, 0.2f), (0, 1), (2, 0.6), (4, 0.2), (90, 0.2));
        Check(new CosineDecay(0.5f, 1), (0, 0.5), (1, 0.5), (9, 0.5));
        Check(new WarmUp(2, new CosineDecay(1, 3, 0.5f)), (0, 0.5), (1, 1), (2, 1), (3, 0.75), (4, 0.5));
        Check(new OneCycle(1, 10, 0.4f, 10, 100), (0, 0.1), (2, 0.55), (4, 1), (7, 0.001 + (0.999 * 0.5 * (1 + Math.Cos(0.6 * Math.PI)))),
            (9, 0.001), (99, 0.001));
        Check(new WarmUp(4, new StepDecay(0.8f, 0.5f, 2)), (0, 0.2), (1, 0.4), (3, 0.8), (4, 0.8), (6, 0.4));
    }

    [Fact]
    public void A_schedule_without_a_length_is_as_long_as_the_training()
    {
        Check(new CosineDecay(1, minLearningRate: 0.2f), (0, 1), (8, 0.6), (16, 0.2), (17, 0.2));
        Check(new OneCycle(1, risingShare: 0.5f, startDivisor: 10), (0, 0.1), (4, 0.55), (8, 1), (16, 1e-5));
        Check(new WarmUp(2, new CosineDecay(1, minLearningRate: 0.2f)), (2, 1), (9, 0.6), (16, 0.2));
        Assert.Equal(0.5f, new CosineDecay(0.5f).RateAt(0, 1));
        Assert.Equal(0.02f, new OneCycle(0.5f).RateAt(0, 1), 1e-6f);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConstantRate(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new StepDecay(0.1f, 0.5f, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CosineDecayRestarts(0.1f, 10, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(0.1f, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(0.1f, 10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningRateFinder.Find(Make(), Source(), batchSize: 0));
        Sequential full = Make();
        full.Compile(new Lbfgs(), new MeanSquaredError());
        Assert.Contains(
            "lbfgs", Assert.Throws<ArgumentException>(() => LearningRateFinder.Find(full, Source())).Message, StringComparison.Ordinal);
        float[,] broken = { { float.NaN } };
        var model = new Sequential(new Input(1), new Dense(1));
        model.Compile(new Sgd(), new MeanSquaredError());
        Assert.Contains(
            "finite", Assert.Throws<ArgumentException>(() => LearningRateFinder.Find(model, new ArraySource(broken, broken))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PiecewiseConstant([3, 3], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new PiecewiseConstant([3], [1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_scheduler_sets_the_rate_of_each_epoch_or_step(bool byStep)
    {
        Sequential model = Make();
        List<float> rates = [];
        var recorder = new HookedCallback { BatchEnd = context => rates.Add(context.LearningRate) };
        var scheduler = new LearningRateScheduler(new ExponentialDecay(0.1f, 0.5f), byStep);

        History history = model.Fit(Source(), new FitOptions { Epochs = 3, BatchSize = 8, Callbacks = [scheduler, recorder] });

        float[] expected = byStep
            ? [0.1f, 0.05f, 0.025f, 0.0125f, 0.00625f, 0.003125f]
            : [0.1f, 0.1f, 0.05f, 0.05f, 0.025f, 0.025f];
        Assert.Equal(expected, rates);

        // What an epoch records is the rate of its last batch.
        Assert.Equal([expected[1], expected[3], expected[5]], history.Epochs.Select(epoch => (float)epoch.LearningRate));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_training_that_repeats_the_first_epochs_of_a_longer_one_has_its_rates(bool byStep)
    {
        Assert.Equal(Rates(new LearningRateScheduler(new OneCycle(0.1f), byStep), 6)[..4],
            Rates(new LearningRateScheduler(new OneCycle(0.1f), byStep) { Epochs = 6 }, 2));

        static List<float> Rates(LearningRateScheduler scheduler, int epochs)
        {
            List<float> rates = [];
            var recorder = new HookedCallback { BatchEnd = context => rates.Add(context.LearningRate) };
            Make().Fit(Source(), new FitOptions { Epochs = epochs, BatchSize = 8, Callbacks = [scheduler, recorder] });
            return rates;
        }
    }

    [Fact]
    public void The_finder_suggests_a_rate_that_trains_and_leaves_the_model_alone()
    {
        Sequential model = Make();
        SampleSource source = Source();
        model.Fit(source, new FitOptions { Epochs = 1 });
        float[] before = model.GetWeights();

        LearningRateTrial trial = LearningRateFinder.Find(model, source, batchSize: 8, batches: 60, maxLearningRate: 10f);

        Assert.Equal(before, model.GetWeights());
        Assert.Equal(0.01f, model.Optimizer!.LearningRate);
        Assert.Equal(trial.Rates.Count, trial.Losses.Count);
        Assert.Equal(trial.Rates.Order(), trial.Rates);
        Assert.InRange(trial.Suggestion, 1e-4f, 5f);
        double start = model.Evaluate(source).Loss;
        model.Compile(new Sgd(trial.Suggestion / 10), new MeanSquaredError());
        model.Fit(source, new FitOptions { Epochs = 20, BatchSize = 4 });
        Assert.True(model.Evaluate(source).Loss < 0.5 * start, "A tenth of the suggested rate must train well.");
    }

    private static Sequential Make()
    {
        var model = new Sequential(
            new Input(3), new Dense(4, new DenseOptions { Activation = ActivationFunction.Tanh }), new Dense(1))
        { Seed = 2 };
        model.Compile(new Sgd(0.01f), new MeanSquaredError());
        return model;
    }

    private static ArraySource Source()
    {
        float[,,] sequences = TestData.Sequences(16, 1, 3);
        float[,] x = new float[16, 3], y = new float[16, 1];
        for (int i = 0; i < 16; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                x[i, j] = sequences[i, 0, j];
                y[i, 0] += (j + 1) * x[i, j];
            }
        }

        return new ArraySource(x, y);
    }

    private static void Check(LearningRateSchedule schedule, params (long Position, double Rate)[] expected) =>
        Assert.All(expected, point => Assert.Equal(point.Rate, schedule.RateAt(point.Position, 17), 1e-6));
}

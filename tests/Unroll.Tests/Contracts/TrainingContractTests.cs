using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Contracts;

/// <summary>What Fit promises, on a small LSTM.</summary>
public sealed class TrainingContractTests
{
    private const int Samples = 50;

    private readonly float[,,] _inputs = TestData.Sequences(Samples, 4, 2);
    private readonly ArraySource _source;

    public TrainingContractTests() => _source = new ArraySource(_inputs, TestData.Means(_inputs));

    [Fact]
    public void History_has_every_epoch_with_loss_validation_and_metrics()
    {
        Model model = Create();
        model.Compile(new Adam(0.01f), new MeanSquaredError(), Metric.Catalogue.Create("mae"));

        History history = model.Fit(_source, new FitOptions { Epochs = 4, ValidationSplit = 0.2f });

        Assert.Equal([1, 2, 3, 4], history.Epochs.Select(epoch => epoch.Epoch));
        Assert.Equal(StopReason.Completed, history.StopReason);
        Assert.Null(history.BestEpoch);
        foreach (EpochRecord epoch in history.Epochs)
        {
            Assert.InRange(epoch.Loss, 1e-9, 10);
            Assert.InRange(epoch.ValidationLoss!.Value, 1e-9, 10);
            Assert.Equal(["mae", "val_mae"], epoch.Metrics.Keys.Order());
            Assert.Equal(0.01f, (float)epoch.LearningRate);
        }

        // The validation samples are the last ones, and the last epoch's validation is what Evaluate says of them.
        var last = new float[10, 4, 2];
        Array.Copy(_inputs, 40 * 8, last, 0, 80);
        EvaluationResult evaluation = model.Evaluate(new ArraySource(last, TestData.Means(last)));
        Assert.Equal(history.Epochs[^1].ValidationLoss!.Value, evaluation.Loss, 1e-6);
        Assert.Equal(history.Epochs[^1].Metrics["val_mae"], evaluation.Metrics["mae"], 1e-6);
    }

    [Fact]
    public void Evaluate_is_the_mean_over_the_samples_whatever_the_batches()
    {
        Model model = Create();
        model.Compile(new Adam(0.01f), new MeanAbsoluteError());
        Tensor<float> predictions = model.Predict(_inputs);
        float[,] targets = TestData.Means(_inputs);
        double expected = Enumerable.Range(0, Samples).Average(i => Math.Abs((double)predictions[i, 0] - targets[i, 0]));
        foreach (int batch in new[] { 1, 7, 50, 500 })
        {
            Assert.Equal(expected, model.Evaluate(_source, new PredictOptions { BatchSize = batch }).Loss, 1e-6);
        }
    }

    [Fact]
    public void First_epoch_loss_is_the_mean_over_all_samples_also_with_a_short_last_batch()
    {
        // At a rate of nearly nothing the weights stay, and so the epoch's loss is the evaluation's.
        Model model = Create();
        model.Compile(new Sgd(1e-20f), new MeanSquaredError());
        double expected = model.Evaluate(_source).Loss;
        History history = model.Fit(_source, new FitOptions { BatchSize = 16 });
        Assert.Equal(expected, history.Epochs[0].Loss, 1e-6);
    }

    [Fact]
    public void Callbacks_are_told_every_batch_and_epoch_in_order()
    {
        Model model = Create();
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        var recorder = new Recorder();

        model.Fit(_source, new FitOptions { Epochs = 2, BatchSize = 20, Callbacks = [recorder] });

        string[] epoch(int number) =>
        [
            $"epoch {number} begins", $"batch 1 of 3, {((number - 1) * 50) + 20} seen", $"batch 2 of 3, {((number - 1) * 50) + 40} seen",
            $"batch 3 of 3, {number * 50} seen", $"epoch {number} ends",
        ];
        Assert.Equal(["begin", .. epoch(1), .. epoch(2), "end"], recorder.Events);
    }

    [Fact]
    public void Every_sample_is_seen_once_an_epoch()
    {
        var counting = new CountingSource(_source);
        Model model = Create();
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        model.Fit(counting, new FitOptions { Epochs = 3, BatchSize = 16, Threads = 2 });
        Assert.All(counting.Visits, visits => Assert.Equal(3, visits));
    }

    [Fact]
    public void Every_epoch_has_an_order_of_its_own()
    {
        var counting = new CountingSource(_source);
        Model model = Create();
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        model.Fit(counting, new FitOptions { Epochs = 3, BatchSize = 16, Threads = 1 });
        int[][] orders = [.. counting.Order.Chunk(Samples)];
        Assert.Equal(3, orders.Length);
        Assert.All(orders, order => Assert.Equal(Enumerable.Range(0, Samples), order.Order()));
        Assert.NotEqual(orders[0], orders[1]);
        Assert.NotEqual(orders[1], orders[2]);
        Assert.NotEqual(Enumerable.Range(0, Samples), orders[0]);
    }

    [Fact]
    public void Shuffling_changes_the_order_and_can_be_switched_off()
    {
        float[] Train(bool shuffle, ulong seed)
        {
            Model model = Create();
            model.Compile(new Sgd(0.05f), new MeanSquaredError());
            model.Fit(_source, new FitOptions { BatchSize = 10, Shuffle = shuffle, Seed = seed });
            return model.GetWeights();
        }

        Assert.NotEqual(Train(true, 1), Train(true, 2));
        Assert.Equal(Train(false, 1), Train(false, 2));
    }

    [Fact]
    public void Cancellation_stops_after_the_running_batch_and_returns()
    {
        Model model = Create();
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        using var cancellation = new CancellationTokenSource();
        var recorder = new Recorder { OnBatch = context => CancelAt(context, 2) };
        void CancelAt(TrainingContext context, int batch)
        {
            if (context.Epoch == 2 && context.Batch == batch)
            {
                cancellation.Cancel();
            }
        }

        History history = model.Fit(
            _source,
            new FitOptions { Epochs = 5, BatchSize = 10, Callbacks = [recorder], CancellationToken = cancellation.Token });

        Assert.Equal(StopReason.Cancelled, history.StopReason);
        Assert.Single(history.Epochs);
        Assert.Equal("end", recorder.Events[^1]);
        Assert.Equal("batch 2 of 5, 70 seen", recorder.Events[^2]);
        Assert.All(model.GetWeights(), weight => Assert.True(float.IsFinite(weight)));
    }

    [Fact]
    public void Early_stopping_restores_the_weights_of_the_best_epoch()
    {
        Model model = Create();
        model.Compile(new Adam(0.02f), new MeanSquaredError());
        float[,,] other = TestData.Sequences(30, 4, 2, seed: 99);

        // Targets that have nothing to do with the inputs: the validation loss gets worse as soon as the training samples are learned by
        // heart.
        var validation = new ArraySource(other, TestData.Means(TestData.Sequences(30, 4, 2, seed: 100)));
        History history = model.Fit(
            _source,
            new FitOptions
            {
                Epochs = 200,
                BatchSize = 10,
                Validation = validation,
                Callbacks = [new EarlyStopping(new EarlyStoppingOptions { Patience = 5 })],
            });

        Assert.Equal(StopReason.EarlyStopping, history.StopReason);
        EpochRecord best = history.Epochs.MinBy(epoch => epoch.ValidationLoss)!;
        Assert.Equal(best.Epoch, history.BestEpoch);
        Assert.Equal(best.Epoch + 5, history.Epochs.Count);
        Assert.Equal(best.ValidationLoss!.Value, model.Evaluate(validation).Loss, 1e-7);
    }

    [Fact]
    public void Learning_rate_set_by_a_callback_holds_from_the_next_batch_on()
    {
        Model model = Create();
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        var weights = new List<float[]>();
        var recorder = new Recorder
        {
            OnBatch = context =>
            {
                weights.Add(context.Model.GetWeights());
                context.LearningRate = 1e-20f;
            },
        };

        model.Fit(_source, new FitOptions { BatchSize = 10, Callbacks = [recorder] });

        Assert.NotEqual(Create().GetWeights(), weights[0]);
        Assert.Equal(weights[0], weights[^1]);
    }

    [Fact]
    public void Training_that_diverges_is_ended_where_asked()
    {
        var model = new Sequential(
            new Input(4, 2), new SimpleRnn(3, new SimpleRnnOptions { Activation = ActivationFunction.Linear }), new Dense(1));
        model.Compile(new Sgd(1e20f), new MeanSquaredError());
        History history = model.Fit(_source, new FitOptions { Epochs = 50, BatchSize = 10, Callbacks = [new TerminateOnNonFinite()] });
        Assert.Equal(StopReason.NonFinite, history.StopReason);
        Assert.True(history.Epochs.Count < 50);
    }

    [Fact]
    public void Training_again_goes_on_from_the_weights_there()
    {
        Model model = Create();
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        double first = model.Fit(_source, new FitOptions { Epochs = 10 }).Epochs[0].Loss;
        double again = model.Fit(_source, new FitOptions { Epochs = 1 }).Epochs[0].Loss;
        Assert.True(again < first);
    }

    [Fact]
    public void Training_before_Compile_says_what_to_do()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Create().Fit(_source, default));
        Assert.Contains("Compile", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_of_another_shape_are_refused_with_both_shapes()
    {
        Model model = Create();
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        var error = Assert.ThrowsAny<ArgumentException>(() => model.Fit(new ArraySource(_inputs, TestData.Means(_inputs, 3)), default));
        Assert.Contains("[batch, 1]", error.Message, StringComparison.Ordinal);
        Assert.Contains("[batch, 3]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_is_at_work_in_training_alone()
    {
        var model = new Sequential(new Input(4, 2), new Dropout(0.5f), new Lstm(3), new Dense(1)) { Seed = 3 };
        Assert.Equal(model.Predict(_inputs), model.Predict(_inputs));

        var dropout = new Sequential(new Input(1000), new Dropout(0.3f));
        float[] ones = [.. Enumerable.Repeat(1f, 10_000)];
        Assert.Equal(ones, new GradientProbe(dropout, rows: 10, timesteps: 1).Forward(ones));
        var probe = new GradientProbe(dropout, rows: 10, timesteps: 1, training: true);
        float[] dropped = probe.Forward(ones);
        int zeros = dropped.Count(value => value == 0);
        Assert.InRange(zeros, 2800, 3200);
        Assert.All(dropped.Where(value => value != 0), value => Assert.Equal(1 / 0.7f, value, 1e-6f));

        // The gradient goes where the values went.
        probe.Backward(ones);
        Assert.Equal(dropped, probe.InputGradient);
    }

    private static Sequential Create()
    {
        var model = new Sequential(new Input(4, 2), new Lstm(5), new Dense(1)) { Seed = 12 };
        model.Build();
        return model;
    }

    private sealed class Recorder : Callback
    {
        public List<string> Events { get; } = [];

        public Action<TrainingContext>? OnBatch { get; init; }

        public override void OnTrainBegin(TrainingContext context) => Events.Add("begin");

        public override void OnEpochBegin(TrainingContext context) => Events.Add($"epoch {context.Epoch} begins");

        public override void OnBatchEnd(TrainingContext context)
        {
            Events.Add($"batch {context.Batch} of {context.Batches}, {context.SamplesSeen} seen");
            Assert.True(double.IsFinite(context.BatchLoss) || OnBatch is null);
            OnBatch?.Invoke(context);
        }

        public override void OnEpochEnd(TrainingContext context)
        {
            Assert.Equal(context.Epoch, context.LastEpoch!.Epoch);
            Events.Add($"epoch {context.Epoch} ends");
        }

        public override void OnTrainEnd(TrainingContext context) => Events.Add("end");
    }
}

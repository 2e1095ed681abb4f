using Unroll.Data;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>A step that is not finite is never made: training ends with the weights before it, and says why.</summary>
public sealed class NonFiniteTests
{
    private const int Samples = 40;
    private const int Timesteps = 4;
    private const int BatchSize = 8;

    /// <summary>In the fourth batch where samples are not shuffled.</summary>
    private const int Spoilt = 27;

    public static TheoryData<string> Networks => [.. _networks.Keys];

    private static readonly Dictionary<string, Func<Layer[]>> _networks = new()
    {
        ["lstm"] = () => [new Lstm(5), new Dense(1)],
        ["gru"] = () => [new Gru(5), new Dense(1)],
        ["relu"] = () => [new Flatten(), new Dense(5, new() { Activation = ActivationFunction.Relu }), new Dense(1)],
        ["batch normalization"] = () => [new BatchNormalization(), new SimpleRnn(5), new Dense(1)],
        ["batch normalization behind"] = () => [new SimpleRnn(5), new BatchNormalization(), new Dense(1)],
        ["convolution"] = () => [new Conv1D(4, 3), new LayerNormalization(), new GlobalMaxPooling1D(), new Dense(1)],
        ["attention"] = () => [new TransformerEncoder(2, 8), new GlobalAveragePooling1D(), new Dense(1)],
        ["regularized"] = () => [new Lstm(5), new Dense(1, new() { KernelRegularizer = new L2(0.01f) })],
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_sample_that_is_not_finite_ends_training_before_its_step(string network)
    {
        foreach (float value in new[] { float.NaN, float.PositiveInfinity })
        {
            float[,,] inputs = TestData.Sequences(Samples, Timesteps, 2);
            float[,] targets = TestData.Means(inputs);
            inputs[Spoilt, 2, 1] = value;
            Model model = Create(network);
            History history = model.Fit(inputs, targets, new FitOptions { BatchSize = BatchSize, Epochs = 3, Shuffle = false });

            Assert.Equal(StopReason.NonFinite, history.StopReason);
            Assert.Empty(history.Epochs);
            Assert.Contains("Epoch 1, batch 4", history.StopDetail, StringComparison.Ordinal);
            Assert.Contains(
                $"input of sample {Spoilt} is {(float.IsNaN(value) ? "NaN" : "infinite")} at timestep 2, feature 1", history.StopDetail,
                StringComparison.Ordinal);
            Assert.Contains($"'{model.Layers[0].Name}", history.StopDetail, StringComparison.Ordinal);

            // As if training had ended after the third batch, to the last bit: weights, moving averages, optimizer.
            Model shorter = Create(network);
            shorter.Fit(First(inputs, 24), First(targets, 24), new FitOptions { BatchSize = BatchSize, Shuffle = false });
            Assert.Equal(shorter.GetWeights(), model.GetWeights());
            Assert.Equal(3, model.OptimizerState!.Step);
            Assert.Equal(State(shorter), State(model));
        }
    }

    public static TheoryData<string> Settings => [.. _settings.Keys];

    private static readonly Dictionary<string, FitOptions> _settings = new()
    {
        ["average"] = new() { WeightAverage = new ExponentialMovingAverage(0.9f) },
        ["accumulation"] = new() { AccumulationSteps = 2 },
        ["truncation"] = new() { TruncatedSteps = 2 },
        ["one thread"] = new() { Threads = 1 },
        ["many shards"] = new() { BatchSize = 40 },
        ["prefetch"] = new() { Prefetch = Prefetch.Always },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public void So_it_is_with_all_settings_of_training(string settings)
    {
        float[,,] inputs = TestData.Sequences(Samples, Timesteps, 2);
        float[,] targets = TestData.Means(inputs);
        inputs[Spoilt, 2, 1] = float.NaN;
        foreach (Optimizer optimizer in new Optimizer[]
        {
            new Adam(0.01f), new Sgd(0.01f, new() { Momentum = 0.9f }),
            new Adam(0.01f) { Clipping = GradientClipping.ByGlobalNorm(1) }, new RmsProp(),
        })
        {
            var model = new Sequential(new Lstm(5), new Dense(1));
            model.Compile(optimizer, new MeanSquaredError());
            History history = model.Fit(inputs, targets, _settings[settings] with { Epochs = 2 });
            Assert.Equal(StopReason.NonFinite, history.StopReason);
            Assert.Contains($"sample {Spoilt} ", history.StopDetail, StringComparison.Ordinal);
            AssertFinite(model);
        }
    }

    [Fact]
    public void Full_batch_optimizers_keep_the_weights_before()
    {
        float[,,] inputs = TestData.Sequences(Samples, Timesteps, 2);
        float[,] targets = TestData.Means(inputs);
        inputs[Spoilt, 2, 1] = float.NaN;
        foreach (Optimizer optimizer in new Optimizer[] { new Lbfgs(), new NewtonRaphson() })
        {
            var model = new Sequential(new Input(Timesteps, 2), new BatchNormalization(), new SimpleRnn(2), new Dense(1));
            model.Compile(optimizer, new MeanSquaredError());
            model.Build();
            float[] weights = model.GetWeights();
            History history = model.Fit(inputs, targets, new FitOptions { Epochs = 3, BatchSize = BatchSize });
            Assert.Equal(StopReason.NonFinite, history.StopReason);
            Assert.Contains($"sample {Spoilt} ", history.StopDetail, StringComparison.Ordinal);
            Assert.Equal(weights, model.GetWeights());
        }
    }

    [Theory]
    [InlineData(1e10f)]
    [InlineData(1e25f)]
    [InlineData(1e38f)]
    public void Whatever_the_learning_rate_weights_stay_finite(float rate)
    {
        float[,,] inputs = TestData.Sequences(Samples, Timesteps, 2);
        foreach (Optimizer optimizer in new Optimizer[]
        {
            new Sgd(rate), new Sgd(rate, new() { Momentum = 0.9f }), new Adam(rate), new AdamW(rate), new Nadam(rate), new RmsProp(rate),
            new Adagrad(rate), new Adadelta(rate), new Lion(rate),
        })
        {
            var model = new Sequential(
                new SimpleRnn(3, new SimpleRnnOptions { Activation = ActivationFunction.Linear }), new Dense(1));
            model.Compile(optimizer, new MeanSquaredError());
            History history = model.Fit(inputs, TestData.Means(inputs), new FitOptions { Epochs = 20, BatchSize = 10 });
            AssertFinite(model);
            Assert.All(State(model), value => Assert.True(float.IsFinite(value)));
            if (history.StopReason == StopReason.NonFinite)
            {
                Assert.Contains("ower the learning rate", history.StopDetail, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void An_update_rule_of_ones_own_may_fail_as_well()
    {
        float[,,] inputs = TestData.Sequences(Samples, Timesteps, 2);
        var model = new Sequential(new Input(Timesteps, 2), new Lstm(3), new Dense(1));
        model.Compile(new Dividing(), new MeanSquaredError());
        model.Build();
        float[] weights = model.GetWeights();
        History history = model.Fit(inputs, TestData.Means(inputs));
        Assert.Equal(StopReason.NonFinite, history.StopReason);
        Assert.Contains("would make a weight", history.StopDetail, StringComparison.Ordinal);
        Assert.Equal(weights, model.GetWeights());
        Assert.Equal(0, model.OptimizerState!.Step);
    }

    [Fact]
    public void A_layer_that_overflows_is_named_with_the_sample()
    {
        float[,] inputs = TestData.Vectors(TestData.Sequences(Samples, 1, 2));
        inputs[Spoilt, 0] = 1e30f;
        var model = new Sequential(
            new Dense(2) { Name = "first" },
            Lambda.Elementwise(x => x * x, x => 2 * x),
            new Dense(1) { Name = "last" });
        model.Compile(new Adam(), new MeanSquaredError());
        string? detail = model.Fit(inputs, new float[Samples, 1]).StopDetail;
        Assert.Contains($"'lambda_1' gives no finite number for sample {Spoilt}", detail, StringComparison.Ordinal);
        Assert.Contains("clip the gradients", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_overflows_is_named_with_the_sample()
    {
        float[,] inputs = TestData.Vectors(TestData.Sequences(Samples, 1, 2));
        inputs[Spoilt, 0] = 1e6f;
        var model = new Sequential(new Dense(1, new() { KernelInitializer = new Ones() }));
        model.Compile(new Adam(), new PoissonLikelihood());
        string? detail = model.Fit(inputs, new float[Samples, 1]).StopDetail;
        Assert.Contains($"the loss of sample {Spoilt} is not", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_samples_are_watched_too()
    {
        float[,,] inputs = TestData.Sequences(Samples, Timesteps, 2);
        float[,] targets = TestData.Means(inputs);
        inputs[Spoilt, 1, 0] = float.NaN;
        var model = new Sequential(new Lstm(5), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());
        History history = model.Fit(inputs, targets, new FitOptions { Epochs = 3, ValidationSplit = 0.5f });
        Assert.Equal(StopReason.NonFinite, history.StopReason);
        Assert.Contains($"Epoch 1: the validation loss is not finite. The input of sample {Spoilt} is NaN", history.StopDetail,
            StringComparison.Ordinal);
        Assert.Single(history.Epochs);
        AssertFinite(model);
    }

    [Fact]
    public void States_that_are_carried_are_reset()
    {
        float[,,] inputs = TestData.Sequences(Samples, Timesteps, 2);
        float[,] targets = TestData.Means(inputs);
        var model = new Sequential(new Lstm(5, new() { Stateful = true }), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());
        inputs[Spoilt, 1, 0] = float.NaN;
        FitOptions options = new() { BatchSize = BatchSize, Shuffle = false };
        Assert.Equal(StopReason.NonFinite, model.Fit(inputs, targets, options).StopReason);
        inputs[Spoilt, 1, 0] = 0;
        float[] predictions = [.. model.Predict(inputs, new PredictOptions { BatchSize = BatchSize })];
        Assert.All(predictions, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void No_checkpoint_is_made_of_it()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            float[,,] inputs = TestData.Sequences(Samples, Timesteps, 2);
            float[,] targets = TestData.Means(inputs);
            inputs[Spoilt, 1, 0] = float.NaN;
            FitOptions options = new() { BatchSize = BatchSize, Shuffle = false, Checkpoint = new(path) { EveryBatches = 2 } };
            Model model = Create("lstm");
            Assert.Equal(StopReason.NonFinite, model.Fit(inputs, targets, options).StopReason);

            // Training goes on from the second batch, once the sample is mended.
            inputs[Spoilt, 1, 0] = 0;
            Model resumed = Create("lstm"), whole = Create("lstm");
            Assert.Equal(StopReason.Completed, resumed.Fit(inputs, targets, options).StopReason);
            whole.Fit(inputs, targets, options with { Checkpoint = null });
            Assert.Equal(whole.GetWeights(), resumed.GetWeights());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void What_has_no_weight_does_not_count_where_it_reaches_nothing()
    {
        // Rows of padding alone give zeros, and no NaN.
        float[,,] inputs = TestData.Sequences(4, 3, 2);
        inputs[1, 0, 0] = float.NaN;
        var model = new Sequential(new Lstm(3), new Dense(1));
        model.Compile(new Adam(), new MeanSquaredError());
        var source = new ArraySource(inputs, new float[4, 1]) { Lengths = [3, 0, 2, 1] };
        Assert.Equal(StopReason.Completed, model.Fit(source, new FitOptions { Epochs = 2 }).StopReason);
        AssertFinite(model);
    }

    private static Sequential Create(string network)
    {
        var model = new Sequential(_networks[network]()) { Seed = 5 };
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        return model;
    }

    private static float[] State(Model model) => [.. model.OptimizerState!.AllSlots.SelectMany(slot => slot.Span.ToArray())];

    private static void AssertFinite(Model model) => Assert.All(model.GetWeights(), weight => Assert.True(float.IsFinite(weight)));

    private static float[,,] First(float[,,] all, int count)
    {
        var first = new float[count, all.GetLength(1), all.GetLength(2)];
        Array.Copy(all, first, first.Length);
        return first;
    }

    private static float[,] First(float[,] all, int count)
    {
        var first = new float[count, all.GetLength(1)];
        Array.Copy(all, first, first.Length);
        return first;
    }

    /// <summary>Divides by a state that is zero at first.</summary>
    private sealed class Dividing() : Optimizer(0.1f)
    {
        public override int SlotCount => 1;

        protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] -= LearningRate * gradient[i] / slots[0][i];
                slots[0][i] += gradient[i];
            }
        }
    }
}

using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Targets that a loss or a metric cannot take are refused before anything is learned from them.</summary>
public sealed class TargetRangeTests
{
    private const int Samples = 20;
    private const int Wrong = 13;

    /// <summary>A loss, units and activation of the last layer, a good target, a bad one, and what the message says.</summary>
    public static TheoryData<string, int, string, float[], float[], string> LossCases => new()
    {
        { "binary-crossentropy", 1, "sigmoid", [1], [-1], "numbers from 0 to 1" },
        { "binary-crossentropy", 1, "sigmoid", [0], [5], "5" },
        { "binary-crossentropy", 2, "sigmoid", [0, 0.5f], [0, 1.01f], "feature 1" },
        { "binary-crossentropy", 1, "sigmoid", [0], [float.NaN], "NaN" },
        { "categorical-crossentropy", 3, "softmax", [0, 1, 0], [1, 1, 0], "sum is 2" },
        { "categorical-crossentropy", 3, "softmax", [0, 0.4f, 0.6f], [0, 0, 0], "sum is 0" },
        { "categorical-crossentropy", 3, "softmax", [0, 0, 1], [-1, 1, 1], "-1" },
        { "sparse-categorical-crossentropy", 3, "softmax", [2], [3], "whole numbers from 0 to 2" },
        { "sparse-categorical-crossentropy", 3, "softmax", [0], [0.5f], "0.5" },
        { "sparse-categorical-crossentropy", 3, "softmax", [0], [-1], "-1" },
        { "kullback-leibler", 2, "softmax", [0.5f, 0.5f], [1.5f, -0.5f], "1.5" },
        { "poisson-likelihood", 1, "linear", [0.5f], [-0.5f], "at least 0" },
        { "negative-binomial-likelihood", 2, "linear", [3], [2.5f], "whole numbers of at least 0" },
        { "gaussian-likelihood", 2, "linear", [-3], [float.PositiveInfinity], "finite" },
        { "student-t-likelihood", 3, "linear", [-3], [float.NaN], "finite" },
        { "quantile", 1, "linear", [-3], [float.NaN], "finite" },
        { "mean-squared-error", 1, "linear", [-3], [float.NaN], "weight 0" },
        { "mean-absolute-error", 1, "linear", [-3], [float.NegativeInfinity], "finite" },
        { "huber", 1, "linear", [-3], [float.NaN], "finite" },
        { "log-cosh", 1, "linear", [-3], [float.NaN], "finite" },
    };

    [Fact]
    public void Every_loss_of_the_library_says_what_it_takes() =>
        Assert.Empty(Loss.Catalogue.Entries.Where(entry => entry.Type.Assembly == typeof(Loss).Assembly).Select(entry => entry.Name)
            .Except(LossCases.Select(row => (string)row[0])));

    [Fact]
    public void Every_metric_of_the_library_says_what_it_takes() =>
        Assert.All(Metric.Catalogue.Entries.Where(entry => entry.Type.Assembly == typeof(Metric).Assembly), entry =>
            Assert.NotEqual(TargetRange.Any, Metric.Catalogue.Create(entry.Name).GetTargetRange(3)));

    [Theory]
    [MemberData(nameof(LossCases))]
    public void A_target_out_of_range_is_refused_with_its_sample(
        string loss, int units, string activation, float[] good, float[] bad, string part)
    {
        Model model = Create(Loss.Catalogue.Create(loss), units, activation);
        model.Build(Shape.Vector(2));
        float[] weights = model.GetWeights();
        float[,] inputs = Inputs(Samples), targets = Targets(Samples, good);
        model.Fit(inputs, targets);
        model.SetWeights(weights);
        Put(targets, Wrong, bad);

        string message = Assert.Throws<ArgumentException>(() => model.Fit(inputs, targets)).Message;
        Assert.Contains($"sample {Wrong} ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains($"the loss {loss} takes", message, StringComparison.Ordinal);
        Assert.Equal(weights, model.GetWeights());
        Assert.Contains($"sample {Wrong} ", Assert.Throws<ArgumentException>(() => model.Evaluate(inputs, targets)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("accuracy", "binary-crossentropy", 0.5f)]
    [InlineData("precision", "binary-crossentropy", 0.5f)]
    [InlineData("recall", "binary-crossentropy", 0.5f)]
    [InlineData("f1-score", "binary-crossentropy", 0.5f)]
    [InlineData("cohen-kappa", "binary-crossentropy", 0.5f)]
    [InlineData("matthews-correlation", "binary-crossentropy", 0.5f)]
    [InlineData("roc-auc", "binary-crossentropy", 0.5f)]
    [InlineData("precision-recall-auc", "binary-crossentropy", 0.5f)]
    [InlineData("mean-absolute-percentage-error", "mean-squared-error", 0f)]
    public void A_metric_refuses_targets_that_its_loss_would_take(string metric, string loss, float target)
    {
        var model = new Sequential(new Dense(1, new() { Activation = ActivationFunction.Sigmoid }));
        model.Compile(new Adam(), Loss.Catalogue.Create(loss), Metric.Catalogue.Create(metric));
        float[,] targets = Targets(Samples, [1]);
        Put(targets, Wrong, [target]);
        string message = Assert.Throws<ArgumentException>(() => model.Evaluate(Inputs(Samples), targets)).Message;
        Assert.Contains($"sample {Wrong} ", message, StringComparison.Ordinal);
        Assert.Contains("the metric", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validation_targets_are_checked_before_training()
    {
        Model model = Create(new BinaryCrossEntropy(), 1, "sigmoid");
        model.Build(Shape.Vector(2));
        float[] weights = model.GetWeights();
        float[,] inputs = Inputs(Samples), good = Targets(Samples, [1]), bad = Targets(Samples, [1]);
        Put(bad, 19, [2]);

        string split = Assert.Throws<ArgumentException>(() => model.Fit(inputs, bad, new() { ValidationSplit = 0.25f })).Message;
        Assert.Contains("sample 19 ", split, StringComparison.Ordinal);
        string apart = Assert.Throws<ArgumentException>(
            () => model.Fit(inputs, good, new() { Validation = new ArraySource(inputs, bad) })).Message;
        Assert.Contains("sample 19 of the validation samples", apart, StringComparison.Ordinal);
        Assert.Equal(weights, model.GetWeights());
    }

    [Fact]
    public void A_source_is_checked_as_its_samples_are_first_used()
    {
        float[,] targets = Targets(Samples, [1]);
        Put(targets, Wrong, [3]);
        var counted = new CountingSource(new ArraySource(Inputs(Samples), targets));
        Model model = Create(new BinaryCrossEntropy(), 1, "sigmoid");
        string message = Assert.Throws<ArgumentException>(
            () => model.Fit(counted, new FitOptions { BatchSize = 4, Shuffle = false, Prefetch = Prefetch.Never })).Message;
        Assert.Contains($"sample {Wrong} ", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Evaluate(counted));
    }

    [Fact]
    public void What_is_padding_or_has_no_weight_may_be_anything()
    {
        float[,,] inputs = TestData.Sequences(4, 3, 2);
        var targets = new float[4, 3, 1];
        targets[1, 2, 0] = float.NaN;
        targets[2, 0, 0] = -7;
        Model model = Sequences();
        var weighted = new ArraySource(inputs, targets)
        {
            Lengths = [3, 2, 3, 3],
            StepWeights = new float[,] { { 1, 1, 1 }, { 1, 1, 1 }, { 0, 1, 1 }, { 1, 1, 1 } },
        };
        Assert.True(double.IsFinite(model.Fit(weighted, new FitOptions { Epochs = 2 }).Epochs[^1].Loss));
        string message = Assert.Throws<ArgumentException>(
            () => Sequences().Fit(new ArraySource(inputs, targets) { Lengths = [3, 2, 3, 3] })).Message;
        Assert.Contains("sample 2 is -7 at timestep 0", message, StringComparison.Ordinal);

        static Model Sequences()
        {
            var model = new Sequential(
                new Lstm(2, new() { ReturnSequences = true }), new Dense(1, new() { Activation = ActivationFunction.Sigmoid }));
            model.Compile(new Adam(), new BinaryCrossEntropy());
            return model;
        }
    }

    [Fact]
    public void Pieces_of_sequences_name_the_timestep_of_the_whole()
    {
        var targets = new float[4, 6, 1];
        targets[3, 5, 0] = 2;
        var model = new Sequential(
            new Lstm(2, new() { ReturnSequences = true }), new Dense(1, new() { Activation = ActivationFunction.Sigmoid }));
        model.Compile(new Adam(), new BinaryCrossEntropy());
        var source = new CountingSource(new ArraySource(TestData.Sequences(4, 6, 2), targets));
        string message = Assert.Throws<ArgumentException>(() => model.Fit(source, new FitOptions { TruncatedSteps = 2 })).Message;
        Assert.Contains("sample 3 is 2 at timestep 5", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_of_the_users_says_its_own_range_or_takes_anything()
    {
        float[,] targets = Targets(Samples, [1]);
        Put(targets, Wrong, [-2]);
        Model strict = Create(new OwnLoss(TargetRange.Finite with { Minimum = -1, Hint = "Add 1." }), 1, "linear");
        string message = Assert.Throws<ArgumentException>(() => strict.Fit(Inputs(Samples), targets)).Message;
        Assert.EndsWith("numbers of at least -1. Add 1.", message, StringComparison.Ordinal);

        Put(targets, Wrong, [float.NaN]);
        Assert.True(double.IsFinite(Create(new OwnLoss(TargetRange.Any), 1, "linear").Fit(Inputs(Samples), targets).Epochs[0].Loss));
    }

    [Fact]
    public void A_probe_refuses_them_too()
    {
        Model model = Create(new BinaryCrossEntropy(), 1, "sigmoid");
        model.Build(Shape.Vector(2));
        var probe = new GradientProbe(model, rows: 2, timesteps: 1);
        probe.Forward([1, 2, 3, 4]);
        Assert.Contains("row 1 is 2", Assert.Throws<ArgumentException>(() => probe.Backward(new BinaryCrossEntropy(), [1f, 2f])).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NegativeInfinity, float.PositiveInfinity, false, "finite numbers")]
    [InlineData(0, float.PositiveInfinity, true, "whole numbers of at least 0")]
    [InlineData(float.NegativeInfinity, 4, false, "numbers of at most 4")]
    public void Ranges_read_as_words(float minimum, float maximum, bool whole, string words) =>
        Assert.Equal(words, new TargetRange { Minimum = minimum, Maximum = maximum, IsWhole = whole }.ToString());

    private static Sequential Create(Loss loss, int units, string activation)
    {
        var model = new Sequential(new Dense(units, new() { Activation = ActivationFunction.Catalogue.Create(activation) }));
        model.Compile(new Adam(), loss);
        return model;
    }

    private static float[,] Inputs(int samples) => TestData.Vectors(TestData.Sequences(samples, 1, 2));

    private static float[,] Targets(int samples, float[] target)
    {
        var targets = new float[samples, target.Length];
        for (int sample = 0; sample < samples; sample++)
        {
            Put(targets, sample, target);
        }

        return targets;
    }

    private static void Put(float[,] targets, int sample, float[] target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            targets[sample, i] = target[i];
        }
    }

    /// <summary>The squared error of targets that are there.</summary>
    private sealed class OwnLoss(TargetRange range) : StepLoss
    {
        public override TargetRange GetTargetRange(int features) => range;

        protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
        {
            float error = float.IsNaN(target[0]) ? 0 : prediction[0] - target[0];
            gradient[0] = 2 * scale * error;
            return error * error;
        }
    }
}

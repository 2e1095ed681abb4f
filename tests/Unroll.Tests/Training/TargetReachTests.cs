using System.Globalization;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Targets that the last layer never gives, and samples of which none counts.</summary>
public class TargetReachTests
{
    public static TheoryData<string> Losses => ["mean-squared-error", "mean-absolute-error", "huber", "log-cosh"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Targets_beyond_the_last_layer_are_told_before_training(string loss)
    {
        StringWriter lines = new();
        History history = Fit(ActivationFunction.Sigmoid, Loss.Catalogue.Create(loss), i => 100 + i, new ProgressLogger(lines));

        Assert.Contains("All targets lie beyond what the layer 'dense", Assert.Single(history.Warnings), StringComparison.Ordinal);
        Assert.Contains("numbers from 0 to 1: they go from 100 to 139.", history.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith($"warning: {history.Warnings[0]}\nepoch", lines.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(StopReason.Completed, history.StopReason);
    }

    [Fact]
    public void A_share_of_them_is_told_as_one()
    {
        Assert.Contains(
            "50 % of the targets", Assert.Single(Fit(ActivationFunction.Relu, new MeanSquaredError(), i => i - 19.5).Warnings),
            StringComparison.Ordinal);
        Assert.Contains(
            "from -1 to 1", Assert.Single(Fit(ActivationFunction.Tanh, new MeanSquaredError(), i => i % 4).Warnings),
            StringComparison.Ordinal);
        Assert.Single(Fit(ActivationFunction.Relu, new MeanSquaredError(), i => i - 19.5, optimizer: new Lbfgs()).Warnings);
    }

    [Fact]
    public void Targets_within_reach_are_no_matter()
    {
        Assert.Empty(Fit(ActivationFunction.Linear, new MeanSquaredError(), i => 100 + i).Warnings);
        Assert.Empty(Fit(ActivationFunction.Sigmoid, new MeanSquaredError(), i => i / 39.0).Warnings);
        Assert.Empty(Fit(ActivationFunction.Sigmoid, new MeanSquaredError(), i => 1.0000001 * (i % 2)).Warnings);
        Assert.Empty(Fit(ActivationFunction.Relu, new MeanSquaredError(), i => i).Warnings);
        Assert.Empty(Fit(ActivationFunction.Sigmoid, new BinaryCrossEntropy(), i => i % 2).Warnings);
    }

    [Fact]
    public void Targets_without_weight_are_not_counted()
    {
        float[] weights = [.. Enumerable.Range(0, 40).Select(i => i == 7 ? 0f : 1)];
        Assert.Empty(Fit(ActivationFunction.Sigmoid, new MeanSquaredError(), i => i == 7 ? 1000 : 0.5, weights: weights).Warnings);
    }

    [Fact]
    public void Samples_of_which_none_counts_are_refused()
    {
        Refuses(() => Fit(ActivationFunction.Linear, new MeanSquaredError(), i => i, weights: new float[40]));
        Refuses(() => Fit(ActivationFunction.Linear, new MeanSquaredError(), i => i, weights: new float[40], optimizer: new Lbfgs()));
        Model model = Build(ActivationFunction.Linear, new MeanSquaredError(), new Adam());
        Refuses(() => model.Evaluate(Source(i => i, new float[40])));
        Assert.Contains("validation", Refuses(() => model.Fit(
            Source(i => i, null), new FitOptions { Validation = Source(i => i, new float[40]) })), StringComparison.Ordinal);

        // One that counts is enough, wherever it stands.
        float[] last = new float[40];
        last[39] = 1;
        Assert.Equal(StopReason.Completed, Fit(ActivationFunction.Linear, new MeanSquaredError(), i => i, weights: last).StopReason);

        static string Refuses(Action act)
        {
            string message = Assert.Throws<ArgumentException>(act).Message;
            Assert.Contains("are 0, so that none of them counts", message, StringComparison.Ordinal);
            return message;
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-1)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_of_a_source_of_the_users_are_checked_once_a_training(float weight)
    {
        Model model = Build(ActivationFunction.Linear, new MeanSquaredError(), new Adam());
        string message = Assert.Throws<ArgumentException>(
            () => model.Fit(new WeightedSource(weight), new FitOptions { Epochs = 1 })).Message;
        Assert.Contains("The weight of sample 11", message, StringComparison.Ordinal);
        Assert.Contains("finite and at least 0", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "4,096")]
    [InlineData(true, "256")]
    public void Samples_that_are_not_in_memory_are_looked_at_here_and_there(bool isSlow, string samples)
    {
        LongSource source = new(isSlow);
        string warning = Assert.Single(Build(ActivationFunction.Tanh, new MeanSquaredError(), new Adam()).Fit(
            source, new FitOptions { StepsPerEpoch = 1, BatchSize = 8, Epochs = 1, Prefetch = Prefetch.Never }).Warnings);

        Assert.StartsWith($"50 % of the targets of {samples} samples looked at lie beyond", warning, StringComparison.Ordinal);
        Assert.InRange(source.Read, isSlow ? 256 : 4_096, isSlow ? 1_000 : 5_000);
    }

    [Fact]
    public void Samples_of_one_phase_are_not_taken_for_all()
    {
        LongSource source = new(isSlow: true) { Target = sample => sample % 2 == 0 ? 0 : 2, Samples = 512 };
        string warning = Assert.Single(Build(ActivationFunction.Tanh, new MeanSquaredError(), new Adam()).Fit(
            source, new FitOptions { Epochs = 1 }).Warnings);
        double share = double.Parse(warning[..warning.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        Assert.InRange(share, 40, 60);
    }

    private static History Fit(
        ActivationFunction activation, Loss loss, Func<int, double> target, Callback? callback = null, float[]? weights = null,
        Optimizer? optimizer = null) => Build(activation, loss, optimizer ?? new Adam()).Fit(
            Source(target, weights), new FitOptions { Epochs = 2, Callbacks = callback is null ? [] : [callback] });

    private static Sequential Build(ActivationFunction activation, Loss loss, Optimizer optimizer)
    {
        Sequential model = new([new Dense(1, new DenseOptions { Activation = activation })]) { Seed = 1 };
        model.Compile(optimizer, loss);
        return model;
    }

    private static ArraySource Source(Func<int, double> target, float[]? weights)
    {
        float[,] inputs = new float[40, 2], targets = new float[40, 1];
        for (int i = 0; i < 40; i++)
        {
            (inputs[i, 0], inputs[i, 1], targets[i, 0]) = (i / 40f, 1, (float)target(i));
        }

        return new ArraySource(inputs, targets) { Weights = weights };
    }

    /// <summary>A million samples, the later half of which has targets beyond 1.</summary>
    private sealed class LongSource(bool isSlow) : SampleSource
    {
        private int _read;

        public int Read => _read;

        public Func<int, float> Target { get; init; } = sample => sample < 500_000 ? 0 : 2;

        public int Samples { get; init; } = 1_000_000;

        public override int Count => Samples;

        public override bool IsSlow => isSlow;

        public override Shape InputShape => Shape.Vector(2);

        public override Shape TargetShape => Shape.Vector(1);

        public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => destination.Values.Fill(0.5f);

        public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination)
        {
            Interlocked.Add(ref _read, samples.Length);
            for (int i = 0; i < samples.Length; i++)
            {
                destination.Values[i] = Target(samples[i]);
            }
        }
    }

    private sealed class WeightedSource(float weight) : SampleSource
    {
        public override int Count => 40;

        public override Shape InputShape => Shape.Vector(2);

        public override Shape TargetShape => Shape.Vector(1);

        public override bool HasWeights(int target) => true;

        public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => destination.Values.Fill(0.5f);

        public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => destination.Values.Fill(1);

        public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                weights[i] = samples[i] == 11 ? weight : 1;
            }
        }
    }
}

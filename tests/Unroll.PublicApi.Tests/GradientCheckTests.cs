using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.PublicApi.Tests;

/// <summary>The check of gradients, and losses and metrics of one's own that only say what a timestep adds.</summary>
public class GradientCheckTests
{
    public static TheoryData<string> Losses { get; } = [.. Loss.Catalogue.Entries
        .Where(entry => entry.Type.Assembly == typeof(Loss).Assembly).Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Every_loss_of_the_library_passes(string name)
    {
        Loss loss = Loss.Catalogue.Create(name);
        int features = new[] { 1, 2, 3, 4 }.First(count => Accepts(loss, count));
        GradientCheck.Run(loss, Shape.Sequence(4, features)).Require();
    }

    [Fact]
    public void Layers_cells_and_models_of_the_library_pass()
    {
        GradientCheck.Run(new Lstm(4, new LstmOptions { ReturnSequences = true }), Shape.Sequence(5, 2), new() { Lengths = [5, 1, 3] })
            .Require();
        GradientCheck.Run(new MultiHeadAttention(2, 3), [Shape.Sequence(4, 3), Shape.Sequence(2, 3)]).Require();
        GradientCheck.Run(new Dropout(0.5f), Shape.Vector(6), new() { Training = true }).Require();
        GradientCheckResult words = GradientCheck.Run(
            new Sequential(new Input(6, 1), new Embedding(9, 3), new Gru(4), new Dense(2)), new() { Rows = 4 });
        words.Require();
        Assert.Contains(words.Comparisons, comparison => comparison.Name == "embedding_1.embeddings");
        Assert.DoesNotContain(words.Comparisons, comparison => comparison.Name.StartsWith("input", StringComparison.Ordinal));
        GradientCheck.Run(new Integrator(3, slope: 1), features: 2, new() { Lengths = [5, 2, 4] }).Require();
    }

    [Fact]
    public void Wrong_derivatives_are_found_and_named_and_weights_stay_as_they_were()
    {
        GradientCheckResult cell = GradientCheck.Run(new Integrator(3, slope: 1.02f), features: 2);
        Assert.False(cell.Passed);
        Assert.Equal("rnn_1.kernel", cell.Worst.Name);
        Assert.InRange(cell.Worst.Error, 0.01, 0.05);
        string message = Assert.Throws<InvalidOperationException>(cell.Require).Message;
        Assert.Contains("wrong: rnn_1.kernel, element", message, StringComparison.Ordinal);
        Assert.Contains("right: input input_1", message, StringComparison.Ordinal);

        GradientCheckResult loss = GradientCheck.Run(
            Loss.FromFunction("half", (p, t) => (p - t) * (p - t), (p, t) => p - t), Shape.Vector(2));
        Assert.Equal(0.5, loss.Worst.Error, 0.01);

        var model = new Sequential(new Input(5, 2), new Gru(3), new Dense(1)) { Seed = 1 };
        model.Build();
        float[][] before = [.. model.Parameters.Select(parameter => parameter.Values.ToArray())];
        GradientCheck.Run(model).Require();
        Assert.Equal(before, model.Parameters.Select(parameter => parameter.Values.ToArray()));
    }

    [Fact]
    public void A_loss_of_a_function_is_registered_by_its_name_and_is_no_other()
    {
        Loss quartic = Loss.FromFunction("quartic", (p, t) => Math.Pow(p - t, 4), (p, t) => 4 * Math.Pow(p - t, 3));
        Loss other = Loss.FromFunction("sextic", (p, t) => Math.Pow(p - t, 6), (p, t) => 6 * Math.Pow(p - t, 5));
        Assert.Contains("quartic is not in the catalogue", Assert.Throws<InputException>(
            () => Loss.Catalogue.BlockOf(quartic)).Message, StringComparison.Ordinal);

        Loss.Catalogue.Register(new Entry<Loss>("quartic", quartic.GetType(), "The fourth power of the error.", [], _ => quartic));
        Assert.Same(quartic, Loss.Catalogue.BlockOf(quartic).Create());
        Assert.Equal(("quartic", "sextic"), (Loss.Catalogue.NameOf(quartic), Loss.Catalogue.NameOf(other)));
        Assert.Null(Loss.Catalogue.EntryOf(other));
        Assert.Contains("sextic is not in the catalogue", Assert.Throws<InputException>(
            () => Loss.Catalogue.BlockOf(other)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_of_a_function_trains_as_the_loss_of_the_library_does()
    {
        (float[,,] x, float[,] y) = Data();
        double[] curve = Train(Loss.FromFunction("squared", (p, t) => (p - t) * (p - t), (p, t) => 2 * (p - t)), "squared");
        Assert.All(curve.Zip(Train(new MeanSquaredError(), "mse")), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        double[] joint = Train(
            Loss.FromFunction("distance", (p, t, gradient) =>
            {
                double error = p[0] - t[0];
                gradient[0] = (float)(2 * error);
                return error * error;
            }),
            "distance");
        Assert.All(curve.Zip(joint), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains("already", Assert.Throws<ArgumentException>(
            () => Loss.FromFunction("mean-squared-error", (p, t) => 0, (p, t) => 0)).Message, StringComparison.Ordinal);

        double[] Train(Loss loss, string name)
        {
            var model = new Sequential(new Input(4, 2), new Lstm(4), new Dense(1)) { Seed = 6 };
            model.Compile(new Adam(0.02f), loss, loss);
            var source = new ArraySource(x, y) { Weights = [.. Enumerable.Range(0, x.GetLength(0)).Select(i => i % 3 == 0 ? 0f : 1f)] };
            History history = model.Fit(source, new FitOptions { Epochs = 4 });
            Assert.Equal(history.Epochs[^1].Loss, history.Epochs[^1].Metrics[name], 1e-6);
            return [.. history.Epochs.Select(epoch => epoch.Loss)];
        }
    }

    [Fact]
    public void A_stepwise_metric_of_ones_own_counts_weights_and_leaves_padding_out()
    {
        var model = new Sequential(new Input(3, 1), new TimeDistributed(new Dense(1, new DenseOptions { UseBias = false })));
        model.Build();
        model.Parameters[0].Values.Fill(1);
        model.Parameters[0].MarkChanged();
        model.Compile(new Sgd(0.1f), new MeanSquaredError(), new Within());
        float[,,] x = { { { 1 }, { 2 }, { 3 } }, { { 4 }, { 5 }, { 6 } } };
        float[,,] y = { { { 1 }, { 9 }, { float.NaN } }, { { 4 }, { 5 }, { 0 } } };

        // Padding is left out, and so is what has weight 0; the rest counts 1, 1 of weight 1 and 1, 0 of weight 2 and 1.
        var samples = new ArraySource(x, y) { Lengths = [2, 3], StepWeights = new float[,] { { 1, 1, 1 }, { 2, 0, 1 } } };
        Assert.Equal(3.0 / 5, model.Evaluate(samples).Metrics["within"], 1e-6);
    }

    private static bool Accepts(Loss loss, int features)
    {
        try
        {
            loss.GetTargetShape(Shape.Vector(features));
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static (float[,,] X, float[,] Y) Data()
    {
        RandomStream random = new(2);
        float[,,] x = new float[24, 4, 2];
        float[,] y = new float[24, 1];
        for (int i = 0; i < 24; i++)
        {
            for (int t = 0; t < 4; t++)
            {
                x[i, t, 0] = (float)random.NextNormal();
                x[i, t, 1] = (float)random.NextNormal();
                y[i, 0] += x[i, t, 0];
            }
        }

        return (x, y);
    }

    private sealed class Within : StepMetric
    {
        public override int GetSlotCount(int features) => 2;

        public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];

        protected override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots)
        {
            slots[0] += Math.Abs(prediction[0] - target[0]) <= 0.1 ? weight : 0;
            slots[1] += weight;
        }
    }

    /// <summary>h = h₋₁/2 + x·W, whose backward pass is wrong unless the slope is 1.</summary>
    private sealed class Integrator(int units, float slope) : RnnCell(units)
    {
        private Parameter _kernel = null!;

        public override void Forward(RnnStep step)
        {
            step.State().Clear();
            step.AddProduct(step.Input, _kernel, step.State());
            for (int i = 0; i < step.State().Length; i++)
            {
                step.State()[i] += 0.5f * step.PreviousState()[i];
            }
        }

        public override void Backward(RnnStep step)
        {
            float[] gradient = step.StateGradient().ToArray();
            for (int i = 0; i < gradient.Length; i++)
            {
                step.PreviousStateGradient()[i] += 0.5f * gradient[i];
            }

            step.AddProductTransposed(gradient, _kernel, step.InputGradient);
            step.AddKernelGradient(step.Input, [.. gradient.Select(value => slope * value)], _kernel);
        }

        protected override void Build(int inputs, RandomStream random) =>
            _kernel = AddParameter("kernel", new GlorotUniform(), random, inputs, Units);
    }
}

using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tests.Contracts;
using Unroll.Tests.Gradients;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Regularizers;

public sealed class RegularizerTests
{
    public static TheoryData<string> Names => ["l1", "l2", "l1-l2"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_the_derivative_of_the_penalty(string name)
    {
        Regularizer regularizer = Make(name);
        float[] values = [0.5f, -2, 0.25f, 3];
        float[] gradient = [1, 1, 1, 1];
        regularizer.AddGradient(values, gradient, 2f);
        for (int i = 0; i < values.Length; i++)
        {
            float[] up = [.. values], down = [.. values];
            up[i] += 1f / 64;
            down[i] -= 1f / 64;
            Assert.Equal(1 + (2 * 32 * (regularizer.Penalty(up) - regularizer.Penalty(down))), gradient[i], 1e-5);
        }

        Regularizer again = Regularizer.Catalogue.Create(Regularizer.Catalogue.Write(regularizer));
        Assert.Equal(regularizer.Penalty(values), again.Penalty(values));
        Assert.ThrowsAny<InputException>(() => Regularizer.Catalogue.Create("l3"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2(-1));
    }

    [Fact]
    public void A_step_follows_the_loss_and_the_penalties_of_kernel_recurrent_kernel_and_bias()
    {
        var model = new Sequential(
            new Input(4, 2),
            new Lstm(
                3, new LstmOptions
                {
                    KernelRegularizer = new L2(0.1f),
                    RecurrentRegularizer = new L1(0.2f),
                    BiasRegularizer = new L1L2(0.1f, 0.3f)
                }),
            new Dense(1, new DenseOptions { KernelRegularizer = new L2(0.05f), BiasRegularizer = new L2(0.5f) }))
        { Seed = 3 };
        model.Build();
        model.SetWeights([.. model.GetWeights().Select((weight, i) => weight + (0.1f * MathF.Sin(i)))]);
        float[,,] x = TestData.Sequences(8, 4, 2);
        float[,] y = TestData.Means(x);
        float[] before = model.GetWeights();
        var probe = new GradientProbe(model, 8, 4);
        probe.Forward(TestData.Flat(x));
        double loss = probe.Backward(new MeanSquaredError(), [.. y.Cast<float>()]);
        float[] gradient = [.. model.Parameters.SelectMany(parameter =>
        {
            float[] sum = probe.Gradient(parameter);
            parameter.Regularizer?.AddGradient(parameter.Values, sum, 1);
            return sum;
        })];
        double penalty = model.Parameters.Sum(parameter => parameter.Regularizer?.Penalty(parameter.Values) ?? 0);
        Assert.True(penalty > 0.1);
        model.Compile(new Sgd(0.1f), new MeanSquaredError());

        // The reported loss has the penalties in it, in training and in evaluation.
        Assert.Equal(loss + penalty, model.Evaluate(x, y).Loss, 1e-6);
        History history = model.Fit(x, y, new FitOptions { BatchSize = 8 });

        Assert.Equal(loss + penalty, history.Epochs[0].Loss, 1e-6);
        Compare.Near("weights", [.. before.Zip(gradient, (weight, slope) => weight - (0.1f * slope))], model.GetWeights(), 1e-5);
    }

    [Fact]
    public void Activities_are_penalised_wherever_they_are_used()
    {
        Signal input = Graph.Input(4, 2);
        var used = new Dense(3) { ActivityRegularizer = new L2(0.3f) };
        var unused = new SimpleRnn(2, new SimpleRnnOptions { ReturnState = true }) { ActivityRegularizer = new L1L2(0.2f, 0.1f) };
        Signal hidden = used.Apply(input);
        Signal state = unused.Apply(hidden);
        var model = new Graph([input], [state.State[0], new Dense(1).Apply(hidden)]);
        ModelGradientCheck.Run(model, rows: 3);
        ModelGradientCheck.Run(
            new Sequential(
                new Input(4, 2),
                new Bidirectional(new Gru(2, new GruOptions { ReturnSequences = true })) { ActivityRegularizer = new L2(0.2f) }),
            rows: 3,
            lengths: [4, 2, 0]);
    }

    [Fact]
    public void The_penalty_of_activities_is_that_of_the_mean_sample()
    {
        var model = new Sequential(new Input(2), new Dense(2, new DenseOptions { UseBias = false }) { ActivityRegularizer = new L2(0.5f) });
        model.Build();
        model.SetWeights([1, 0, 0, 1]);
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        float[,] x = { { 1, 2 }, { 3, 0 }, { 0, 1 } };

        Assert.Equal(0.5 * (1 + 4 + 9 + 1) / 3, model.Evaluate(x, x).Loss, 1e-6);
        Assert.Equal(0.5 * (1 + 4 + 9 + 1) / 3, model.Fit(new ArraySource(x, x), new FitOptions { Epochs = 1 }).Epochs[0].Loss, 1e-6);
    }

    [Fact]
    public void A_penalty_that_is_chosen_after_a_prediction_counts()
    {
        var model = new Sequential(new Input(2), new Dense(2, new DenseOptions { UseBias = false }));
        model.Build();
        model.SetWeights([1, 0, 0, 1]);
        model.Compile(new Sgd(0.1f), new MeanSquaredError());
        float[,] x = { { 1, 2 } };

        Assert.Equal(0, model.Evaluate(x, x).Loss, 1e-6);
        model.Parameters[0].Regularizer = new L2(0.5f);
        Assert.Equal(0.5 * (1 + 1), model.Evaluate(x, x).Loss, 1e-6);
        Assert.Equal(0.5 * (1 + 1), model.Fit(x, x, new FitOptions { Epochs = 1 }).Epochs[0].Loss, 1e-6);
    }

    private static string? Write(Regularizer? regularizer) => regularizer is null ? null
        : Regularizer.Catalogue.Write(regularizer).ToJsonString();

    [Fact]
    public void Penalties_survive_saving()
    {
        string path = Path.GetTempFileName();
        try
        {
            var model = new Sequential(
                new Input(6, 2),
                new Conv1D(3, 2, new Conv1DOptions { KernelRegularizer = new L1(0.1f), BiasRegularizer = new L2(0.2f) }),
                new Gru(2, new GruOptions { RecurrentRegularizer = new L1L2(0.1f, 0.2f) }) { ActivityRegularizer = new L1(0.3f) });
            model.Build();
            model.Save(path);
            Model loaded = Model.Load(path);
            foreach ((Parameter before, Parameter after) in model.Parameters.Zip(loaded.Parameters))
            {
                Assert.Equal(Write(before.Regularizer), Write(after.Regularizer));
            }

            Assert.Equal(0.3f, Assert.IsType<L1>(loaded.Layers[1].ActivityRegularizer).Rate);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Regularizer Make(string name) => name switch { "l1" => new L1(0.3f), "l2" => new L2(0.2f), _ => new L1L2(0.1f, 0.4f) };
}

using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Training;

namespace Unroll.Tests.Optimizers;

/// <summary>Optimizers that look at all samples, on functions whose minimum is known.</summary>
public sealed class FullBatchOptimizerTests
{
    public static TheoryData<string> Names => ["lbfgs", "newton-raphson"];

    [Theory]
    [InlineData("lbfgs", 2, 60)]
    [InlineData("lbfgs", 10, 200)]
    [InlineData("newton-raphson", 2, 40)]
    [InlineData("newton-raphson", 10, 60)]
    public void Find_the_bottom_of_a_bent_valley(string name, int variables, int most)
    {
        double[] start = [.. Enumerable.Range(0, variables).Select(i => i % 2 == 0 ? -1.2 : 1.0)];
        FullBatchSteps steps = Make(name).CreateSteps(new Valley(variables));
        steps.Begin(start);
        double before = steps.Value;
        for (int i = 0; i < most && steps.Step(); i++)
        {
            Assert.True(steps.Value < before, "Each step must make the objective smaller.");
            before = steps.Value;
        }

        Assert.All(steps.Point, value => Assert.Equal(1, value, 1e-4));
        Assert.False(steps.Value > 1e-8);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Solve_a_logistic_regression(string name)
    {
        (ArraySource source, double[] expected) = Logistic();
        var model = new Sequential(new Input(2), new Dense(1, new DenseOptions { KernelRegularizer = new L2(0.05f) }));
        model.Compile(Make(name), new BinaryCrossEntropy(new() { FromLogits = true }));

        History history = model.Fit(source, new FitOptions { Epochs = 60, BatchSize = 7 });

        Assert.Equal(StopReason.Converged, history.StopReason);
        Assert.InRange(history.Epochs.Count, 3, 40);
        float[] weights = model.GetWeights();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(expected[i], weights[i], 2e-3);
        }

        Assert.Equal(model.Evaluate(source).Loss, history.Epochs[^1].Loss, 1e-6);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_a_small_recurrent_network_the_same_on_any_number_of_threads(string name)
    {
        float[,,] x = Contracts.TestData.Sequences(20, 5, 2);
        float[] Train(int threads, out double loss)
        {
            var model = new Sequential(new Input(5, 2), new Gru(2), new Dense(1)) { Seed = 2 };
            model.Compile(Make(name), new MeanSquaredError());
            History history = model.Fit(x, Contracts.TestData.Means(x), new FitOptions { Epochs = 12, BatchSize = 20, Threads = threads });
            loss = history.Epochs[^1].Loss / history.Epochs[0].Loss;
            return model.GetWeights();
        }

        Assert.Equal(Train(1, out double first), Train(2, out _));
        Assert.True(first < 0.5, $"The loss fell to {first} of what it was.");
    }

    [Fact]
    public void A_step_of_many_weights_ends_when_it_is_aborted()
    {
        using CancellationTokenSource abort = new();
        FullBatchSteps steps = new NewtonRaphson(5000).CreateSteps(new Valley(2) { Abort = abort.Token });
        steps.Begin([-1.2, 1]);
        abort.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => steps.Step());
    }

    [Fact]
    public void What_is_not_possible_is_told()
    {
        var model = new Sequential(new Input(5, 2), new Lstm(20), new Dense(1));
        model.Compile(new NewtonRaphson(), new MeanSquaredError());
        float[,,] x = Contracts.TestData.Sequences(4, 5, 2);
        string message = Assert.Throws<ArgumentException>(() => model.Fit(x, Contracts.TestData.Means(x), default)).Message;
        Assert.Contains("1,861", message, StringComparison.Ordinal);
        Assert.Contains("Lbfgs", message, StringComparison.Ordinal);
        model.Compile(new Lbfgs(), new MeanSquaredError());
        Assert.Throws<ArgumentException>(() => model.Fit(x, Contracts.TestData.Means(x), new FitOptions { AccumulationSteps = 2 }));
        Optimizer again = Optimizer.Catalogue.Create(Optimizer.Catalogue.Write(new Lbfgs(5)));
        Assert.Equal(5, Assert.IsType<Lbfgs>(again).Memory);
    }

    private static FullBatchOptimizer Make(string name) => name == "lbfgs" ? new Lbfgs() : new NewtonRaphson();

    /// <summary>
    /// Samples that no line parts, and the weights of the least penalised loss by plain gradient descent in double precision.
    /// </summary>
    private static (ArraySource Source, double[] Weights) Logistic()
    {
        const int Samples = 50;
        float[,] x = new float[Samples, 2], y = new float[Samples, 1];
        var random = new RandomStream(6);
        for (int i = 0; i < Samples; i++)
        {
            (x[i, 0], x[i, 1]) = ((float)random.NextNormal(), (float)random.NextNormal());
            y[i, 0] = x[i, 0] - (0.5f * x[i, 1]) + random.NextNormal() > 0 ? 1 : 0;
        }

        double[] w = new double[3];
        for (int step = 0; step < 20000; step++)
        {
            double[] gradient = [0.1 * w[0], 0.1 * w[1], 0];
            for (int i = 0; i < Samples; i++)
            {
                double error = (1 / (1 + Math.Exp(-((w[0] * x[i, 0]) + (w[1] * x[i, 1]) + w[2])))) - y[i, 0];
                gradient[0] += error * x[i, 0] / Samples;
                gradient[1] += error * x[i, 1] / Samples;
                gradient[2] += error / Samples;
            }

            for (int j = 0; j < 3; j++)
            {
                w[j] -= 0.5 * gradient[j];
            }
        }

        return (new ArraySource(x, y), w);
    }

    /// <summary>Rosenbrock's function in several pairs of variables.</summary>
    private sealed class Valley(int variables) : IObjective
    {
        public int Length => variables;

        public CancellationToken Abort { get; init; }

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            double sum = 0;
            for (int i = 0; i < variables; i += 2)
            {
                double a = 1 - point[i], b = point[i + 1] - (point[i] * point[i]);
                sum += (a * a) + (100 * b * b);
                gradient[i] = (-2 * a) - (400 * point[i] * b);
                gradient[i + 1] = 200 * b;
            }

            return sum;
        }
    }
}

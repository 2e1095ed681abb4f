using System.Numerics.Tensors;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Course;

/// <summary>Multilayer perceptrons: XOR, and two spirals that wind around each other.</summary>
internal static class MultilayerPerceptron
{
    private const int Cells = 48;
    private const float Reach = 1.1f;

    public static ReportSection Run()
    {
        #region page
        float[,] x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
        float[] y = [0, 1, 1, 0];
        var xor = new Sequential(
            new Input(2),
            new Dense(4, new() { Activation = ActivationFunction.Tanh }),
            new Dense(1, new() { Activation = ActivationFunction.Sigmoid }))
        { Seed = 1 };
        xor.Compile(new Adam(0.05f), new BinaryCrossEntropy(), new Accuracy());
        xor.Fit(x, y, new FitOptions { Epochs = 300 });
        Tensor<float> guesses = xor.Predict(x);
        #endregion
        IEnumerable<string> answers = Enumerable.Range(0, 4).Select(i => $"{x[i, 0]},{x[i, 1]} → {guesses[i, 0]:0.00}");
        Console.WriteLine("XOR:     " + string.Join("   ", answers));

        (float[,] points, float[] labels) = Spirals(400, 1);
        (float[,] others, float[] otherLabels) = Spirals(400, 2);
        Sequential best = xor;
        foreach (int[] widths in new int[][] { [], [8], [32], [32, 32] })
        {
            double[] accuracies = new double[3];
            for (ulong seed = 1; seed <= 3; seed++)
            {
                best = Fit(points, labels, seed, widths);
                accuracies[seed - 1] = best.Evaluate(others, otherLabels).Metrics["accuracy"];
            }

            string hidden = widths.Length == 0 ? "none" : string.Join(" + ", widths);
            Console.WriteLine($"spirals, hidden {hidden,-8} accuracy on unseen points, three seeds: "
                + string.Join("  ", accuracies.Select(accuracy => $"{accuracy:0.00}")));
        }

        float[,] plane = new float[Cells * Cells, 2];
        for (int i = 0; i < Cells * Cells; i++)
        {
            plane[i, 0] = At(i % Cells);
            plane[i, 1] = -At(i / Cells);
        }

        Tensor<float> over = best.Predict(plane);
        string[] names = [.. Enumerable.Range(0, Cells).Select(cell => $"{At(cell):0.0}")];
        return new HeatMapSection(
            "Two spirals, as two hidden layers of 32 divide the plane", "x₁", "x₂", names, [.. names.Reverse()],
            [.. Enumerable.Range(0, Cells).Select(row => Enumerable.Range(0, Cells)
                .Select(column => (2.0 * over[(row * Cells) + column, 0]) - 1).ToArray())])
        { Limit = 1 };
    }

    private static float At(int cell) => (((2 * Reach * (cell + 0.5f)) / Cells) - Reach);

    private static Sequential Fit(float[,] x, float[] y, ulong seed, int[] hidden)
    {
        Layer[] layers =
        [
            new Input(2),
            .. hidden.Select(units => new Dense(units, new() { Activation = ActivationFunction.Relu })),
            new Dense(1, new() { Activation = ActivationFunction.Sigmoid }),
        ];
        var model = new Sequential(layers) { Seed = seed };
        model.Compile(new Adam(0.01f), new BinaryCrossEntropy(), new Accuracy());
        model.Fit(x, y, new FitOptions { Epochs = 300 });
        return model;
    }

    /// <summary>Points of two spirals, one and a half turns each, a little off.</summary>
    private static (float[,] X, float[] Y) Spirals(int count, ulong seed)
    {
        RandomStream random = new(seed);
        float[,] x = new float[count, 2];
        float[] y = new float[count];
        for (int i = 0; i < count; i++)
        {
            y[i] = i % 2;
            double along = random.NextDouble(), angle = (3 * Math.PI * along) + (Math.PI * y[i]);
            x[i, 0] = (float)((along * Math.Cos(angle)) + (0.02 * random.NextNormal()));
            x[i, 1] = (float)((along * Math.Sin(angle)) + (0.02 * random.NextNormal()));
        }

        return (x, y);
    }
}

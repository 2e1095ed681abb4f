using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Course;

/// <summary>A convolution that finds a motif in noise, wherever it stands.</summary>
internal static class Convolution
{
    private const int Timesteps = 60;
    private const int Width = 9;

    private static readonly double[] _motif = [.. Enumerable.Range(0, Width).Select(i => Math.Sin(2 * Math.PI * i / (Width - 1)))];

    public static ReportSection Run()
    {
        (float[,,] x, float[] y) = Create(1000, 1);
        (float[,,] others, float[] labels) = Create(400, 2);
        #region page
        Conv1D convolution = new(1, Width);                      // y_t = Σₖ w_k x_{t+k} + b: the same few weights everywhere
        var model = new Sequential(
            new Input(Timesteps, 1), convolution, new GlobalMaxPooling1D(), new Dense(1, new() { Activation = ActivationFunction.Sigmoid }))
        { Seed = 3 };
        model.Compile(new Adam(0.02f), new BinaryCrossEntropy(), new Accuracy());
        model.Fit(x, y, new FitOptions { Epochs = 100 });
        double accuracy = model.Evaluate(others, labels).Metrics["accuracy"];
        Console.WriteLine($"convolution: {model.ParameterCount} parameters, accuracy on unseen sequences {accuracy:0.000}");
        #endregion

        double[] kernel = [.. convolution.Parameters[0].Values.ToArray().Select(weight => (double)weight)];
        Console.WriteLine($"correlation of the learned kernel with the motif {Correlation(kernel, _motif):0.000}");
        var whole = new Sequential(
            new Input(Timesteps, 1), new Flatten(), new Dense(16, new() { Activation = ActivationFunction.Relu }),
            new Dense(1, new() { Activation = ActivationFunction.Sigmoid }))
        { Seed = 3 };
        whole.Compile(new Adam(0.02f), new BinaryCrossEntropy(), new Accuracy());
        whole.Fit(x, y, new FitOptions { Epochs = 100 });
        Console.WriteLine($"dense layers: {whole.ParameterCount} parameters, accuracy on unseen sequences "
            + $"{whole.Evaluate(others, labels).Metrics["accuracy"]:0.000}");
        int[] dilations = [1, 2, 4, 8, 16, 32];
        Console.WriteLine(
            $"a causal network with kernels of 3 and dilations {string.Join(", ", dilations)} sees {1 + (2 * dilations.Sum())} timesteps");

        double scale = kernel.Max(Math.Abs);
        return new LineSection(
            "The motif and the kernel that was learned", Steps.Axis("timestep of the kernel"), new ChartAxis("weight, scaled"),
            [
                new ChartLine("learned kernel", Steps.Of(1, Width), [.. kernel.Select(weight => weight / scale)]),
                new ChartLine("motif", Steps.Of(1, Width), _motif),
            ]);
    }

    /// <summary>Noise, half of it with the motif somewhere.</summary>
    private static (float[,,] X, float[] Y) Create(int sequences, ulong seed)
    {
        RandomStream random = new(seed);
        float[,,] x = new float[sequences, Timesteps, 1];
        float[] y = new float[sequences];
        for (int i = 0; i < sequences; i++)
        {
            y[i] = i % 2;
            int start = random.NextInt32(Timesteps - Width + 1);
            for (int t = 0; t < Timesteps; t++)
            {
                double motif = y[i] == 1 && t >= start && t < start + Width ? 1.5 * _motif[t - start] : 0;
                x[i, t, 0] = (float)(motif + (0.5 * random.NextNormal()));
            }
        }

        return (x, y);
    }

    private static double Correlation(double[] a, double[] b)
    {
        double meanA = a.Average(), meanB = b.Average();
        double shared = a.Zip(b, (first, second) => (first - meanA) * (second - meanB)).Sum();
        return shared / Math.Sqrt(a.Sum(value => (value - meanA) * (value - meanA)) * b.Sum(value => (value - meanB) * (value - meanB)));
    }
}

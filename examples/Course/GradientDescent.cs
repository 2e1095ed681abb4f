using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Course;

/// <summary>Optimizers on a narrow valley: a linear regression one of whose inputs is ten times as small as the other.</summary>
internal static class GradientDescent
{
    private const int Rows = 256;
    private const int Epochs = 150;

    public static ReportSection Run()
    {
        RandomStream random = new(1);
        float[,] x = new float[Rows, 2];
        float[] y = new float[Rows];
        for (int i = 0; i < Rows; i++)
        {
            (x[i, 0], x[i, 1]) = ((float)random.NextNormal(), 0.1f * (float)random.NextNormal());
            y[i] = x[i, 0] + (10 * x[i, 1]);
        }

        #region page
        (string Name, Optimizer Optimizer)[] optimizers =
        [
            ("SGD", new Sgd(0.5f)),                                             // w ← w − η g
            ("momentum", new Sgd(0.5f, new() { Momentum = 0.9f })),             // v ← μ v − η g;  w ← w + v
            ("Nesterov", new Sgd(0.5f, new() { Momentum = 0.9f, Nesterov = true })),
            ("RMSprop", new RmsProp(0.1f)),                                     // w ← w − η g / √s,  s the mean of g²
            ("Adam", new Adam(0.3f)),                                           // both, and bias-corrected
        ];
        foreach ((string name, Optimizer optimizer) in optimizers)
        {
            var model = new Sequential(new Input(2), new Dense(1)) { Seed = 3 };
            model.Compile(optimizer, new MeanSquaredError());
            History history = model.Fit(x, y, new FitOptions { Epochs = Epochs, BatchSize = Rows }); // one step an epoch
            Show(name, [.. history.Epochs.Select(epoch => epoch.Loss)]);
        }
        #endregion

        return new LineSection(
            "Loss by step in a narrow valley", Steps.Axis("step"),
            new ChartAxis("mean squared error") { IsLogarithmic = true, Minimum = 1e-8 },
            _lines)
        { IsColored = true };
    }

    private static readonly List<ChartLine> _lines = [];

    private static void Show(string name, double[] losses)
    {
        int steps = Array.FindIndex(losses, loss => loss < 1e-3);
        string when = steps < 0 ? "more than 150" : $"{steps}";
        Console.WriteLine($"{name,-10} loss after 25 steps {losses[25]:0.0e+0}, after 150 {losses[^1]:0.0e+0}; below 0.001 after {when}");
        _lines.Add(new ChartLine(name, Steps.Of(0, losses.Length), [.. losses.Select(loss => Math.Max(loss, 1e-8))]));
    }
}

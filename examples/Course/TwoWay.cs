using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Course;

/// <summary>A label at each timestep that depends on what comes before and behind it.</summary>
internal static class TwoWay
{
    private const int Timesteps = 20;
    private const int Epochs = 40;

    public static ReportSection Run()
    {
        (float[,,] x, float[,,] y) = Create(1000, 1);
        (float[,,] others, float[,,] labels) = Create(200, 2);
        List<ChartLine> lines = [];
        #region page
        RecurrentLayer Memory() => new Gru(8, new() { ReturnSequences = true });
        foreach ((string name, Layer layer) in new[] { ("forwards alone", (Layer)Memory()), ("both ways", new Bidirectional(Memory())) })
        {
            var model = new Sequential(
                new Input(Timesteps, 1), layer, new Dense(1, new() { Activation = ActivationFunction.Sigmoid }))
            { Seed = 1 };
            model.Compile(new Adam(0.01f), new BinaryCrossEntropy(), new Accuracy());
            History history = model.Fit(x, y, new FitOptions { Epochs = Epochs });
            double accuracy = model.Evaluate(others, labels).Metrics["accuracy"];
            Console.WriteLine($"{name,-15} {model.ParameterCount,4} parameters, accuracy on unseen sequences {accuracy:0.000}");
            lines.Add(new ChartLine(name, Steps.Of(1, Epochs), [.. history.Epochs.Select(epoch => epoch.Metrics["accuracy"])]));
        }
        #endregion

        return new LineSection(
            "Is a number above both neighbours?", Steps.Axis("epoch"),
            new ChartAxis("accuracy") { Minimum = 0.5, Maximum = 1 }, lines);
    }

    /// <summary>Random numbers, and for each whether it is above the one before and the one behind.</summary>
    private static (float[,,] X, float[,,] Y) Create(int sequences, ulong seed)
    {
        RandomStream random = new(seed);
        float[,,] x = new float[sequences, Timesteps, 1], y = new float[sequences, Timesteps, 1];
        for (int i = 0; i < sequences; i++)
        {
            for (int t = 0; t < Timesteps; t++)
            {
                x[i, t, 0] = (2 * random.NextSingle()) - 1;
            }

            for (int t = 0; t < Timesteps; t++)
            {
                bool isAbove = (t == 0 || x[i, t, 0] > x[i, t - 1, 0]) && (t == Timesteps - 1 || x[i, t, 0] > x[i, t + 1, 0]);
                y[i, t, 0] = isAbove ? 1 : 0;
            }
        }

        return (x, y);
    }
}

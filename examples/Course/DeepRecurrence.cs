using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Course;

/// <summary>One, two and three recurrent layers of about as many parameters on a parity of parities.</summary>
internal static class DeepRecurrence
{
    private const int Timesteps = 24;
    private const int Epochs = 30;

    public static ReportSection Run()
    {
        (float[,,] x, float[,,] y) = Create(1000, 1);
        (float[,,] others, float[,,] labels) = Create(200, 2);
        List<ChartLine> lines = [];
        #region page
        foreach (int[] widths in new int[][] { [28], [16, 16], [13, 12, 12] })
        {
            foreach (ulong seed in new ulong[] { 1, 2, 3 })
            {
                var model = new Sequential(
                [
                    new Input(Timesteps, 1),
                    .. widths.Select(units => new Gru(units, new() { ReturnSequences = true })),
                    new Dense(1, new() { Activation = ActivationFunction.Sigmoid }),
                ])
                { Seed = seed };
                model.Compile(new Adam(0.01f), new BinaryCrossEntropy(), new Accuracy());
                History history = model.Fit(x, y, new FitOptions { Epochs = Epochs });
                Show(widths, seed, model.ParameterCount, model.Evaluate(others, labels).Metrics["accuracy"], history, lines);
            }
        }
        #endregion

        return new LineSection(
            "Parity of parities of parities, by layers; three seeds", Steps.Axis("epoch"),
            new ChartAxis("accuracy") { Minimum = 0.5, Maximum = 1 }, lines)
        { IsColored = true };
    }

    private static void Show(int[] widths, ulong seed, long parameters, double accuracy, History history, List<ChartLine> lines)
    {
        string name = string.Join(" + ", widths);
        Console.WriteLine($"{name,-12} units, {parameters} parameters, seed {seed}: "
            + $"{history.Epochs.Count(epoch => epoch.Metrics["accuracy"] < 0.99),2} epochs below 0.99, unseen {accuracy:0.000}");
        lines.Add(new ChartLine($"{name} ({seed})", Steps.Of(1, Epochs), [.. history.Epochs.Select(epoch => epoch.Metrics["accuracy"])]));
    }

    /// <summary>Zeros and ones, the parity of the ones so far, that of these parities so far, and that of those, the label.</summary>
    private static (float[,,] X, float[,,] Y) Create(int sequences, ulong seed)
    {
        RandomStream random = new(seed);
        float[,,] x = new float[sequences, Timesteps, 1], y = new float[sequences, Timesteps, 1];
        for (int i = 0; i < sequences; i++)
        {
            int[] parities = new int[4];
            for (int t = 0; t < Timesteps; t++)
            {
                parities[0] = random.NextInt32(2);
                for (int level = 1; level < parities.Length; level++)
                {
                    parities[level] ^= parities[level - 1];
                }

                (x[i, t, 0], y[i, t, 0]) = (parities[0], parities[^1]);
            }
        }

        return (x, y);
    }
}

using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Course;

/// <summary>A GRU: one step written out, and its learning beside an LSTM and a simple RNN.</summary>
internal static class GatedRecurrentUnit
{
    private const int Timesteps = 30;
    private const int Units = 8;
    private const int Epochs = 40;

    public static ReportSection Run()
    {
        RecallTask task = RecallTask.Create(2000, Timesteps, 1), others = RecallTask.Create(200, Timesteps, 2);
        List<ChartLine> lines = [];
        foreach (RecurrentLayer layer in new RecurrentLayer[] { new SimpleRnn(Units), new Lstm(Units), new Gru(Units) })
        {
            var model = new Sequential(new Input(Timesteps, 2), layer, new Dense(1)) { Seed = 1 };
            model.Compile(new Adam(0.01f), new MeanSquaredError());
            History history = model.Fit(task.X, task.Y, new FitOptions { Epochs = Epochs });
            Console.WriteLine($"{layer.Kind,-10} {layer.Parameters.Sum(parameter => parameter.Length),4} parameters, "
                + $"mean squared error on unseen sequences {model.Evaluate(others.X, others.Y).Loss:0.0000}");
            lines.Add(new ChartLine(layer.Kind, Steps.Of(1, Epochs), [.. history.Epochs.Select(epoch => epoch.Loss)]));
            if (layer is Gru gru)
            {
                double difference = Difference(gru, model, others);
                Console.WriteLine($"largest difference of {Timesteps} steps by hand from the library: {difference:0.0e+0}");
            }
        }

        return new LineSection(
            "Keeping a marked number for 15 to 29 timesteps", Steps.Axis("epoch"),
            new ChartAxis("training loss") { IsLogarithmic = true }, lines);
    }

    #region page
    // One timestep, in place: z, r = σ(x W + h U + b), g = tanh(x W + r (h U + b′)), h ← z h + (1 − z) g.
    private static void Step(Gru gru, double[] x, double[] h)
    {
        int n = h.Length;
        double[] w = GateWeights.Product(gru, "kernel", x, bias: 0), u = GateWeights.Product(gru, "recurrent_kernel", h, bias: 3 * n);
        for (int j = 0; j < n; j++)
        {
            double z = GateWeights.Sigmoid(w[j] + u[j]), r = GateWeights.Sigmoid(w[n + j] + u[n + j]);
            double g = Math.Tanh(w[(2 * n) + j] + (r * u[(2 * n) + j]));
            h[j] = (z * h[j]) + ((1 - z) * g);          // what is kept and what is written add up to 1
        }
    }
    #endregion

    private static double Difference(Gru gru, Sequential model, RecallTask task)
    {
        double[] h = new double[Units];
        for (int t = 0; t < Timesteps; t++)
        {
            Step(gru, [task.X[0, t, 0], task.X[0, t, 1]], h);
        }

        RecurrentTrace trace = RecurrentTrace.Of(model, new InputSample(task.Sequence(0)));
        return h.Select((value, unit) => Math.Abs(value - trace.Hidden[Timesteps - 1, unit])).Max();
    }
}

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

/// <summary>An LSTM gate by gate: one step written out, and what gates do in a trained one that keeps a marked number.</summary>
internal static class LongShortTermMemory
{
    private const int Timesteps = 30;
    private const int Units = 8;

    public static ReportSection Run()
    {
        RecallTask task = RecallTask.Create(2000, Timesteps, 1), others = RecallTask.Create(200, Timesteps, 2);
        Lstm lstm = new(Units);
        var model = new Sequential(new Input(Timesteps, 2), lstm, new Dense(1)) { Seed = 1 };
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        model.Fit(task.X, task.Y, new FitOptions { Epochs = 40 });
        Console.WriteLine($"mean squared error on unseen sequences {model.Evaluate(others.X, others.Y).Loss:0.0000}; "
            + $"of guessing 0 {others.Y.Average(y => y * y):0.0000}");
        Console.WriteLine($"largest difference of {Timesteps} steps by hand from the library: {Difference(lstm, model, others):0.0e+0}");

        RecurrentTrace[] traces = [.. Enumerable.Range(0, 200).Select(i => RecurrentTrace.Of(model, new InputSample(others.Sequence(i))))];
        int keeper = Enumerable.Range(0, Units).MaxBy(unit => Math.Abs(Correlation(traces, others.Y, unit)));
        Console.WriteLine(
            $"unit {keeper + 1} keeps it: correlation of its last cell state with the marked number "
            + $"{Correlation(traces, others.Y, keeper):0.00}");
        foreach (string gate in new[] { "input", "forget", "output" })
        {
            Console.WriteLine($"{gate,-6} gate of it: at the mark {Mean(traces, others, gate, keeper, 0, 0):0.00}, behind it "
                + $"{Mean(traces, others, gate, keeper, 1, Timesteps):0.00}, "
                + $"at the end {Mean(traces, others, gate, keeper, 0, 0, last: true):0.00}");
        }

        RecurrentTrace shown = traces[0];
        return new LineSection(
            $"A unit that keeps a number; the mark is at timestep {others.Marks[0] + 1}",
            Steps.Axis("timestep"), new ChartAxis("activation"),
            [
                .. shown.Gates.Where(gate => gate.Name != "candidate").Append(shown.Cell!).Select(track => new ChartLine(
                    track.Name == "cell" ? "cell state" : $"{track.Name} gate", Steps.Of(1, Timesteps),
                    [.. track.OfUnit(keeper).Select(value => (double)value)])),
            ])
        { IsColored = true };
    }

    #region page
    // One timestep, in place: i, f, o = σ(x W + h U + b), g = tanh(…), c ← f c + i g, h ← o tanh(c).
    private static void Step(Lstm lstm, double[] x, double[] h, double[] c)
    {
        double[] z = GateWeights.Product(lstm, "kernel", x, bias: 0), u = GateWeights.Product(lstm, "recurrent_kernel", h, bias: null);
        for (int j = 0; j < h.Length; j++)
        {
            double i = GateWeights.Sigmoid(Sum(0)), f = GateWeights.Sigmoid(Sum(1)), g = Math.Tanh(Sum(2)), o = GateWeights.Sigmoid(Sum(3));
            c[j] = (f * c[j]) + (i * g);                // forget some of the memory, write some of the candidate
            h[j] = o * Math.Tanh(c[j]);                 // show some of it

            double Sum(int gate) => z[(gate * h.Length) + j] + u[(gate * h.Length) + j];
        }
    }
    #endregion

    private static double Difference(Lstm lstm, Sequential model, RecallTask task)
    {
        double[] h = new double[Units], c = new double[Units];
        for (int t = 0; t < Timesteps; t++)
        {
            Step(lstm, [task.X[0, t, 0], task.X[0, t, 1]], h, c);
        }

        RecurrentTrace trace = RecurrentTrace.Of(model, new InputSample(task.Sequence(0)));
        return h.Select((value, unit) => Math.Abs(value - trace.Hidden[Timesteps - 1, unit])).Max();
    }

    /// <summary>The mean of a unit's gate over some timesteps behind the mark, or over the last ones.</summary>
    private static double Mean(RecurrentTrace[] traces, RecallTask task, string name, int unit, int from, int to, bool last = false) =>
        traces.SelectMany((trace, i) => trace.Gates.Single(gate => gate.Name == name).OfUnit(unit).Where(
            (_, t) => last ? t == Timesteps - 1 : t - task.Marks[i] >= from && t - task.Marks[i] <= to)).Average(value => (double)value);

    private static double Correlation(RecurrentTrace[] traces, float[] y, int unit)
    {
        double[] kept = [.. traces.Select(trace => (double)trace.Cell![Timesteps - 1, unit])];
        double meanKept = kept.Average(), mean = y.Average();
        double shared = kept.Zip(y, (a, b) => (a - meanKept) * (b - mean)).Sum();
        return shared / Math.Sqrt(kept.Sum(a => (a - meanKept) * (a - meanKept)) * y.Sum(b => (b - mean) * (b - mean)));
    }
}

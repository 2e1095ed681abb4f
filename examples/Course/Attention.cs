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

/// <summary>Attention written out, and trained to look for the marked timestep.</summary>
internal static class Attention
{
    private const int Timesteps = 20;

    public static ReportSection Run()
    {
        double[][] attended = Attend([[1, 0]], [[1, 0], [0, 1], [-1, 0]], [[10], [20], [30]]);
        Console.WriteLine(
            $"by hand: the query (1, 0) over the keys (1, 0), (0, 1), (−1, 0) gives {attended[0][0]:0.000} of the values 10, 20, 30");

        RecallTask task = RecallTask.Create(1000, Timesteps, 1), others = RecallTask.Create(200, Timesteps, 2);
        var model = new Sequential(new Input(Timesteps, 2), new MultiHeadAttention(1, 8), new Dense(1)) { Seed = 1 };
        model.Compile(new Adam(0.02f), new MeanSquaredError());
        model.Fit(task.X, Everywhere(task.Y), new FitOptions { Epochs = 100 });
        AttentionMap[] maps = [.. Enumerable.Range(0, 200).Select(i => AttentionMap.Of(model, new InputSample(others.Sequence(i)))[0])];
        double onMark = maps.Select((map, i) => Enumerable.Range(0, Timesteps).Average(t => (double)map[t, others.Marks[i]])).Average();
        Console.WriteLine($"trained: mean squared error on unseen sequences {model.Evaluate(others.X, Everywhere(others.Y)).Loss:0.0000}, "
            + $"{100 * onMark:0} % of the weight is on the mark");

        int shown = Array.FindIndex(others.Marks, mark => mark > 4);
        return new HeatMapSection(
            $"Attention of each timestep; the mark is at {others.Marks[shown] + 1}", "timestep attended to", "timestep",
            Steps.Names(1, Timesteps), Steps.Names(1, Timesteps),
            [.. Enumerable.Range(0, Timesteps).Select(
                t => Enumerable.Range(0, Timesteps).Select(key => (double)maps[shown][t, key]).ToArray())])
        { Limit = 1, HasSigns = false };
    }

    #region page
    // softmax(Q Kᵀ / √d) V: each query gets a mean of the values, weighted by how well it fits their keys.
    private static double[][] Attend(double[][] queries, double[][] keys, double[][] values) =>
    [
        .. queries.Select(query =>
        {
            double[] scores = [.. keys.Select(key => Math.Exp(query.Zip(key, (q, k) => q * k).Sum() / Math.Sqrt(query.Length)))];
            return values[0].Select((_, feature) => values.Select((value, i) => scores[i] / scores.Sum() * value[feature]).Sum()).ToArray();
        }),
    ];
    #endregion

    /// <summary>The same number at every timestep of a sequence.</summary>
    private static float[,,] Everywhere(float[] y)
    {
        float[,,] all = new float[y.Length, Timesteps, 1];
        for (int i = 0; i < all.Length; i++)
        {
            all[i / Timesteps, i % Timesteps, 0] = y[i / Timesteps];
        }

        return all;
    }
}

using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Course;

/// <summary>Back-propagation through time for one unit, term by term.</summary>
internal static class BackPropagationThroughTime
{
    private const int Timesteps = 20;
    private const float U = 0.8f;

    public static ReportSection Run()
    {
        RandomStream random = new(7);
        float[] x = [.. Enumerable.Range(0, Timesteps).Select(_ => 0.5f * (float)random.NextNormal())];
        double[] terms = Terms(x, 1, U);
        double all = terms.Sum();
        double numerical = (Last(x, U + 1e-6) - Last(x, U - 1e-6)) / 2e-6;
        Console.WriteLine($"∂h_T/∂u by hand {all:0.000000}, by differences {numerical:0.000000}, by the library {OfLibrary(x):0.000000}");
        double[] sums = [.. Enumerable.Range(1, Timesteps).Select(count => terms.Take(count).Sum())];
        foreach (int k in new[] { 1, 3, 5, 10, 20 })
        {
            Console.WriteLine($"truncated after {k,2} steps back: {sums[k - 1]:0.000000}, {100 * sums[k - 1] / all:0} % of it");
        }

        return new LineSection(
            "The gradient of u, cut off after some steps back", Steps.Axis("steps back that count"),
            new ChartAxis("∂h_T/∂u"),
            [
                new ChartLine("truncated", Steps.Of(1, Timesteps), sums),
                new ChartLine("whole", [1, Timesteps], [all, all]) { IsReference = true },
            ]);
    }

    #region page
    // ∂h_T/∂u = Σₖ (∂h_T/∂h_{T−k}) · tanh′ · h_{T−k−1}: a term for each step back, the nearest first.
    private static double[] Terms(float[] x, double w, double u)
    {
        double[] h = new double[x.Length + 1];                   // h₀ = 0
        for (int t = 1; t <= x.Length; t++)
        {
            h[t] = Math.Tanh((w * x[t - 1]) + (u * h[t - 1]));
        }

        double[] terms = new double[x.Length];
        double delta = 1;                                        // ∂h_T/∂h_t, from t = T backwards
        for (int t = x.Length; t >= 1; t--)
        {
            double slope = 1 - (h[t] * h[t]);                    // tanh′
            terms[x.Length - t] = delta * slope * h[t - 1];
            delta *= slope * u;                                  // one factor more for each step back
        }

        return terms;
    }
    #endregion

    private static double Last(float[] x, double u) => x.Aggregate(0.0, (h, value) => Math.Tanh(value + (u * h)));

    private static double OfLibrary(float[] x)
    {
        SimpleRnn layer = new(1);
        var model = new Sequential(new Input(Timesteps, 1), layer);
        model.Build();
        foreach ((Parameter parameter, float value) in layer.Parameters.Zip([1f, U, 0f]))
        {
            parameter.Values[0] = value;
            parameter.MarkChanged();
        }

        var probe = new GradientProbe(model, 1, Timesteps);
        probe.Forward(x);
        probe.Backward([1f]);
        return probe.Gradient(layer.Parameters.Single(parameter => parameter.Name == "recurrent_kernel"))[0];
    }
}

using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Course;

/// <summary>One recurrent unit: what is left of an impulse, by the recurrent weight.</summary>
internal static class Recurrence
{
    private const int Timesteps = 30;

    public static ReportSection Run()
    {
        float[] impulse = [1, .. new float[Timesteps - 1]];
        List<ChartLine> lines = [];
        foreach (float u in new[] { 0.5f, 0.9f, 1.2f, -0.9f })
        {
            double[] states = States(impulse, w: 1, u, b: 0);
            Console.WriteLine(
                $"u = {u,4:0.0}: h₁ = {states[0]:0.000}, h₅ = {states[4],6:0.000}, h₁₀ = {states[9],6:0.000}, h₃₀ = {states[29],6:0.000}; "
                + $"the library differs by {Difference(impulse, u, states):0.0e+0}");
            lines.Add(new ChartLine($"u = {u}", Steps.Of(1, Timesteps), states));
        }

        return new LineSection(
            "What a unit remembers of an impulse at t = 1", Steps.Axis("timestep"), new ChartAxis("hidden state h"), lines)
        { IsColored = true };
    }

    #region page
    // h_t = tanh(w x_t + u h_{t−1} + b): the same three numbers at every timestep.
    private static double[] States(float[] x, double w, double u, double b)
    {
        double[] h = new double[x.Length];
        for (int t = 0; t < x.Length; t++)
        {
            double before = t == 0 ? 0 : h[t - 1];
            h[t] = Math.Tanh((w * x[t]) + (u * before) + b);
        }

        return h;
    }
    #endregion

    private static double Difference(float[] x, float u, double[] states)
    {
        SimpleRnn layer = new(1, new() { ReturnSequences = true });
        var model = new Sequential(new Input(Timesteps, 1), layer);
        model.Build();
        foreach ((Parameter parameter, float value) in layer.Parameters.Zip([1f, u, 0f]))
        {
            parameter.Values[0] = value;
            parameter.MarkChanged();
        }

        return new GradientProbe(model, 1, Timesteps).Forward(x).Zip(states, (own, hand) => Math.Abs(own - hand)).Max();
    }
}

using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Course;

/// <summary>A recurrent network unrolled over time: as many layers as timesteps, all with the same weights.</summary>
internal static class Unrolling
{
    private const int Units = 8;

    public static ReportSection Run()
    {
        float[] wave = [.. Enumerable.Range(0, 40).Select(t => MathF.Sin(0.4f * t))];
        #region page
        var model = new Sequential(new Input(40, 1), new SimpleRnn(Units, new() { ReturnSequences = true }), new Dense(1)) { Seed = 2 };
        model.Build();
        float[] whole = new GradientProbe(model, 1, 40).Forward(wave);          // all 40 timesteps at once

        using var predictor = new Predictor(model);
        StreamingPredictor stream = predictor.CreateStream();                   // one timestep after the other, the state carried
        float[] stepwise = new float[40], output = new float[1];
        for (int t = 0; t < 40; t++)
        {
            stream.Step(wave.AsSpan(t, 1), output);
            stepwise[t] = output[0];
        }
        #endregion
        float difference = whole.Zip(stepwise, (a, b) => Math.Abs(a - b)).Max();
        Console.WriteLine($"largest difference between 40 timesteps at once and one by one: {difference:0.0e+0}");
        foreach (int timesteps in new[] { 1, 40, 1000 })
        {
            var longer = new Sequential(new Input(timesteps, 1), new SimpleRnn(Units), new Dense(1));
            longer.Build();
            Console.WriteLine($"{timesteps,5} timesteps: {longer.ParameterCount} parameters");
        }

        SimpleRnn layer = (SimpleRnn)model.Layers.First(part => part is SimpleRnn);
        var probe = new GradientProbe(model, 1, 40);
        probe.Forward(wave);
        float[] states = probe.HiddenStates(layer);
        return new HeatMapSection(
            "The state of 8 units over 40 timesteps of a wave", "timestep", "unit", Steps.Names(1, 40), Steps.Names(1, Units),
            [.. Enumerable.Range(0, Units).Select(
                unit => Enumerable.Range(0, 40).Select(t => (double)states[(t * Units) + unit]).ToArray())])
        { Limit = 1 };
    }
}

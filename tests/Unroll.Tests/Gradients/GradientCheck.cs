using Unroll.Tests.Oracles;

namespace Unroll.Tests.Gradients;

/// <summary>Runs a stack in the engine and in the oracle, and compares outputs and every gradient.</summary>
internal static class GradientCheck
{
    private const double OutputTolerance = 1e-5;

    // All elements of small tensors are judged one by one; of large ones some elements, and random directions that every element takes part
    // in.
    private const int AllElements = 40;
    private const int SomeElements = 8;
    private const int Directions = 2;

    public static void Run(NetworkSpec spec, int rows, double tolerance = 1e-4, double inputScale = 1)
    {
        NetworkWeights weights = spec.RandomWeights(seed: 7);
        var random = new RandomStream(11, (ulong)rows);
        float[] input = Normal(random, rows * spec.Timesteps * spec.Inputs, inputScale);
        float[] outputGradient = Normal(random, rows * spec.OutputTimesteps * spec.Outputs, 1);
        var oracle = new OracleNetwork(spec, weights);
        Batch batch = Batch.Of(input, rows, spec.Timesteps, spec.Inputs);
        var engine = new EngineNetwork(spec, weights, rows);

        Compare.Near($"{spec}, {rows} rows: output", oracle.Forward(batch).Data, Compare.ToDouble(engine.Forward(input)), OutputTolerance);

        engine.Backward(outputGradient);
        double[] factors = Compare.ToDouble(outputGradient);
        double Loss()
        {
            double[] output = oracle.Forward(batch).Data;
            double sum = 0;
            for (int i = 0; i < output.Length; i++)
            {
                sum += output[i] * factors[i];
            }

            return sum;
        }

        Judge($"{spec}, {rows} rows: input gradient", batch.Data, engine.InputGradient, Loss, random, tolerance);
        foreach ((int layer, ParameterSpec parameter) in spec.Parameters())
        {
            Judge(
                $"{spec}, {rows} rows: gradient of {layer}.{parameter.Name}",
                oracle.Weights(layer, parameter.Name),
                engine.Gradient(layer, parameter.Name),
                Loss,
                random,
                tolerance);
        }

        CheckAgain(spec, engine, input, outputGradient);
    }

    /// <summary>Workspaces are used for batch after batch: nothing of one pass may show in the next.</summary>
    private static void CheckAgain(NetworkSpec spec, EngineNetwork engine, float[] input, float[] outputGradient)
    {
        float[] inputGradient = engine.InputGradient;
        var gradients = spec.Parameters().Select(at => engine.Gradient(at.Layer, at.Parameter.Name)).ToList();
        engine.Forward([.. input.Select(value => 1 - value)]);
        engine.Backward([.. outputGradient.Select(value => value + 3)]);
        engine.Forward(input);
        engine.Backward(outputGradient);
        Assert.Equal(inputGradient, engine.InputGradient);
        Assert.Equal(gradients, spec.Parameters().Select(at => engine.Gradient(at.Layer, at.Parameter.Name)));
    }

    private static void Judge(string what, double[] values, float[] gradient, Func<double> loss, RandomStream random, double tolerance)
    {
        Assert.Equal(values.Length, gradient.Length);
        bool all = values.Length <= AllElements;
        int[] elements = all
            ? [.. Enumerable.Range(0, values.Length)]
            : [0, values.Length - 1, .. Enumerable.Range(0, SomeElements - 2).Select(_ => random.NextInt32(values.Length))];
        double[] expected = [.. elements.Select(index => CentralDifferences.At(values, index, loss))];

        // Relative to the largest element of the whole gradient, or of those looked at if that is larger.
        double scale = Math.Max(gradient.Max(value => Math.Abs((double)value)), expected.Max(Math.Abs));
        for (int i = 0; i < elements.Length; i++)
        {
            double error = Math.Abs(gradient[elements[i]] - expected[i]);
            Assert.True(
                error <= tolerance * scale,
                $"{what}: element {elements[i]} of {values.Length} is {gradient[elements[i]]:G9} instead of {expected[i]:G9}.");
        }

        if (all)
        {
            return;
        }

        double norm = Math.Sqrt(gradient.Sum(value => (double)value * value));
        for (int i = 0; i < Directions; i++)
        {
            double[] direction = [.. values.Select(_ => random.NextNormal())];
            double along = CentralDifferences.Along(values, direction, loss);
            double dot = gradient.Zip(direction, (g, d) => g * d).Sum();
            Assert.True(
                Math.Abs(along - dot) <= tolerance * Math.Max(norm, Math.Abs(along)),
                $"{what}: the derivative along a random direction is {dot:G9} instead of {along:G9} (norm {norm:G6}).");
        }
    }

    private static float[] Normal(RandomStream random, int length, double scale)
    {
        var values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)(scale * random.NextNormal());
        }

        return values;
    }
}

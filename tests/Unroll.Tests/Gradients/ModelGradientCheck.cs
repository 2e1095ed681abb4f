using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Gradients;

/// <summary>
/// The gradients of any model, several inputs, outputs and padded timesteps included, against differences of its own forward pass: the loss
/// is a fixed random weighting of all outputs, summed in double precision, differenced four times so that the error is of fourth order.
/// </summary>
internal static class ModelGradientCheck
{
    private const int SomeElements = 6;

    private static readonly double[] _stepFactors = [1, 0.3, 0.1];

    /// <summary>Checks the gradient of every trainable parameter and every input.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="timesteps">Timesteps where an input takes any number.</param>
    /// <param name="lengths">Real timesteps of each row, for all inputs that are sequences; null: all.</param>
    /// <param name="training">Whether layers behave as in training.</param>
    /// <param name="fill">Fills an input; null: normal numbers.</param>
    /// <param name="tolerance">Largest error, relative to the largest element of a gradient.</param>
    /// <param name="step">Width of the differences.</param>
    /// <param name="inputGradients">Whether inputs have gradients; off for indices.</param>
    /// <param name="withoutEffect">
    /// Name of a parameter that changes no output, so that its gradient is rounding; null: there is none.
    /// </param>
    /// <param name="rounding">
    /// What single precision rounds of each output, relative to it; judged by it, differences may be narrow enough for the sharp bends of a
    /// maximum.
    /// </param>
    public static void Run(
        Model model,
        int rows,
        int timesteps = 5,
        int[]? lengths = null,
        bool training = false,
        Action<int, float[]>? fill = null,
        double tolerance = 1e-3,
        double step = 1e-2,
        bool inputGradients = true,
        string? withoutEffect = null,
        double rounding = 0)
    {
        model.Build();
        Shape[] shapes = [
            .. model.InputShapes.Select(shape => shape.Timesteps == Shape.AnyLength ? Shape.Sequence(timesteps, shape.Features) : shape)];
        bool[] masked = [.. shapes.Select(shape => lengths is not null && shape.IsSequence)];
        ShardPass pass = model.CreatePass(shapes, masked, rows, new PassOptions(Training: true, InputGradients: inputGradients));
        pass.Context.IsTraining = training;
        var random = new RandomStream(23, (ulong)rows);
        for (int i = 0; i < shapes.Length; i++)
        {
            float[] values = [.. Enumerable.Range(0, pass.Inputs[i].Values.Values.Length).Select(_ => (float)random.NextNormal())];
            fill?.Invoke(i, values);
            values.CopyTo(pass.Inputs[i].Values.Values);
            if (pass.Inputs[i].Mask is { } mask)
            {
                for (int at = 0; at < mask.Length; at++)
                {
                    mask[at] = at / rows < lengths![at % rows];
                }

                pass.Inputs[i].ClearPadding(pass.Inputs[i].Buffer);
            }
        }

        float[][] factors = [
            .. pass.Outputs.Select(
                output => Enumerable.Range(0, output.Values.Values.Length).Select(_ => (float)random.NextNormal()).ToArray())];

        double Loss()
        {
            // The same random numbers each time, so that what is dropped stays the same.
            pass.Context.Random.Reset(5, 1);
            model.Prepare(training: true);
            pass.Forward();
            double sum = pass.ActivityPenalty;
            for (int o = 0; o < factors.Length; o++)
            {
                Span<float> output = pass.Outputs[o].Values.Values;
                for (int i = 0; i < output.Length; i++)
                {
                    sum += (double)output[i] * factors[o][i];
                }
            }

            return sum;
        }

        Loss();
        double noise = 0;
        for (int o = 0; o < factors.Length; o++)
        {
            float[] output = pass.Outputs[o].Values.Values.ToArray();
            noise += output.Zip(factors[o], (value, factor) => Math.Pow(value * factor, 2)).Sum();
        }

        noise = rounding * Math.Sqrt(noise);
        for (int o = 0; o < factors.Length; o++)
        {
            factors[o].CopyTo(pass.Outputs[o].GradientValues.Values);
        }

        pass.Context.AllGradients.Clear();
        pass.Backward();
        List<(string Name, float[] Gradient, Func<int, float> Get, Action<int, float> Set)> checks = [];
        foreach (Layer layer in model.Layers)
        {
            foreach (Parameter parameter in layer.Parameters.Where(parameter => parameter.IsTrainable))
            {
                checks.Add((
                    $"{layer.Name}.{parameter.Name}",
                    pass.Context.Gradient(parameter).ToArray(),
                    index => parameter.Values[index],
                    (index, value) =>
                    {
                        parameter.Values[index] = value;
                        parameter.MarkChanged();
                    }
                ));
            }
        }

        for (int i = 0; inputGradients && i < shapes.Length; i++)
        {
            PassTensor input = pass.Inputs[i];
            checks.Add((
                "input " + model.InputNames[i],
                input.GradientValues.Values.ToArray(),
                index => input.Values.Values[index],
                (index, value) => input.Values.Values[index] = value));
        }

        float largest = checks.Max(check => check.Gradient.Max(Math.Abs));
        foreach ((string name, float[] gradient, Func<int, float> get, Action<int, float> set) in checks)
        {
            if (withoutEffect is not null && name.EndsWith('.' + withoutEffect, StringComparison.Ordinal))
            {
                Assert.All(
                    gradient,
                    value => Assert.True(Math.Abs(value) <= 1e-5 * largest, $"{name} has no effect, but its gradient is {value:G9}."));
                continue;
            }

            Judge(name, gradient, get, set, Loss, random, step, tolerance, noise, index => IsPadding(name, index));
        }

        bool IsPadding(string name, int index)
        {
            int input = Array.FindIndex([.. model.InputNames], inputName => "input " + inputName == name);
            return input >= 0 && pass.Inputs[input].Mask is { } mask && !mask[index / shapes[input].Features];
        }
    }

    private static void Judge(
        string name,
        float[] gradient,
        Func<int, float> get,
        Action<int, float> set,
        Func<double> loss,
        RandomStream random,
        double step,
        double tolerance,
        double noise,
        Func<int, bool> isPadding)
    {
        int[] largest = [.. Enumerable.Range(0, gradient.Length).OrderByDescending(i => Math.Abs(gradient[i])).Take(SomeElements)];
        int[] elements = [.. largest, .. Enumerable.Range(0, SomeElements).Select(_ => random.NextInt32(gradient.Length))];
        double scale = gradient.Max(value => Math.Abs((double)value));
        foreach (int index in elements.Distinct())
        {
            if (isPadding(index))
            {
                Assert.True(gradient[index] == 0, $"{name}: element {index} is padding, but its gradient is {gradient[index]:G9}.");
                continue;
            }

            float value = get(index);
            double At(double offset)
            {
                set(index, (float)(value + offset));
                double result = loss();
                set(index, value);
                return result;
            }

            // A wide step rounds little, a narrow one follows a sharp bend: the difference that agrees best is the one that tells.
            double[] widths = [.. _stepFactors.Select(factor => factor * step), .. noise > 0 ? [0.02 * step] : Array.Empty<double>()];
            double[] differences = [
                .. widths.Select(width => ((8 * (At(width) - At(-width))) - (At(2 * width) - At(-2 * width))) / (12 * width))];
            bool agrees = differences.Zip(widths, (expected, width) =>
                Math.Abs(gradient[index] - expected) <= (tolerance * Math.Max(scale, Math.Abs(expected))) + (noise / width))
                    .Any(right => right);
            Assert.True(
                agrees,
                $"{name}: the gradient of element {index} of {gradient.Length} is {gradient[index]:G9} instead of "
                + $"{string.Join(", ", differences)}.");
        }
    }
}

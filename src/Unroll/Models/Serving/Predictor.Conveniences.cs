using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Training;

namespace Unroll.Models;

/// <content>Overloads that make their results, and what a call is checked against.</content>
public sealed partial class Predictor
{
    /// <summary>Predicts one sample.</summary>
    /// <param name="sample">[timesteps, features], or [features] where vectors come in.</param>
    /// <returns>[timesteps, features], or [features] where a vector comes out.</returns>
    /// <exception cref="ArgumentException">The sample is not as long as the model needs it.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs.</exception>
    [OverloadResolutionPriority(1)]
    public float[] Predict(ReadOnlySpan<float> sample)
    {
        RequireSingle();
        int timesteps = InferTimesteps(0, sample.Length, 1);
        RequireInput(0, 1, timesteps, sample.Length);
        float[] output = new float[GetOutputLength(1, timesteps)];
        Predict(sample, 1, timesteps, output);
        return output;
    }

    /// <summary>
    /// Predicts samples of one input: an array or a tensor, as in <see cref="Samples"/>; but <c>float[]</c> is one sample.
    /// </summary>
    /// <param name="x">Inputs; all of them go through the network together.</param>
    /// <returns>[rows, outputs], or [rows, timesteps, outputs] where the model gives sequences.</returns>
    /// <exception cref="ArgumentException">The model takes another shape.</exception>
    /// <exception cref="InvalidOperationException">The model has several inputs or outputs.</exception>
    public Tensor<float> Predict(Samples x)
    {
        ArgumentNullException.ThrowIfNull(x);
        RequireSingle();
        return PredictAll([x])[0];
    }

    /// <summary>Predicts samples of several inputs, or for several outputs.</summary>
    /// <param name="inputs">One for each input; all samples go through the network together.</param>
    /// <returns>One for each output, [rows, timesteps, outputs] or [rows, outputs].</returns>
    /// <exception cref="ArgumentException">The model takes other shapes, or the inputs have different numbers of rows.</exception>
    public IReadOnlyList<Tensor<float>> PredictAll(IReadOnlyList<Samples> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RequireCount(inputs.Count, _inputNames, "inputs");
        foreach (Samples input in inputs)
        {
            ArgumentNullException.ThrowIfNull(input, nameof(inputs));
        }

        int rows = inputs[0].Count;
        var values = new ReadOnlyMemory<float>[inputs.Count];
        var lengths = new ReadOnlyMemory<int>[inputs.Count];
        Shape[] shapes = new Shape[inputs.Count];
        for (int i = 0; i < inputs.Count; i++)
        {
            Samples input = inputs[i];
            shapes[i] = input.Shape;
            if (input.Count != rows)
            {
                throw new ArgumentException(
                    $"The input '{_inputNames[i]}' has {CountFormatter.Format(input.Count, "rows")}, but '{_inputNames[0]}' has " +
                    $"{rows}: give both as many.",
                    nameof(inputs));
            }

            RequireShape(i, shapes[i]);
            values[i] = input.Flatten();
            lengths[i] = input.IsRagged ? [.. Enumerable.Range(0, rows).Select(input.LengthOf)] : Array.Empty<int>();
        }

        Shape[] outputs = _model.Network.InferOutputs(shapes);
        float[][] results = [.. outputs.Select(output => new float[PassTensor.LengthOf(output, rows)])];
        PredictAll(values, rows, [.. results.Select(result => result.AsMemory())], lengths);
        return Predictions.ToTensors(results, outputs, rows);
    }

    private Shape GetOutput(int rows, int timesteps)
    {
        Require.AtLeast(rows, 1, nameof(rows));
        return _model.Network.InferOutputs([ShapeOfInput(0, timesteps)])[0];
    }

    /// <summary>The shape of an input with so many timesteps, checked; those of a vector are not looked at.</summary>
    private Shape ShapeOfInput(int input, int timesteps)
    {
        Require.AtLeast(timesteps, 1, nameof(timesteps));
        Shape declared = _inputShapes[input];
        Shape shape = declared.IsSequence ? Shape.Sequence(timesteps, declared.Features) : declared;
        RequireShape(input, shape);
        return shape;
    }

    private void RequireSingle()
    {
        if (_inputShapes.Length != 1 || _outputNames.Length != 1)
        {
            throw new InvalidOperationException(
                $"The model has {CountFormatter.Format(_inputShapes.Length, "inputs")} ({string.Join(", ", _inputNames)}) and " +
                $"{CountFormatter.Format(_outputNames.Length, "outputs")} " +
                $"({string.Join(", ", _outputNames)}): call PredictAll to give and get them all.");
        }
    }

    private static void RequireCount(int count, string[] names, string what)
    {
        if (count != names.Length)
        {
            throw new ArgumentException(
                $"Got {count} {what}, but the model has {names.Length} ({string.Join(", ", names)}): give one for each, in this order.");
        }
    }

    private void RequireShape(int input, Shape shape) => ModelRequirements.CheckShape(_inputShapes, _inputNames, input, shape);

    /// <summary>Checks that an input is as long as its rows and timesteps say.</summary>
    private void RequireInput(int input, int rows, int timesteps, int length)
    {
        Require.AtLeast(rows, 1, nameof(rows));
        Require.AtLeast(timesteps, 1, nameof(timesteps));
        Shape expected = _inputShapes[input];
        if (expected.IsSequence ? expected.Timesteps != Shape.AnyLength && expected.Timesteps != timesteps : timesteps != 1)
        {
            RequireShape(input, Shape.Sequence(timesteps, expected.Features));
        }

        // Divided, since the product of three numbers may be beyond 64 bits.
        long steps = (long)rows * timesteps;
        if (length / expected.Features != steps || length % expected.Features != 0)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The input '{_inputNames[input]}' has {CountFormatter.Format(length, "numbers")}, but " +
                $"{CountFormatter.Format(rows, "rows")} of {CountFormatter.Format(timesteps, "timesteps")} of "
                + $"{CountFormatter.Format(expected.Features, "features")} are " +
                $"{(Int128)steps * expected.Features}: give [rows, timesteps, features], row after row."));
        }
    }

    /// <summary>Timesteps of an input: those that the model always takes, or as many as there are numbers for.</summary>
    private int InferTimesteps(int input, int length, int rows)
    {
        Shape shape = _inputShapes[input];
        return shape.Timesteps != Shape.AnyLength ? shape.Timesteps : Math.Max(1, (int)(length / ((long)rows * shape.Features)));
    }
}

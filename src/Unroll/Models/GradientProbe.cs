using Unroll.Data;

namespace Unroll.Models;

/// <summary>
/// Runs a model forward and backward on one batch and shows the gradients: of every parameter and of the input. For checking
/// layers, for saliency, and for looking at how gradients vanish or explode. All arrays are batch-major.
/// </summary>
public sealed class GradientProbe
{
    private readonly Model _model;
    private readonly ShardPass _pass;
    private readonly int _rows;

    /// <summary>Plans a probe; builds the model if need be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="timesteps">Timesteps of the input; 1 for vectors.</param>
    /// <param name="training">Whether layers behave as in training (dropout drops).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public GradientProbe(Model model, int rows, int timesteps, bool training = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        if (!model.IsBuilt)
        {
            model.Build();
        }

        Shape[] inputs = [.. model.InputShapes.Select(shape => shape.IsSequence ? Shape.Sequence(timesteps, shape.Features) : shape)];
        _model = model;
        _rows = rows;
        _pass = model.CreatePass(inputs, new bool[inputs.Length], rows, new PassOptions(Training: true, InputGradients: true));
        _pass.Context.Training = training;
        _pass.Context.Random.Reset(model.Seed, RandomStreams.Passes);
    }

    /// <summary>The gradient with respect to the input, shaped as the input, after <see cref="Backward"/>.</summary>
    public float[] InputGradient => ToBatchMajor(_pass.InputGradient);

    /// <summary>Runs forward.</summary>
    /// <param name="input">[rows, timesteps, features] or [rows, features].</param>
    /// <returns>[rows, timesteps, outputs] or [rows, outputs].</returns>
    /// <exception cref="ArgumentException">The number of values is not that of the planned batch.</exception>
    public float[] Forward(ReadOnlySpan<float> input)
    {
        _model.Prepare(training: true);
        FromBatchMajor(input, _pass.Input, nameof(input));
        _pass.Forward();
        return ToBatchMajor(_pass.Output);
    }

    /// <summary>Runs backward; follows <see cref="Forward"/>.</summary>
    /// <param name="outputGradient">Gradient with respect to the output, shaped as the output.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the planned batch.</exception>
    public void Backward(ReadOnlySpan<float> outputGradient)
    {
        FromBatchMajor(outputGradient, _pass.OutputGradient, nameof(outputGradient));
        _pass.Context.AllGradients.Clear();
        _pass.Backward();
    }

    /// <summary>The gradient of a parameter, row-major, after <see cref="Backward"/>.</summary>
    /// <param name="parameter">A parameter of the model.</param>
    public float[] Gradient(Parameter parameter) => _pass.Context.Gradient(parameter).ToArray();

    private void FromBatchMajor(ReadOnlySpan<float> source, TimeMajorSpan destination, string name)
    {
        if (source.Length != destination.Values.Length)
        {
            throw new ArgumentException(
                $"Got {source.Length} values, but the planned batch has {_rows} rows × {destination.Timesteps} timesteps × " +
                $"{destination.Features} features: plan a probe for the batch at hand.",
                name);
        }

        for (int row = 0; row < _rows; row++)
        {
            for (int t = 0; t < destination.Timesteps; t++)
            {
                source.Slice(((row * destination.Timesteps) + t) * destination.Features, destination.Features).CopyTo(destination.At(t, row));
            }
        }
    }

    private float[] ToBatchMajor(TimeMajorSpan source)
    {
        float[] result = new float[source.Values.Length];
        for (int row = 0; row < _rows; row++)
        {
            for (int t = 0; t < source.Timesteps; t++)
            {
                source.At(t, row).CopyTo(result.AsSpan(((row * source.Timesteps) + t) * source.Features, source.Features));
            }
        }

        return result;
    }
}

using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>
/// Runs a model forward and backward on one batch and shows the gradients: of every parameter, of the inputs (for saliency), and of the
/// hidden states of recurrent layers at every timestep (to see gradients vanish or explode). All arrays are batch-major. A pass starts from
/// zero, and leaves the states of stateful layers as they are.
/// </summary>
public sealed partial class GradientProbe
{
    private readonly Model _model;
    private readonly ShardPass _pass;
    private readonly int _rows;

    /// <summary>Plans a probe; builds the model if need be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="timesteps">Timesteps of the inputs that take any number of them.</param>
    /// <param name="training">
    /// Whether layers behave as in training: dropout is active, and drops the same in each pass between two steps of the optimizer.
    /// </param>
    /// <param name="lengths">The number of real timesteps of each row, in all inputs that are sequences; null: all.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">There is not one length a row, or one is out of range.</exception>
    public GradientProbe(Model model, int rows, int timesteps, bool training = false, IReadOnlyList<int>? lengths = null)
        : this(model, rows, Shapes(model, timesteps), lengths is null ? null : [.. model.InputShapes.Select(_ => lengths)], training)
    {
    }

    /// <summary>Plans a probe for inputs of some shapes; builds the model if need be.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Rows of the batch.</param>
    /// <param name="inputs">Shapes of a sample's inputs, their timesteps known.</param>
    /// <param name="lengths">
    /// For each input the number of real timesteps of each row, or null where all are; of vectors it does not count. Null: all are, in all
    /// inputs.
    /// </param>
    /// <param name="training">
    /// Whether layers behave as in training: dropout is active, and drops the same in each pass between two steps of the optimizer.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The number of rows is not positive.</exception>
    /// <exception cref="ArgumentException">The model does not take such inputs, or lengths do not fit them.</exception>
    public GradientProbe(
        Model model, int rows, IReadOnlyList<Shape> inputs, IReadOnlyList<IReadOnlyList<int>?>? lengths = null, bool training = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        model.Build([.. inputs]);
        RequireCount(inputs.Count, model.InputShapes.Count, "inputs");
        RequireCount(lengths?.Count ?? inputs.Count, inputs.Count, "inputs");
        bool[] masked = [.. inputs.Select((shape, i) => lengths?[i] is not null && shape.IsSequence)];
        _model = model;
        _rows = rows;
        _pass = model.CreatePass(
            inputs, masked, rows,
            new PassOptions(Training: true, InputGradients: true, KeepStateGradients: true, StateKeeping: StateKeeping.Nobody));
        _pass.Context.IsTraining = training;
        for (int i = 0; i < inputs.Count; i++)
        {
            if (_pass.Inputs[i].Mask is { } mask)
            {
                int[] checkedLengths = [.. new SampleLengths(lengths![i]!, rows, inputs[i]).Values];
                for (int at = 0; at < mask.Length; at++)
                {
                    mask[at] = at / rows < checkedLengths[at % rows];
                }
            }
        }
    }

    /// <summary>
    /// The gradient with respect to the first input, shaped as the input, after <see cref="Backward(ReadOnlySpan{float})"/>.
    /// </summary>
    public float[] InputGradient => GetInputGradient(0);

    /// <summary>The penalties on activations in the last forward pass.</summary>
    internal double ActivityPenalty => _pass.ActivityPenalty;

    /// <summary>The gradient with respect to an input, shaped as the input, after a backward pass.</summary>
    /// <param name="input">Index of the input.</param>
    public float[] GetInputGradient(int input) => ToBatchMajor(_pass.Inputs[input].GradientValues);

    /// <summary>Runs a model with one input forward.</summary>
    /// <param name="input">[rows, timesteps, features] or [rows, features].</param>
    /// <returns>[rows, timesteps, outputs] or [rows, outputs]; of the first output, where there are several.</returns>
    /// <exception cref="ArgumentException">
    /// The number of values is not that of the planned batch, or the model has several inputs.
    /// </exception>
    public float[] Forward(ReadOnlySpan<float> input)
    {
        RequireCount(1, _pass.Inputs.Count, "inputs");
        using UseGate.Lease use = _model.Gate.Read(nameof(Forward));
        _model.Prepare(training: true);
        SetInput(0, input);
        RunForward();
        return ToBatchMajor(_pass.Output);
    }

    /// <summary>Runs a model forward.</summary>
    /// <param name="inputs">One array for each input, [rows, timesteps, features] or [rows, features].</param>
    /// <returns>One array for each output, [rows, timesteps, features] or [rows, features].</returns>
    /// <exception cref="ArgumentException">
    /// The number of arrays is not that of the inputs, or the number of values is not that of the planned batch.
    /// </exception>
    public IReadOnlyList<float[]> Forward(IReadOnlyList<float[]> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RequireCount(inputs.Count, _pass.Inputs.Count, "inputs");
        using UseGate.Lease use = _model.Gate.Read(nameof(Forward));
        _model.Prepare(training: true);
        for (int i = 0; i < inputs.Count; i++)
        {
            SetInput(i, inputs[i]);
        }

        RunForward();
        return [.. _pass.Outputs.Select(output => ToBatchMajor(output.Values))];
    }

    /// <summary>Runs a model with one output backward; follows a forward pass.</summary>
    /// <param name="outputGradient">Gradient with respect to the output, shaped as the output.</param>
    /// <exception cref="ArgumentException">
    /// The number of values is not that of the planned batch, or the model has several outputs.
    /// </exception>
    public void Backward(ReadOnlySpan<float> outputGradient)
    {
        RequireCount(1, _pass.Outputs.Count, "outputs");
        FromBatchMajor(outputGradient, _pass.OutputGradient, nameof(outputGradient));
        RunBackward();
    }

    /// <summary>Runs a model backward; follows a forward pass.</summary>
    /// <param name="outputGradients">Gradient with respect to each output, shaped as the output.</param>
    /// <exception cref="ArgumentException">
    /// The number of arrays is not that of the outputs, or the number of values is not that of the planned batch.
    /// </exception>
    public void Backward(IReadOnlyList<float[]> outputGradients)
    {
        ArgumentNullException.ThrowIfNull(outputGradients);
        RequireCount(outputGradients.Count, _pass.Outputs.Count, "outputs");
        for (int o = 0; o < outputGradients.Count; o++)
        {
            FromBatchMajor(outputGradients[o], _pass.Outputs[o].GradientValues, nameof(outputGradients));
        }

        RunBackward();
    }

    /// <summary>Runs backward from a loss of the first output; follows a forward pass. Padded timesteps are left out.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="target">Targets, [rows, timesteps, features] or [rows, features].</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">The number of values is not that of the loss's targets, or one is out of its range.</exception>
    public double Backward(Loss loss, ReadOnlySpan<float> target)
    {
        ArgumentNullException.ThrowIfNull(loss);
        TimeMajorSpan prediction = _pass.Output;
        Shape shape = loss.GetTargetShape(_pass.Outputs[0].Shape);
        TimeMajorSpan targets = new(new float[PassTensor.LengthOf(shape, _rows)], shape.Timesteps, _rows, shape.Features);
        FromBatchMajor(target, targets, nameof(target));
        float[] weights = prediction.IsMasked ? [.. _pass.Outputs[0].Mask!.Select(isReal => isReal ? 1f : 0f)] : [];
        TargetCheck.CheckRows(loss, prediction.Features, targets, weights);
        double terms = LossShapes.TotalWeight(prediction, weights) * loss.TermsPerStep(prediction.Features);
        for (int o = 1; o < _pass.Outputs.Count; o++)
        {
            _pass.Outputs[o].GradientValues.Values.Clear();
        }

        double sum = loss.Accumulate(prediction, targets, weights, _pass.OutputGradient, (float)(1 / terms));
        RunBackward();
        return sum / terms;
    }

    /// <summary>The gradient of a parameter, row-major, after a backward pass.</summary>
    /// <param name="parameter">A parameter of the model.</param>
    public float[] Gradient(Parameter parameter) => _pass.Context.Gradient(parameter).ToArray();

    /// <summary>The norm of the gradient of a parameter, after a backward pass.</summary>
    /// <param name="parameter">A parameter of the model.</param>
    public double GradientNorm(Parameter parameter) => Math.Sqrt(FixedOrder.SumOfSquares(_pass.Context.Gradient(parameter)));

    /// <summary>The norm of the gradient of all parameters of a layer together, after a backward pass.</summary>
    /// <param name="layer">A layer of the model.</param>
    public double GradientNorm(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Math.Sqrt(
            layer.Parameters.Where(parameter => parameter.IsTrainable)
                .Sum(parameter => FixedOrder.SumOfSquares(_pass.Context.Gradient(parameter))));
    }

    private static Shape[] Shapes(Model model, int timesteps)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timesteps);
        model.Build();
        return [
            .. model.InputShapes.Select(
                shape => shape.Timesteps == Shape.AnyLength ? Shape.Sequence(timesteps, shape.Features) : shape)];
    }

    private static void RequireCount(int given, int expected, string what)
    {
        if (given != expected)
        {
            throw new ArgumentException($"Got {CountFormatter.Format(given, "arrays")}, but the model has {expected} {what}: give " +
                $"one for each.");
        }
    }

    private void RunForward()
    {
        _pass.Context.Random.Reset(_model.Seed, RandomStreams.PassOf(_model.OptimizerState?.Passes ?? 0, shard: 0));
        _pass.Forward();
        _isForward = true;
    }

    private void RunBackward()
    {
        _isForward = false;
        using UseGate.Lease use = _model.Gate.Read(nameof(Backward));
        _pass.Context.ClearGradients();
        _pass.Backward();
    }

    private void SetInput(int input, ReadOnlySpan<float> values)
    {
        FromBatchMajor(values, _pass.Inputs[input].Values, "input");
        _pass.Inputs[input].ClearPadding(_pass.Inputs[input].Buffer);
    }

    private void FromBatchMajor(ReadOnlySpan<float> source, TimeMajorSpan destination, string name)
    {
        if (source.Length != destination.Values.Length)
        {
            throw new ArgumentException(
                $"Got {CountFormatter.Format(source.Length, "values")}, but the planned batch has " +
                $"{CountFormatter.Format(_rows, "rows")} × {CountFormatter.Format(destination.Timesteps, "timesteps")} × " +
                $"{CountFormatter.Format(destination.Features, "features")}: plan a probe for the batch at hand.",
                name);
        }

        for (int row = 0; row < _rows; row++)
        {
            for (int t = 0; t < destination.Timesteps; t++)
            {
                source.Slice(((row * destination.Timesteps) + t) * destination.Features, destination.Features)
                    .CopyTo(destination.At(t, row));
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

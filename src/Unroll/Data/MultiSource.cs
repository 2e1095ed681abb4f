using System.Numerics.Tensors;

namespace Unroll.Data;

/// <summary>Samples with several inputs or several targets, each in a tensor (copied once): for a <see cref="Models.Graph"/>.</summary>
public sealed class MultiSource : SampleSource
{
    private readonly SampleArray[] _inputs;
    private readonly SampleArray[] _targets;
    private readonly SampleLengths?[] _lengths;
    private readonly SampleWeights?[] _weights;

    /// <summary>Samples from tensors of [batch, features] or [batch, timesteps, features].</summary>
    /// <param name="inputs">One tensor for each of the model's inputs, in their order.</param>
    /// <param name="targets">One tensor for each of the model's outputs, in their order; empty where nothing is to be learned.</param>
    /// <exception cref="ArgumentException">There is no input, the batches differ, or a dimension is 0.</exception>
    public MultiSource(IReadOnlyList<Tensor<float>> inputs, IReadOnlyList<Tensor<float>> targets)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.Count == 0)
        {
            throw new ArgumentException("There are no inputs: give one tensor for each of the model's inputs.", nameof(inputs));
        }

        _inputs = [.. inputs.Select((tensor, i) => new SampleArray(tensor, $"values of input {i}"))];
        _targets = [.. targets.Select((tensor, i) => new SampleArray(tensor, $"values of target {i}"))];
        if (_inputs.Concat(_targets).FirstOrDefault(array => array.Count != Count) is { } other)
        {
            throw new ArgumentException($"Input 0 has {Count} samples, but another input or target has {other.Count}: give all the same number.");
        }

        _lengths = new SampleLengths?[_inputs.Length];
        _weights = new SampleWeights?[_targets.Length];
    }

    /// <inheritdoc/>
    public override int Count => _inputs[0].Count;

    /// <inheritdoc/>
    public override Shape InputShape => _inputs[0].Shape;

    /// <inheritdoc/>
    public override Shape TargetShape => _targets.Length == 0 ? Shape.Vector(1) : _targets[0].Shape;

    /// <inheritdoc/>
    public override int InputCount => _inputs.Length;

    /// <inheritdoc/>
    public override int TargetCount => _targets.Length;

    /// <summary>Says how many timesteps of an input are real in each sample.</summary>
    /// <param name="input">Index of the input.</param>
    /// <param name="lengths">One length a sample.</param>
    /// <returns>This source.</returns>
    /// <exception cref="ArgumentException">The input is no sequence, there is not one length a sample, or one is out of range.</exception>
    public MultiSource WithLengths(int input, IReadOnlyList<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(lengths);
        _lengths[input] = new SampleLengths(lengths, Count, _inputs[input].Shape);
        return this;
    }

    /// <summary>Says how much each sample weighs in the loss and the metrics of a target.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="weights">One weight of at least 0 a sample.</param>
    /// <returns>This source.</returns>
    /// <exception cref="ArgumentException">There is not one weight a sample, or one is negative or not finite.</exception>
    public MultiSource WithWeights(int target, IReadOnlyList<float> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _weights[target] = new SampleWeights(weights, Count, _targets[target].Shape);
        return this;
    }

    /// <summary>Says how much each timestep of each sample weighs in the loss and the metrics of a target.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="weights">Weights of at least 0, [batch, timesteps].</param>
    /// <returns>This source.</returns>
    /// <exception cref="ArgumentException">The array has another shape, or a weight is negative or not finite.</exception>
    public MultiSource WithWeights(int target, float[,] weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        _weights[target] = new SampleWeights(weights, Count, _targets[target].Shape);
        return this;
    }

    /// <inheritdoc/>
    public override Shape GetInputShape(int input) => _inputs[input].Shape;

    /// <inheritdoc/>
    public override Shape GetTargetShape(int target) => _targets[target].Shape;

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => _inputs[0].Copy(samples, destination);

    /// <inheritdoc/>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) => CopyTargets(0, samples, destination);

    /// <inheritdoc/>
    public override void CopyInputs(int input, ReadOnlySpan<int> samples, TimeMajorSpan destination) => _inputs[input].Copy(samples, destination);

    /// <inheritdoc/>
    public override void CopyTargets(int target, ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        (target < _targets.Length ? _targets[target] : throw new InvalidOperationException("These samples have no such target: they can be predicted, not learned."))
            .Copy(samples, destination);

    /// <inheritdoc/>
    public override bool HasLengths(int input) => _lengths[input] is not null;

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths) => _lengths[input]!.Copy(samples, lengths);

    /// <inheritdoc/>
    public override bool HasWeights(int target) => _weights[target] is not null;

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights) => _weights[target]!.Copy(samples, weights);
}

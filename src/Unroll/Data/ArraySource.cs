using System.Numerics.Tensors;

namespace Unroll.Data;

/// <summary>
/// Samples in plain arrays (not copied) or tensors (copied once). Three dimensions are <c>[batch, timesteps, features]</c>, two are
/// <c>[batch, features]</c>.
/// </summary>
public sealed class ArraySource : SampleSource
{
    private readonly SampleArray _inputs;
    private readonly SampleArray? _targets;
    private readonly SampleLengths? _lengths;
    private readonly SampleWeights? _weights;

    /// <summary>Sequences, each with a vector as target.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    /// <exception cref="ArgumentException">The batches differ, or a dimension is 0.</exception>
    public ArraySource(float[,,] x, float[,] y)
        : this(new SampleArray(x, "inputs"), new SampleArray(y, "targets"))
    {
    }

    /// <summary>Sequences, each with a sequence as target.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <param name="y">Targets, [batch, timesteps, outputs].</param>
    /// <exception cref="ArgumentException">The batches differ, or a dimension is 0.</exception>
    public ArraySource(float[,,] x, float[,,] y)
        : this(new SampleArray(x, "inputs"), new SampleArray(y, "targets"))
    {
    }

    /// <summary>Vectors.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    /// <exception cref="ArgumentException">The batches differ, or a dimension is 0.</exception>
    public ArraySource(float[,] x, float[,] y)
        : this(new SampleArray(x, "inputs"), new SampleArray(y, "targets"))
    {
    }

    /// <summary>Vectors, each with a sequence as target.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <param name="y">Targets, [batch, timesteps, outputs].</param>
    /// <exception cref="ArgumentException">The batches differ, or a dimension is 0.</exception>
    public ArraySource(float[,] x, float[,,] y)
        : this(new SampleArray(x, "inputs"), new SampleArray(y, "targets"))
    {
    }

    /// <summary>Sequences without targets.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <exception cref="ArgumentException">A dimension is 0.</exception>
    public ArraySource(float[,,] x)
        : this(new SampleArray(x, "inputs"), null)
    {
    }

    /// <summary>Vectors without targets.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <exception cref="ArgumentException">A dimension is 0.</exception>
    public ArraySource(float[,] x)
        : this(new SampleArray(x, "inputs"), null)
    {
    }

    /// <summary>Tensors of two or three dimensions.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features] or [batch, features].</param>
    /// <param name="y">Targets, [batch, timesteps, outputs] or [batch, outputs]; or null.</param>
    /// <exception cref="ArgumentException">The number of dimensions is another, the batches differ, or a dimension is 0.</exception>
    public ArraySource(Tensor<float> x, Tensor<float>? y = null)
        : this(new SampleArray(x, "inputs"), y is null ? null : new SampleArray(y, "targets"))
    {
    }

    private ArraySource(SampleArray inputs, SampleArray? targets)
    {
        if (targets is not null && targets.Count != inputs.Count)
        {
            throw new ArgumentException($"There are {inputs.Count} inputs but {targets.Count} targets: give one target for each input.");
        }

        _inputs = inputs;
        _targets = targets;
    }

    /// <inheritdoc/>
    public override int Count => _inputs.Count;

    /// <inheritdoc/>
    public override Shape InputShape => _inputs.Shape;

    /// <inheritdoc/>
    public override Shape TargetShape => _targets?.Shape ?? Shape.Vector(1);

    /// <summary>
    /// How many timesteps of each sample are real; what is behind them is padding, which has no share in anything. Default null: all are.
    /// </summary>
    /// <exception cref="ArgumentException">The inputs are no sequences, there is not one length a sample, or one is out of range.</exception>
    public IReadOnlyList<int>? Lengths
    {
        get => _lengths?.Values;
        init => _lengths = value is null ? null : new SampleLengths(value, Count, InputShape);
    }

    /// <summary>How much each sample weighs in the loss and the metrics, at least 0; weighted means are taken. Default null: all the same.</summary>
    /// <exception cref="ArgumentException">There is not one weight a sample, or one is negative or not finite.</exception>
    public IReadOnlyList<float>? Weights
    {
        init => _weights = value is null ? null : new SampleWeights(value, Count, TargetShape);
    }

    /// <summary>
    /// How much each timestep of each sample's target weighs, [batch, timesteps]; instead of <see cref="Weights"/>. Default null: all the same.
    /// </summary>
    /// <exception cref="ArgumentException">The array has another shape, or a weight is negative or not finite.</exception>
    public float[,]? StepWeights
    {
        init => _weights = value is null ? null : new SampleWeights(value, Count, TargetShape);
    }

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) => _inputs.Copy(samples, destination);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        (_targets ?? throw new InvalidOperationException("These samples have no targets: they can be predicted, not learned.")).Copy(samples, destination);

    /// <inheritdoc/>
    public override bool HasLengths(int input) => _lengths is not null;

    /// <inheritdoc/>
    public override void CopyLengths(int input, ReadOnlySpan<int> samples, Span<int> lengths) => _lengths!.Copy(samples, lengths);

    /// <inheritdoc/>
    public override bool HasWeights(int target) => _weights is not null;

    /// <inheritdoc/>
    public override void CopyWeights(int target, ReadOnlySpan<int> samples, Span<float> weights) => _weights!.Copy(samples, weights);
}

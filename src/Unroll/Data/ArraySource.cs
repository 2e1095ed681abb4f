using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Data;

/// <summary>
/// Samples in plain arrays (not copied) or tensors (copied once). Three dimensions are <c>[batch, timesteps, features]</c>, two are
/// <c>[batch, features]</c>.
/// </summary>
public sealed class ArraySource : SampleSource
{
    private readonly Array _inputs;
    private readonly Array? _targets;

    /// <summary>Sequences, each with a vector as target.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    /// <exception cref="ArgumentException">The batches differ, or a dimension is 0.</exception>
    public ArraySource(float[,,] x, float[,] y)
        : this(x, y, Lengths(x), Lengths(y))
    {
    }

    /// <summary>Sequences, each with a sequence as target.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <param name="y">Targets, [batch, timesteps, outputs].</param>
    /// <exception cref="ArgumentException">The batches differ, or a dimension is 0.</exception>
    public ArraySource(float[,,] x, float[,,] y)
        : this(x, y, Lengths(x), Lengths(y))
    {
    }

    /// <summary>Vectors.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <param name="y">Targets, [batch, outputs].</param>
    /// <exception cref="ArgumentException">The batches differ, or a dimension is 0.</exception>
    public ArraySource(float[,] x, float[,] y)
        : this(x, y, Lengths(x), Lengths(y))
    {
    }

    /// <summary>Sequences without targets.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features].</param>
    /// <exception cref="ArgumentException">A dimension is 0.</exception>
    public ArraySource(float[,,] x)
        : this(x, null, Lengths(x), null)
    {
    }

    /// <summary>Vectors without targets.</summary>
    /// <param name="x">Inputs, [batch, features].</param>
    /// <exception cref="ArgumentException">A dimension is 0.</exception>
    public ArraySource(float[,] x)
        : this(x, null, Lengths(x), null)
    {
    }

    /// <summary>Tensors of two or three dimensions.</summary>
    /// <param name="x">Inputs, [batch, timesteps, features] or [batch, features].</param>
    /// <param name="y">Targets, [batch, timesteps, outputs] or [batch, outputs]; or null.</param>
    /// <exception cref="ArgumentException">The number of dimensions is another, the batches differ, or a dimension is 0.</exception>
    public ArraySource(Tensor<float> x, Tensor<float>? y = null)
        : this(Flatten(x), y is null ? null : Flatten(y), Lengths(x), y is null ? null : Lengths(y))
    {
    }

    private ArraySource(Array x, Array? y, int[] inputLengths, int[]? targetLengths)
    {
        InputShape = ToShape(inputLengths, "inputs");
        Count = inputLengths[0];
        _inputs = x;
        _targets = y;
        if (targetLengths is null)
        {
            TargetShape = Shape.Vector(1);
            return;
        }

        TargetShape = ToShape(targetLengths, "targets");
        if (targetLengths[0] != Count)
        {
            throw new ArgumentException($"There are {Count} inputs but {targetLengths[0]} targets: give one target for each input.");
        }
    }

    /// <inheritdoc/>
    public override int Count { get; }

    /// <inheritdoc/>
    public override Shape InputShape { get; }

    /// <inheritdoc/>
    public override Shape TargetShape { get; }

    /// <inheritdoc/>
    public override void CopyInputs(ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        Copy(_inputs, InputShape, samples, destination);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">There are no targets.</exception>
    public override void CopyTargets(ReadOnlySpan<int> samples, TimeMajorSpan destination) =>
        Copy(_targets ?? throw new InvalidOperationException("These samples have no targets: they can be predicted, not learned."), TargetShape, samples, destination);

    private static void Copy(Array array, Shape shape, ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        ReadOnlySpan<float> values = MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, float>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
        int sampleLength = shape.Timesteps * shape.Features;
        for (int row = 0; row < samples.Length; row++)
        {
            ReadOnlySpan<float> sample = values.Slice(samples[row] * sampleLength, sampleLength);
            for (int t = 0; t < shape.Timesteps; t++)
            {
                sample.Slice(t * shape.Features, shape.Features).CopyTo(destination.At(t, row));
            }
        }
    }

    private static Shape ToShape(int[] lengths, string what)
    {
        if (lengths.Length is not (2 or 3))
        {
            throw new ArgumentException(
                $"The {what} have {lengths.Length} dimensions, but must be [batch, features] or [batch, timesteps, features]: reshape them.");
        }

        if (lengths.Contains(0))
        {
            throw new ArgumentException($"The {what} are [{string.Join(", ", lengths)}]: no dimension may be 0.");
        }

        return lengths.Length == 2 ? Shape.Vector(lengths[1]) : Shape.Sequence(lengths[1], lengths[2]);
    }

    private static int[] Lengths(Array array)
    {
        ArgumentNullException.ThrowIfNull(array);
        return [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];
    }

    private static int[] Lengths(Tensor<float> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        int[] lengths = new int[tensor.Rank];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = checked((int)tensor.Lengths[i]);
        }

        return lengths;
    }

    private static float[] Flatten(Tensor<float> tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        float[] values = new float[tensor.FlattenedLength];
        tensor.FlattenTo(values);
        return values;
    }
}

using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Data;

/// <summary>One input or target of many samples, in a plain array: [batch, features] or [batch, timesteps, features].</summary>
internal sealed class SampleArray
{
    private readonly Array _values;

    public SampleArray(Array values, string what)
        : this(values, [.. Enumerable.Range(0, (values ?? throw new ArgumentNullException(what)).Rank).Select(values.GetLength)], what)
    {
    }

    public SampleArray(Tensor<float> tensor, string what)
        : this(Flatten(tensor), Lengths(tensor), what)
    {
    }

    private SampleArray(Array values, int[] lengths, string what)
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

        _values = values;
        Count = lengths[0];
        Shape = lengths.Length == 2 ? Shape.Vector(lengths[1]) : Shape.Sequence(lengths[1], lengths[2]);
    }

    public int Count { get; }

    public Shape Shape { get; }

    public void Copy(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        ReadOnlySpan<float> values = MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<byte, float>(ref MemoryMarshal.GetArrayDataReference(_values)), _values.Length);
        int sampleLength = Shape.Timesteps * Shape.Features;
        for (int row = 0; row < samples.Length; row++)
        {
            ReadOnlySpan<float> sample = values.Slice(samples[row] * sampleLength, sampleLength);
            for (int t = 0; t < Shape.Timesteps; t++)
            {
                sample.Slice(t * Shape.Features, Shape.Features).CopyTo(destination.At(t, row));
            }
        }
    }

    private static int[] Lengths(Tensor<float> tensor)
    {
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

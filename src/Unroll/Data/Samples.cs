using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Data;

/// <summary>
/// One input, or one target, of all samples. Arrays and tensors convert to it, so that they are given as they are to
/// <see cref="Models.Model.Fit(Samples, Samples, Training.FitOptions)"/>,
/// <see cref="Models.Model.Evaluate(Samples, Samples, Training.PredictOptions)"/>,
/// <see cref="Models.Model.Predict(Samples, Training.PredictOptions)"/> and <see cref="ArraySource"/>:
/// <list type="bullet">
/// <item><c>float[,,]</c>: sequences, [batch, timesteps, features];</item>
/// <item><c>float[,]</c>: vectors, [batch, features];</item>
/// <item><c>float[]</c>: one number a sample, [batch, 1];</item>
/// <item><c>int[]</c>: one class or token a sample, from 0, [batch, 1];</item>
/// <item><c>int[,]</c>: sequences of classes or tokens, [batch, timesteps], of one feature;</item>
/// <item><c>int[][]</c>: the same of any lengths;</item>
/// <item><c>float[][]</c>: vectors, one array of features a sample, all as long;</item>
/// <item><c>float[][,]</c> and <c>List&lt;float[,]&gt;</c>: sequences of any lengths, one array of [timesteps, features] a sample;</item>
/// <item><c>float[][][]</c>: the same, one array of features a timestep;</item>
/// <item><c>Tensor&lt;float&gt;</c> and <c>ReadOnlyTensorSpan&lt;float&gt;</c>: as the array of floats of as many dimensions.</item>
/// </list>
/// Rectangular arrays of floats and sequences of <c>float[,]</c> are not copied: what changes in them changes here. All others are copied
/// once. Sequences of unequal length are padded at the end to the longest, and the padding is masked.
/// </summary>
public sealed partial class Samples
{
    /// <summary>Floats in an array of any rank; null where sequences have lengths of their own.</summary>
    private readonly Array? _values;
    private readonly IReadOnlyList<float[,]>? _sequences;

    private Samples(Array values, params ReadOnlySpan<int> lengths)
    {
        if (lengths.Length is not (1 or 2 or 3))
        {
            throw new ArgumentException(
                $"Got samples of {CountFormatter.Format(lengths.Length, "dimensions")}, but expected [batch], [batch, features] " +
                $"or [batch, timesteps, features]: " +
                "reshape them.");
        }

        if (lengths.Contains(0))
        {
            throw new ArgumentException(
                $"The samples are [{string.Join(", ", lengths.ToArray())}], but no dimension may be 0: give at least one of each.");
        }

        _values = values;
        Count = lengths[0];
        Shape = lengths.Length switch
        {
            1 => Shape.Vector(1),
            2 => Shape.Vector(lengths[1]),
            _ => Shape.Sequence(lengths[1], lengths[2]),
        };
    }

    private Samples(IReadOnlyList<float[,]> sequences)
    {
        if (!sequences.Any(sequence => sequence is { Length: > 0 }))
        {
            throw new ArgumentException("There are no sequences, or all are empty: give at least one sequence of one timestep.");
        }

        int features = sequences[0]?.GetLength(1) ?? 0;
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i] is null || sequences[i].GetLength(1) != features)
            {
                string other = sequences[i] is null ? "is null" : $"has {sequences[i].GetLength(1)}";
                throw new ArgumentException($"Sequence 0 has {CountFormatter.Format(features, "features")}, but sequence {i} " +
                    $"{other}: give all the same number.");
            }
        }

        _sequences = sequences;
        Count = sequences.Count;
        Shape = Shape.Sequence(sequences.Max(sequence => sequence.GetLength(0)), features);
    }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Shape of a sample; of the longest, where they are sequences of any lengths.</summary>
    public Shape Shape { get; }

    /// <summary>Whether these are sequences that have lengths of their own.</summary>
    public bool IsRagged => _sequences is not null;

    /// <summary>Sequences of any lengths.</summary>
    /// <param name="sequences">One array of [timesteps, features] a sample; not copied.</param>
    /// <exception cref="ArgumentException">There are none, all are empty, or the features differ.</exception>
    public static Samples Ragged(IReadOnlyList<float[,]> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return new Samples(sequences);
    }

    /// <summary>Timesteps of a sample.</summary>
    internal int LengthOf(int sample) => _sequences is null ? Shape.Timesteps : _sequences[sample].GetLength(0);

    /// <summary>Writes some samples, padded with zeros.</summary>
    internal void Copy(ReadOnlySpan<int> samples, TimeMajorSpan destination)
    {
        if (_sequences is not null)
        {
            destination.Values.Clear();
        }

        int features = Shape.Features;
        for (int row = 0; row < samples.Length; row++)
        {
            ReadOnlySpan<float> sample = SampleAt(samples[row]);
            for (int t = 0; t * features < sample.Length; t++)
            {
                sample.Slice(t * features, features).CopyTo(destination.At(t, row));
            }
        }
    }

    /// <summary>Writes the lengths of some samples.</summary>
    internal void CopyLengths(ReadOnlySpan<int> samples, Span<int> lengths)
    {
        for (int row = 0; row < samples.Length; row++)
        {
            lengths[row] = LengthOf(samples[row]);
        }
    }

    /// <summary>All samples, [batch, timesteps, features] or [batch, features], padded; copied where their layout differs.</summary>
    internal ReadOnlyMemory<float> Flatten()
    {
        if (_values is float[] flat)
        {
            return flat;
        }

        int length = Shape.Timesteps * Shape.Features;
        float[] values = new float[checked(Count * length)];
        for (int i = 0; i < Count; i++)
        {
            SampleAt(i).CopyTo(values.AsSpan(i * length));
        }

        return values;
    }

    private ReadOnlySpan<float> SampleAt(int sample)
    {
        if (_sequences is not null)
        {
            return SpanOf(_sequences[sample]);
        }

        int length = Shape.Timesteps * Shape.Features;
        return SpanOf(_values!).Slice(sample * length, length);
    }

    /// <summary>The floats of an array of any rank, row after row.</summary>
    private static ReadOnlySpan<float> SpanOf(Array floats) => MemoryMarshal.CreateReadOnlySpan(
        ref Unsafe.As<byte, float>(ref MemoryMarshal.GetArrayDataReference(floats)), floats.Length);
}

using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
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
/// <item><c>float[][]</c>: vectors, one array of features a sample, all as long;</item>
/// <item><c>float[][,]</c> and <c>List&lt;float[,]&gt;</c>: sequences of any lengths, one array of [timesteps, features] a sample;</item>
/// <item><c>float[][][]</c>: the same, one array of features a timestep;</item>
/// <item><c>Tensor&lt;float&gt;</c> and <c>ReadOnlyTensorSpan&lt;float&gt;</c>: as the array of floats of as many dimensions.</item>
/// </list>
/// Rectangular arrays of floats and sequences of <c>float[,]</c> are not copied: what changes in them changes here. All others are copied
/// once. Sequences of unequal length are padded at the end to the longest, and the padding is masked.
/// </summary>
public sealed class Samples
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

    /// <summary>Sequences.</summary>
    /// <param name="values">[batch, timesteps, features].</param>
    /// <exception cref="ArgumentException">A dimension is 0.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(float[,,]? values) => Rectangular(values);

    /// <summary>Vectors.</summary>
    /// <param name="values">[batch, features].</param>
    /// <exception cref="ArgumentException">A dimension is 0.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(float[,]? values) => Rectangular(values);

    /// <summary>One number a sample.</summary>
    /// <param name="values">[batch].</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(float[]? values) => Rectangular(values);

    /// <summary>One class or token a sample.</summary>
    /// <param name="values">[batch], from 0.</param>
    /// <exception cref="ArgumentException">There are none.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(int[]? values) =>
        Rectangular(values is null ? null : Array.ConvertAll(values, value => (float)value));

    /// <summary>Vectors, all as long.</summary>
    /// <param name="values">One array of features a sample.</param>
    /// <exception cref="ArgumentException">There are none, or they are not all as long.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(float[][]? values) => Rectangular(values is null ? null : Stack(
        values, "sample", "give all the same number, or sequences of unequal length as float[][,], [timesteps, features] each"));

    /// <summary>Sequences of any lengths.</summary>
    /// <param name="values">One array of [timesteps, features] a sample.</param>
    /// <exception cref="ArgumentException">There are none, all are empty, or the features differ.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(float[][,]? values) =>
        values is null ? null : new Samples((IReadOnlyList<float[,]>)values);

    /// <summary>Sequences of any lengths.</summary>
    /// <param name="values">One array of [timesteps, features] a sample.</param>
    /// <exception cref="ArgumentException">There are none, all are empty, or the features differ.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(List<float[,]>? values) => values is null ? null : new Samples(values);

    /// <summary>Sequences of any lengths.</summary>
    /// <param name="values">For each sample one array of features a timestep.</param>
    /// <exception cref="ArgumentException">There are none, one is empty, or the features differ.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(float[][][]? values) => values is null
        ? null
        : new Samples([.. values.Select((sequence, i) => Stack(sequence, $"timestep of sequence {i}", "give all the same number"))]);

    /// <summary>Numbers, vectors or sequences.</summary>
    /// <param name="values">[batch], [batch, features] or [batch, timesteps, features].</param>
    /// <exception cref="ArgumentException">The number of dimensions is another, or one is 0.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(Tensor<float>? values) => values is null ? null : (Samples)values.AsReadOnlyTensorSpan();

    /// <summary>Numbers, vectors or sequences.</summary>
    /// <param name="values">[batch], [batch, features] or [batch, timesteps, features].</param>
    /// <exception cref="ArgumentException">The number of dimensions is another, or one is 0.</exception>
    public static implicit operator Samples(ReadOnlyTensorSpan<float> values)
    {
        float[] flat = new float[values.FlattenedLength];
        values.FlattenTo(flat);
        Span<int> lengths = stackalloc int[values.Rank];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = checked((int)values.Lengths[i]);
        }

        return new Samples(flat, lengths);
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

    private static Samples? Rectangular(Array? values)
    {
        if (values is null)
        {
            return null;
        }

        Span<int> lengths = stackalloc int[values.Rank];
        for (int i = 0; i < lengths.Length; i++)
        {
            lengths[i] = values.GetLength(i);
        }

        return new Samples(values, lengths);
    }

    /// <summary>Arrays of one length as the rows of a rectangular one.</summary>
    private static float[,] Stack(float[][] rows, string what, string advice)
    {
        int columns = rows is null || rows.Length == 0 || rows[0] is null ? 0 : rows[0].Length;
        if (columns == 0)
        {
            throw new ArgumentException($"The first {what} is missing or has no features: give at least one.");
        }

        float[,] stacked = new float[rows!.Length, columns];
        for (int row = 0; row < rows.Length; row++)
        {
            if (rows[row] is null || rows[row].Length != columns)
            {
                string other = rows[row] is null ? "is null" : $"has {rows[row].Length}";
                throw new ArgumentException($"The first {what} has {CountFormatter.Format(columns, "features")}, but number {row} " +
                    $"(from 0) {other}: {advice}.");
            }

            rows[row].CopyTo(MemoryMarshal.CreateSpan(ref stacked[row, 0], columns));
        }

        return stacked;
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

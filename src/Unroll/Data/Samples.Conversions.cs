using System.Diagnostics.CodeAnalysis;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Unroll.Data;

public sealed partial class Samples
{
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

    /// <summary>Sequences of classes or tokens, of one feature.</summary>
    /// <param name="values">[batch, timesteps], from 0.</param>
    /// <exception cref="ArgumentException">A dimension is 0.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(int[,]? values)
    {
        if (values is null)
        {
            return null;
        }

        float[,,] floats = new float[values.GetLength(0), values.GetLength(1), 1];
        for (int sample = 0; sample < floats.GetLength(0); sample++)
        {
            for (int timestep = 0; timestep < floats.GetLength(1); timestep++)
            {
                floats[sample, timestep, 0] = values[sample, timestep];
            }
        }

        return floats;
    }

    /// <summary>Sequences of classes or tokens, of any lengths and one feature.</summary>
    /// <param name="values">One array of a number a timestep, from 0, a sample.</param>
    /// <exception cref="ArgumentException">There are none, all are empty, or one is missing.</exception>
    [return: NotNullIfNotNull(nameof(values))]
    public static implicit operator Samples?(int[][]? values) => values is null ? null : new Samples([.. values.Select(Column)]);

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

    /// <summary>A sequence of one feature.</summary>
    private static float[,] Column(int[]? sequence, int index)
    {
        if (sequence is null)
        {
            throw new ArgumentException($"Sequence {index} (from 0) is null: give an array for each sample, which may be empty.");
        }

        float[,] column = new float[sequence.Length, 1];
        for (int timestep = 0; timestep < sequence.Length; timestep++)
        {
            column[timestep, 0] = sequence[timestep];
        }

        return column;
    }
}

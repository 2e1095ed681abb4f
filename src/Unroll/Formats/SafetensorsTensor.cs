using System.Globalization;
using Unroll.Kernels;

namespace Unroll.Formats;

/// <summary>A named array of 32-bit floats in a safetensors file.</summary>
public sealed class SafetensorsTensor
{
    private readonly bool _areFinite;

    /// <summary>Creates the tensor.</summary>
    /// <param name="name">Name, unique within its file.</param>
    /// <param name="shape">Sizes of its axes, none negative; no axes for a single number.</param>
    /// <param name="values">The numbers, row-major, as many as in the shape.</param>
    /// <exception cref="ArgumentException">
    /// The number of values is not that of the shape, or the name is the one kept for metadata.
    /// </exception>
    public SafetensorsTensor(string name, IReadOnlyList<int> shape, ReadOnlyMemory<float> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (name == SafetensorsHeader.MetadataKey)
        {
            throw new ArgumentException($"\"{name}\" is kept for metadata: choose another name.", nameof(name));
        }

        // Without the zero first, [2147483647, 2147483647, 2147483647, 0] would overflow.
        long length = shape.Contains(0) ? 0 : 1;
        foreach (int size in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(shape));
            length = checked(length * size);
        }

        if (length != values.Length)
        {
            throw new ArgumentException(
                $"The tensor \"{name}\" has {CountFormatter.Format(values.Length, "values")}, but its shape " +
                $"[{string.Join(", ", shape)}] needs {length}.",
                nameof(values));
        }

        Name = name;
        Shape = shape;
        Values = values;
    }

    /// <summary>Creates a vector of 64-bit floats, which a file keeps to the last bit.</summary>
    /// <param name="name">Name, unique within its file.</param>
    /// <param name="doubles">The numbers.</param>
    internal SafetensorsTensor(string name, double[] doubles)
        : this(name, [doubles.Length], Array.ConvertAll(doubles, number => (float)number)) => Doubles = doubles;

    /// <summary>Creates a tensor of a file.</summary>
    /// <param name="name">Name, unique within its file.</param>
    /// <param name="shape">Sizes of its axes.</param>
    /// <param name="buffer">The numbers, row-major, as many as in the shape.</param>
    /// <param name="areFinite">Whether all are known to be finite.</param>
    internal SafetensorsTensor(string name, IReadOnlyList<int> shape, AlignedBuffer buffer, bool areFinite)
    {
        Name = name;
        Shape = shape;
        Values = buffer.Memory;
        Buffer = buffer;
        _areFinite = areFinite;
    }

    /// <summary>Name, unique within its file.</summary>
    public string Name { get; }

    /// <summary>Sizes of its axes.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The numbers, row-major.</summary>
    public ReadOnlyMemory<float> Values { get; }

    /// <summary>The numbers in double precision, where the file has them so and they were asked for; null otherwise.</summary>
    internal double[]? Doubles { get; }

    /// <summary>The type that a file keeps the numbers as.</summary>
    internal NumberType Type => Doubles is null ? NumberType.SinglePrecision : NumberType.DoublePrecision;

    /// <summary>The memory of the numbers, where they were read from a file; null otherwise.</summary>
    internal AlignedBuffer? Buffer { get; }

    /// <summary>Refuses numbers that no weight can be.</summary>
    /// <param name="what">What the tensor is, at the start of the sentence.</param>
    /// <exception cref="InputException">A number is infinite or NaN.</exception>
    internal void RequireFinite(string what)
    {
        if (!_areFinite && FiniteNumbers.IndexOfOther(Values.Span) is int index and >= 0)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} '{Name}' has {Values.Span[index]} at index {index}, but weights must be finite: take a file that was saved before "
                + $"training diverged, or train again with a lower learning rate."));
        }
    }
}

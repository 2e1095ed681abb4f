using System.Globalization;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>One signal of a network during a pass over a shard of rows: its values, their gradient, and its mask.</summary>
internal sealed class PassTensor(Shape shape, int rows, AlignedBuffer values, AlignedBuffer? gradient, bool[]? mask)
{
    public PassTensor(Shape shape, int rows, bool withGradient, bool withMask)
        : this(
            shape,
            rows,
            new AlignedBuffer(LengthOf(shape, rows)),
            withGradient ? new AlignedBuffer(LengthOf(shape, rows)) : null,
            withMask ? new bool[shape.Timesteps * rows] : null)
    {
    }

    public Shape Shape { get; } = shape;

    public int Rows { get; } = rows;

    public AlignedBuffer Buffer { get; } = values;

    /// <summary>The gradient of the loss with respect to the values; null where it is not needed.</summary>
    public AlignedBuffer? Gradient { get; } = gradient;

    /// <summary>For each timestep and row whether it is real; null where all are.</summary>
    public bool[]? Mask { get; } = mask;

    public TimeMajorSpan Values => View(Buffer);

    public TimeMajorSpan GradientValues => Gradient is null ? default : View(Gradient);

    /// <summary>Numbers of some rows of a shape.</summary>
    /// <exception cref="ArgumentException">They are more than an array holds.</exception>
    public static int LengthOf(Shape shape, int rows)
    {
        Int128 length = (Int128)rows * shape.Timesteps * shape.Features;
        return length <= Array.MaxLength
            ? (int)length
            : throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{CountFormatter.Format(rows, "rows")} of shape {shape} are {length:N0} in all, more numbers than an array "
                + $"holds ({Array.MaxLength:N0}): give fewer rows or timesteps at a time."));
    }

    public TimeMajorSpan View(AlignedBuffer buffer) => new(buffer.Span, Shape.Timesteps, Rows, Shape.Features, Mask);

    /// <summary>Sets the padded timesteps of the values, or of a gradient, to zero.</summary>
    public void ClearPadding(AlignedBuffer buffer)
    {
        if (Mask is null)
        {
            return;
        }

        Span<float> all = buffer.Span;
        int features = Shape.Features;
        for (int i = 0; i < Mask.Length; i++)
        {
            if (!Mask[i])
            {
                all.Slice(i * features, features).Clear();
            }
        }
    }
}

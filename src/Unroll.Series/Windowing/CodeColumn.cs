using System.Numerics.Tensors;
using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>Codes as a column of numbers.</summary>
/// <param name="codes">The codes, small enough for a float to hold them exactly.</param>
internal sealed class CodeColumn(ReadOnlyMemory<int> codes) : ColumnValues
{
    /// <inheritdoc/>
    public override int Length => codes.Length;

    /// <inheritdoc/>
    public override ColumnValues Slice(int start, int count) => new CodeColumn(codes.Slice(start, count));

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<double> destination) =>
        TensorPrimitives.ConvertTruncating(codes.Span.Slice(start, destination.Length), destination);

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<float> destination) =>
        TensorPrimitives.ConvertTruncating(codes.Span.Slice(start, destination.Length), destination);

    /// <inheritdoc/>
    public override ReadOnlySpan<double> AsSpan() => ToArray();
}

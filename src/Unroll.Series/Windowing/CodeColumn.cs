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
    public override void CopyTo(int start, Span<float> destination)
    {
        ReadOnlySpan<int> from = codes.Span.Slice(start, destination.Length);
        for (int i = 0; i < from.Length; i++)
        {
            destination[i] = from[i];
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> AsSpan()
    {
        float[] values = new float[Length];
        CopyTo(0, values);
        return values;
    }
}

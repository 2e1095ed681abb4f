namespace Unroll.Series.Frames;

/// <summary>A column of doubles in memory.</summary>
/// <param name="values">Its values.</param>
internal sealed class MemoryColumn(ReadOnlyMemory<double> values) : ColumnValues
{
    /// <inheritdoc/>
    public override int Length => values.Length;

    /// <inheritdoc/>
    public override ColumnValues Slice(int start, int count) => new MemoryColumn(values.Slice(start, count));

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<double> destination) => values.Span.Slice(start, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<float> destination) =>
        FloatPrecision.Round(values.Span.Slice(start, destination.Length), destination);

    /// <inheritdoc/>
    public override ReadOnlySpan<double> AsSpan() => values.Span;
}

namespace Unroll.Series.Frames;

/// <summary>A column in memory whose values floats hold exactly, and which is kept as such.</summary>
/// <param name="values">Its values.</param>
internal sealed class FloatColumn(ReadOnlyMemory<float> values) : ColumnValues
{
    private WeakReference<double[]>? _widened;

    /// <inheritdoc/>
    public override int Length => values.Length;

    /// <summary>The values as they are kept.</summary>
    public ReadOnlySpan<float> Floats => values.Span;

    /// <inheritdoc/>
    public override ColumnValues Slice(int start, int count) => new FloatColumn(values.Slice(start, count));

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<double> destination) =>
        FloatPrecision.Widen(values.Span.Slice(start, destination.Length), destination);

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<float> destination) => values.Span.Slice(start, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public override ReadOnlySpan<double> AsSpan()
    {
        // Kept as long as someone holds it, so that a loop that asks again and again does not make it again and again.
        if (_widened?.TryGetTarget(out double[]? widened) != true || widened is null)
        {
            widened = ToArray();
            _widened = new(widened);
        }

        return widened;
    }
}

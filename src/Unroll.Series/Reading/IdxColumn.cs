using Unroll.Series.Frames;

namespace Unroll.Series.Reading;

/// <summary>A column whose values are elements of an IDX file, a stride apart; they stay as small as they are in the file.</summary>
/// <param name="content">The file's content.</param>
/// <param name="first">The first element.</param>
/// <param name="stride">Elements from one row to the next.</param>
/// <param name="length">Rows.</param>
internal sealed class IdxColumn(IdxContent content, int first, int stride, int length) : ColumnValues
{
    /// <inheritdoc/>
    public override int Length => length;

    /// <inheritdoc/>
    public override ColumnValues Slice(int start, int count)
    {
        Check(start, count);
        return new IdxColumn(content, first + (start * stride), stride, count);
    }

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<double> destination)
    {
        Check(start, destination.Length);
        content.Copy(first + (start * stride), stride, destination);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> AsSpan() => ToArray();
}

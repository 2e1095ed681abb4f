using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Windowing;

/// <summary>A column that is not in memory as far as its readers can tell: it gives runs, and never itself as a whole.</summary>
internal sealed class NumbersElsewhere(double[] values, int start, int count) : ColumnValues
{
    public NumbersElsewhere(double[] values)
        : this(values, 0, values.Length)
    {
    }

    public override int Length => count;

    public override ColumnValues Slice(int first, int length) => new NumbersElsewhere(values, start + first, length);

    public override void CopyTo(int first, Span<double> destination)
    {
        Assert.InRange(first, 0, count - destination.Length);
        values.AsSpan(start + first, destination.Length).CopyTo(destination);
    }

    public override ReadOnlySpan<double> AsSpan() => throw new InvalidOperationException("The column was read as a whole.");
}

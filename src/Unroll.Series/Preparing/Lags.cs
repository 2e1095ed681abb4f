namespace Unroll.Series.Preparing;

/// <summary>Earlier values of a column as a column of their own.</summary>
public static class Lags
{
    /// <summary>Shifts a column: row t of the destination is row t − steps of the column, NaN for the first rows, where that is not known.</summary>
    /// <param name="column">The column.</param>
    /// <param name="steps">Rows back, at least 1; a negative lag would give a row its own future.</param>
    /// <param name="destination">As long as the column; may be the same memory.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="steps"/> is below 1.</exception>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Shift(ReadOnlySpan<float> column, int steps, Span<float> destination)
    {
        if (steps < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(steps), $"A lag of {steps} rows: it must be at least 1. 0 is the column itself, and a negative lag would leak the future into the input.");
        }

        if (column.Length != destination.Length)
        {
            throw new ArgumentException(
                $"The column has {column.Length} values, but the destination {destination.Length}: give both the same length.", nameof(destination));
        }

        int unknown = Math.Min(steps, column.Length);
        column[..^unknown].CopyTo(destination[unknown..]);
        destination[..unknown].Fill(float.NaN);
    }
}

namespace Unroll.Kernels;

/// <summary>
/// Which rows of a matrix a row of a convolution sees: row i those at i + First + k·Step, k = 0 … Count − 1, as far as they are there.
/// </summary>
/// <param name="Count">Shifts.</param>
/// <param name="First">The first shift, in rows.</param>
/// <param name="Step">From one shift to the next, in rows; not 0.</param>
/// <param name="Rows">Rows of the matrix.</param>
internal readonly record struct RowShifts(int Count, int First, int Step, int Rows)
{
    /// <summary>The row that row <paramref name="i"/> sees through shift <paramref name="k"/>, whether it is there or not.</summary>
    public long Row(long i, int k) => i + First + ((long)k * Step);

    /// <summary>The shifts whose rows are there for row <paramref name="i"/>, and how far the same ones are.</summary>
    /// <param name="i">The row.</param>
    /// <param name="to">Where to look no further.</param>
    /// <param name="first">The first shift.</param>
    /// <param name="end">The shift after the last; not greater than <paramref name="first"/> where there is none.</param>
    /// <returns>The row after the last that sees the same shifts, at most <paramref name="to"/>.</returns>
    public int Run(int i, int to, out int first, out int end)
    {
        (first, end) = (Count, 0);
        long run = to;
        for (int k = 0; k < Count; k++)
        {
            long row = Row(i, k);
            if (row < 0)
            {
                // There from row −row on.
                run = Math.Min(run, i - row);
            }
            else if (row < Rows)
            {
                first = Math.Min(first, k);
                end = k + 1;
                run = Math.Min(run, i + (Rows - row));
            }
        }

        return (int)run;
    }
}

namespace Unroll.Analysis.Matching;

/// <summary>
/// Numbers of windows that the recurrence needs, as columns, dealt out to four runs: columns 0, 4, 8, … in the first, 1, 5, 9, … in the
/// second, so that columns four apart lie side by side. Column 0 is the window that the first diagonal begins with.
/// </summary>
internal sealed class WindowColumns
{
    /// <summary>Deals out columns.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="first">The window that is column 0.</param>
    /// <param name="spare">Columns after the last that may be read; they have no correlation.</param>
    public WindowColumns(WindowStatistics windows, int first, int spare)
    {
        int count = windows.Count - first;
        Stride = ((count + spare) / DiagonalBand.Vectors) + 1;
        Differences = new double[DiagonalBand.Vectors * Stride];
        Deviations = new double[DiagonalBand.Vectors * Stride];
        InverseNorms = new double[DiagonalBand.Vectors * Stride];
        Array.Fill(InverseNorms, double.NaN);
        for (int column = 0; column < count; column++)
        {
            int at = (column % DiagonalBand.Vectors * Stride) + (column / DiagonalBand.Vectors);
            Differences[at] = windows.Differences[first + column];
            Deviations[at] = windows.Deviations[first + column];
            InverseNorms[at] = windows.InverseNorms[first + column];
        }
    }

    /// <summary>Elements of a run.</summary>
    public int Stride { get; }

    /// <summary>Half the difference of the value that enters with a window and the one that leaves.</summary>
    public double[] Differences { get; }

    /// <summary>The sum of both values' deviations from the means of their windows.</summary>
    public double[] Deviations { get; }

    /// <summary>The inverse norm of the deviations from the mean; NaN of windows without a correlation.</summary>
    public double[] InverseNorms { get; }
}

namespace Unroll.Analysis.Matching;

/// <summary>
/// The largest and the least norms of runs of windows: a covariance that has once been large keeps the rounding of its size, so the
/// recurrence may only pass over windows whose norms do not differ too much.
/// </summary>
internal sealed class NormRanges
{
    /// <summary>Windows of a run.</summary>
    public const int Run = 32;

    private readonly double[] _largest;
    private readonly double[] _least;

    /// <summary>Finds them.</summary>
    /// <param name="windows">The windows.</param>
    public NormRanges(WindowStatistics windows)
    {
        int runs = (windows.Count + Run - 1) / Run;
        (_largest, _least) = (new double[runs], new double[runs]);
        Array.Fill(_least, double.PositiveInfinity);
        for (int row = 0; row < windows.Count; row++)
        {
            _largest[row / Run] = Math.Max(_largest[row / Run], windows.Norms[row]);
            if (!double.IsNaN(windows.InverseNorms[row]))
            {
                _least[row / Run] = Math.Min(_least[row / Run], windows.Norms[row]);
            }
        }
    }

    /// <summary>The factor by which the rounding of a covariance of rows and columns may grow in the smallest correlation.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="column">The first column.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>The largest product of norms over the least; 0 where there is no correlation.</returns>
    public double Growth(int row, int rows, int column, int columns)
    {
        (double largest, double least) = Range(row, rows);
        (double largestColumn, double leastColumn) = Range(column, columns);
        return largest * largestColumn / (least * leastColumn);
    }

    private (double Largest, double Least) Range(int start, int count)
    {
        double largest = 0, least = double.PositiveInfinity;
        int end = Math.Min((start + count - 1) / Run, _largest.Length - 1);
        for (int run = start / Run; run <= end; run++)
        {
            (largest, least) = (Math.Max(largest, _largest[run]), Math.Min(least, _least[run]));
        }

        return (largest, least);
    }
}

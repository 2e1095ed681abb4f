namespace Unroll.Analysis.Matching;

/// <summary>
/// The distances of windows that have no correlation: infinite of a window with a missing value, 0 of two constant windows, and √window
/// of a constant one and another.
/// </summary>
internal sealed class NeighborRules
{
    private readonly WindowStatistics _windows;
    private readonly int _firstDiagonal;
    private readonly double _half;
    private readonly int[] _constantBefore;
    private readonly int[] _constantAfter;
    private readonly int[] _anyBefore;
    private readonly int[] _anyAfter;

    /// <summary>Finds the constant windows around each.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="firstDiagonal">The least distance in rows of neighbours.</param>
    public NeighborRules(WindowStatistics windows, int firstDiagonal)
    {
        (_windows, _firstDiagonal, _half) = (windows, firstDiagonal, Math.Sqrt(windows.Window));
        (_constantBefore, _constantAfter) = Around(row => windows.IsConstant[row]);
        (_anyBefore, _anyAfter) = Around(row => !windows.IsVoid[row]);
    }

    /// <summary>The nearest neighbour on one side, and its distance.</summary>
    /// <param name="row">The window.</param>
    /// <param name="candidate">The nearest of those that are neither void nor constant; −1 where there is none.</param>
    /// <param name="isAfter">Whether neighbours after it are meant.</param>
    public (double Distance, int Neighbor) Nearest(int row, int candidate, bool isAfter)
    {
        int place = isAfter ? row + _firstDiagonal : row - _firstDiagonal;
        if (_windows.IsVoid[row] || place < 0 || place >= _windows.Count)
        {
            return (double.PositiveInfinity, -1);
        }

        int constant = (isAfter ? _constantAfter : _constantBefore)[place], any = (isAfter ? _anyAfter : _anyBefore)[place];
        if (_windows.IsConstant[row])
        {
            return constant >= 0 ? (0, constant) : any >= 0 ? (_half, any) : (double.PositiveInfinity, -1);
        }

        double distance = candidate < 0 ? double.PositiveInfinity : _windows.Distance(row, candidate);
        return constant >= 0 && _half < distance ? (_half, constant) : (distance, candidate);
    }

    private (int[] Before, int[] After) Around(Func<int, bool> isIt)
    {
        int[] before = new int[_windows.Count], after = new int[_windows.Count];
        for (int row = 0, last = -1; row < before.Length; row++)
        {
            last = before[row] = isIt(row) ? row : last;
        }

        for (int row = after.Length - 1, next = -1; row >= 0; row--)
        {
            next = after[row] = isIt(row) ? row : next;
        }

        return (before, after);
    }
}

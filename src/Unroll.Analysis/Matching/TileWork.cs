namespace Unroll.Analysis.Matching;

/// <summary>The work on tiles of the matrix of correlations by one thread, with its memory.</summary>
/// <typeparam name="TLanes">The operations.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
internal sealed class TileWork<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Rounding of 1e-16 may grow to about 1e-10 over a whole tile, and to 1e-8 over a short run, before the recurrence starts afresh.
    private const double GrowthOfTile = 1e6;
    private const double GrowthOfRun = 1e8;

    private static readonly int _width = ProfileSearch<TLanes, TVector>.Width;

    private readonly WindowStatistics _windows;
    private readonly WindowColumns _columns;
    private readonly NormRanges _norms;
    private readonly int _firstDiagonal;
    private readonly double[] _rows;
    private readonly double[] _covariances = new double[_width];
    private readonly double[] _rowBest;
    private readonly double[] _columnBest;
    private int _firstRow;
    private int _rowCount;

    /// <summary>Prepares the memory.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="columns">The windows as columns.</param>
    /// <param name="norms">The ranges of their norms.</param>
    /// <param name="firstDiagonal">The first diagonal.</param>
    /// <param name="tileRows">Rows of a tile, at most.</param>
    public TileWork(WindowStatistics windows, WindowColumns columns, NormRanges norms, int firstDiagonal, int tileRows)
    {
        (_windows, _columns, _norms, _firstDiagonal) = (windows, columns, norms, firstDiagonal);
        int rows = tileRows + (2 * TLanes.Count) + DiagonalBand.Vectors;
        _rows = new double[3 * rows];
        _rowBest = new double[rows * TLanes.Count];
        _columnBest = new double[rows + _width + TLanes.Count];
        Array.Fill(_rowBest, double.NegativeInfinity);
        TileRows = tileRows;
    }

    private int TileRows { get; }

    /// <summary>Follows bands over the rows of a tile.</summary>
    /// <param name="row">The first row, a multiple of 4.</param>
    /// <param name="firstBand">The first band.</param>
    /// <param name="endBand">The band after the last.</param>
    /// <param name="bests">Takes what is found.</param>
    public void Run(int row, int firstBand, int endBand, ProfileBests bests)
    {
        TakeRows(row);
        for (int band = firstBand; band < endBand; band++)
        {
            int near = _firstDiagonal + (band * _width), rows = Math.Min(_rowCount, _windows.Count - near - row);
            if (rows <= 0)
            {
                break;
            }

            double growth = _norms.Growth(row, rows, row + near, rows + _width);
            if (growth <= GrowthOfTile)
            {
                Follow(0, rows, band, bests);
            }
            else
            {
                FollowInRuns(rows, band, bests);
            }
        }
    }

    /// <summary>Follows a band with a fresh start each few rows, or at each, where norms differ much.</summary>
    private void FollowInRuns(int rows, int band, ProfileBests bests)
    {
        for (int start = 0; start < rows; start += NormRanges.Run)
        {
            int run = Math.Min(NormRanges.Run, rows - start), row = _firstRow + start;
            if (_norms.Growth(row, run, row + _firstDiagonal + (band * _width), run + _width) <= GrowthOfRun)
            {
                Follow(start, run, band, bests);
                continue;
            }

            for (int single = start; single < start + run; single++)
            {
                FollowSingle(single, band, bests);
            }
        }
    }

    private void TakeRows(int row)
    {
        (_firstRow, _rowCount) = (row, Math.Min(TileRows, _windows.Count - row));
        for (int k = 0; k < _rows.Length / 3; k++)
        {
            int at = row + k;
            (_rows[3 * k], _rows[(3 * k) + 1], _rows[(3 * k) + 2]) = k < _rowCount
                ? (_windows.Differences[at], _windows.Deviations[at], _windows.InverseNorms[at]) : (0, 0, double.NaN);
        }
    }

    /// <summary>Follows a band over rows of the tile, from covariances that are computed afresh.</summary>
    private void Follow(int start, int count, int band, ProfileBests bests)
    {
        int row = _firstRow + start;
        Covariances.Of<TLanes, TVector>(_windows, row, row + _firstDiagonal + (band * _width), _covariances);
        (double difference, double deviation) = (_rows[3 * start], _rows[(3 * start) + 1]);
        (_rows[3 * start], _rows[(3 * start) + 1]) = (0, 0);
        int whole = (count + DiagonalBand.Vectors - 1) / DiagonalBand.Vectors * DiagonalBand.Vectors;
        DiagonalBand.Follow<TLanes, TVector>(
            _covariances, ref _rows[3 * start], whole, _columns, (row + (band * _width)) / DiagonalBand.Vectors, ref _rowBest[0],
            ref _columnBest[0]);
        (_rows[3 * start], _rows[(3 * start) + 1]) = (difference, deviation);
        Merge(row, count, whole, band, bests);
    }

    /// <summary>Follows a band over a single row, where no recurrence can be trusted.</summary>
    private void FollowSingle(int start, int band, ProfileBests bests)
    {
        int row = _firstRow + start;
        double inverse = _rows[(3 * start) + 2];
        if (double.IsNaN(inverse))
        {
            return;
        }

        int near = _firstDiagonal + (band * _width);
        Covariances.Of<TLanes, TVector>(_windows, row, row + near, _covariances);
        for (int k = 0; k < _width && row + near + k < _windows.Count; k++)
        {
            double correlation = _covariances[k] * inverse * _windows.InverseNorms[row + near + k];
            LanesScalar.TakeBetter(correlation, band, ref bests.After[0], ref bests.AfterBands[0], row);
            LanesScalar.TakeBetter(correlation, band, ref bests.Before[0], ref bests.BeforeBands[0], row + near + k);
        }
    }

    private void Merge(int row, int count, int whole, int band, ProfileBests bests)
    {
        TVector number = TLanes.Broadcast(band);
        for (int at = 0; at < count; at += TLanes.Count)
        {
            TVector largest = TLanes.LargestOfEach(ref _rowBest[0], at * TLanes.Count);
            if (at + TLanes.Count <= count)
            {
                TLanes.TakeBetter(largest, number, ref bests.After[0], ref bests.AfterBands[0], row + at);
            }
            else
            {
                MergeLast(largest, count - at, row + at, band, bests);
            }
        }

        int first = row + _firstDiagonal + (band * _width);
        _columnBest.AsSpan(whole + _width, TLanes.Count).Fill(double.NegativeInfinity);
        for (int at = 0; at < whole + _width - 1; at += TLanes.Count)
        {
            TLanes.TakeBetter(TLanes.Load(ref _columnBest[1], at), number, ref bests.Before[0], ref bests.BeforeBands[0], first + at);
        }
    }

    /// <summary>Merges fewer rows than a vector has lanes: those after them are leftovers of other rows.</summary>
    private static void MergeLast(TVector largest, int count, int row, int band, ProfileBests bests)
    {
        Span<double> lanes = stackalloc double[TLanes.Count];
        TLanes.Store(largest, ref lanes[0], 0);
        for (int k = 0; k < count; k++)
        {
            LanesScalar.TakeBetter(lanes[k], band, ref bests.After[0], ref bests.AfterBands[0], row + k);
        }
    }
}

namespace Unroll.Analysis.Matching;

/// <summary>
/// The search for the nearest neighbour of each window: the matrix of correlations in tiles of rows and bands of diagonals, on all
/// processors, and then the neighbours themselves.
/// </summary>
/// <typeparam name="TLanes">The operations.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
/// <param name="windows">The windows.</param>
/// <param name="firstDiagonal">The least distance of windows in rows that are compared.</param>
internal sealed class ProfileSearch<TLanes, TVector>(WindowStatistics windows, int firstDiagonal)
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private const int TileRows = 1024;
    private const int BandsOfTile = 256;

    private static readonly int _width = DiagonalBand.Vectors * TLanes.Count;

    private readonly WindowColumns _columns = new(windows, firstDiagonal, (4 * _width) + 16);
    private readonly NormRanges _norms = new(windows);

    /// <summary>Diagonals of a band.</summary>
    public static int Width => _width;

    /// <summary>Elements after the last window that searches may touch.</summary>
    private static int Spare => (4 * _width) + 16;

    /// <summary>Finds the highest correlations.</summary>
    /// <param name="done">Told the share that is done, from 0 to 1; null for nobody.</param>
    /// <param name="cancellation">Stops it.</param>
    public ProfileBests Run(Action<double>? done, CancellationToken cancellation)
    {
        int diagonals = windows.Count - firstDiagonal, bands = (diagonals + _width - 1) / _width;
        (int Row, int Band)[] tiles =
        [
            .. from row in Enumerable.Range(0, (diagonals + TileRows - 1) / TileRows).Select(tile => tile * TileRows)
               from band in Enumerable.Range(0, (bands + BandsOfTile - 1) / BandsOfTile).Select(tile => tile * BandsOfTile)
               where row + (band * _width) < diagonals
               select (row, band),
        ];
        ProfileBests?[] found = new ProfileBests?[Math.Min(Environment.ProcessorCount, tiles.Length)];
        int next = -1, finished = 0;
        Workers.For(found.Length, worker =>
        {
            ProfileBests bests = new(windows.Count, Spare);
            TileWork<TLanes, TVector> work = new(windows, _columns, _norms, firstDiagonal, TileRows);
            for (int tile; (tile = Interlocked.Increment(ref next)) < tiles.Length;)
            {
                cancellation.ThrowIfCancellationRequested();
                (int row, int band) = tiles[tile];
                work.Run(row, band, Math.Min(band + BandsOfTile, bands), bests);
                done?.Invoke(Interlocked.Increment(ref finished) / (double)tiles.Length);
            }

            found[worker] = bests;
        }, cancellation);
        ProfileBests all = found[0]!;
        foreach (ProfileBests? other in found.Skip(1))
        {
            all.Merge(other!);
        }

        return all;
    }

    /// <summary>The window of a band that is nearest to another, by correlations that are computed afresh.</summary>
    /// <param name="row">The window.</param>
    /// <param name="band">The band.</param>
    /// <param name="isAfter">Whether the neighbour comes after it.</param>
    /// <returns>The neighbour; −1 where there is none.</returns>
    public int Nearest(int row, int band, bool isAfter)
    {
        int near = firstDiagonal + (band * _width), start = isAfter ? row + near : row - near - _width + 1;
        Span<double> covariances = stackalloc double[_width];
        Covariances.Of<TLanes, TVector>(windows, row, start, covariances);
        double best = double.NegativeInfinity;
        int neighbour = -1;
        for (int k = 0; k < _width; k++)
        {
            int other = start + k;
            double correlation = other >= 0 && other < windows.Count ? covariances[k] * windows.InverseNorms[other] : double.NaN;
            (best, neighbour) = correlation > best ? (correlation, other) : (best, neighbour);
        }

        return neighbour;
    }
}

using System.Runtime.CompilerServices;

namespace Unroll.Analysis.Matching;

/// <summary>
/// The inner loop of the matrix profile: a band of neighbouring diagonals of the matrix of correlations, followed over a run of rows.
/// </summary>
/// <remarks>
/// <para>
/// Along a diagonal the covariance c of the windows i and j has a recurrence (Zimmerman and others, Matrix Profile XIV: SCAMP, 2019):
/// c += f(i)·g(j) + f(j)·g(i), with f half the difference of the values that enter and leave, and g the sum of their deviations from the
/// means of their windows. The correlation is c / (‖i‖·‖j‖). That is two fused multiplications and additions, two multiplications and two
/// maxima a cell, one for its row and one for its column, and the point is to do nothing else:
/// </para>
/// <para>
/// Four vectors hold the diagonals of the band, lane l of vector k the diagonal k + 4·l. So the columns of vector k at a row are those of
/// vector k − 1 at the next row: the numbers of a column are loaded once and stay in their registers for four rows, and so does the
/// maximum of the column; four rows are written out, so that no register has to be moved. Columns four apart lie side by side in memory
/// (<see cref="WindowColumns"/>), so that a vector of them is one load. A vector of column maxima that leaves vector 0 is shifted by one
/// lane: the lowest lane has passed through the whole band and is stored, the others go on. Rows have a vector of maxima that is stored;
/// <see cref="ILanes{TVector}.LargestOfEach"/> makes numbers of them, eight rows at a time.
/// </para>
/// <para>
/// Where a maximum comes from is not kept, except for the number of the band: afterwards the cells of that band are computed again for
/// each row, directly and without a recurrence's rounding, which costs little (<see cref="ProfileSearch{TLanes, TVector}"/>). Windows that
/// have no correlation have NaN as their inverse norm, and NaN never wins.
/// </para>
/// </remarks>
internal static class DiagonalBand
{
    /// <summary>Vectors of diagonals, and rows that are written out.</summary>
    public const int Vectors = 4;

    /// <summary>Follows a band over some rows.</summary>
    /// <typeparam name="TLanes">The operations.</typeparam>
    /// <typeparam name="TVector">The vector.</typeparam>
    /// <param name="covariances">Covariances of the first row, by diagonal: as many as the band has.</param>
    /// <param name="rows">Difference, deviation and inverse norm of each row, in turn; of the first row 0, 0 and its inverse norm.</param>
    /// <param name="count">Rows, a multiple of 4.</param>
    /// <param name="columns">The same of the columns.</param>
    /// <param name="quarter">A quarter of the number of the band's first column at the first row.</param>
    /// <param name="rowBest">Takes a vector of maxima a row.</param>
    /// <param name="columnBest">Takes the maximum of each column, the first at index 1.</param>
    public static void Follow<TLanes, TVector>(
        ReadOnlySpan<double> covariances, ref double rows, int count, WindowColumns columns, int quarter, ref double rowBest,
        ref double columnBest)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector none = TLanes.Broadcast(double.NegativeInfinity);
        TVector c0 = Diagonals<TLanes, TVector>(covariances, 0), c1 = Diagonals<TLanes, TVector>(covariances, 1);
        TVector c2 = Diagonals<TLanes, TVector>(covariances, 2), c3 = Diagonals<TLanes, TVector>(covariances, 3);
        TVector m0 = none, m1 = none, m2 = none, m3 = none;
        ref double difference = ref columns.Differences[0], deviation = ref columns.Deviations[0], inverse = ref columns.InverseNorms[0];
        nint stride = columns.Stride;
        TVector f0 = TLanes.Load(ref difference, quarter), f1 = TLanes.Load(ref difference, stride + quarter);
        TVector f2 = TLanes.Load(ref difference, (2 * stride) + quarter), f3;
        TVector g0 = TLanes.Load(ref deviation, quarter), g1 = TLanes.Load(ref deviation, stride + quarter);
        TVector g2 = TLanes.Load(ref deviation, (2 * stride) + quarter), g3;
        TVector v0 = TLanes.Load(ref inverse, quarter), v1 = TLanes.Load(ref inverse, stride + quarter);
        TVector v2 = TLanes.Load(ref inverse, (2 * stride) + quarter), v3;
        TVector rf, rg, rv, best, y;
        for (int row = 0; row < count; row += Vectors, quarter++)
        {
            // Row 0 of four: the column that left before gives way to the next one.
            Unsafe.Add(ref columnBest, row + 0) = TLanes.First(m3);
            m3 = TLanes.Shift(m3, none);
            (f3, g3, v3) = (TLanes.Load(ref difference, (3 * stride) + quarter), TLanes.Load(ref deviation, (3 * stride) + quarter),
                TLanes.Load(ref inverse, (3 * stride) + quarter));
            rf = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 0))));
            rg = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 0)) + 1));
            rv = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 0)) + 2));
            best = none;
            c0 = TLanes.MultiplyAdd(rf, g0, TLanes.MultiplyAdd(rg, f0, c0));
            y = TLanes.Multiply(TLanes.Multiply(c0, v0), rv);
            (best, m0) = (TLanes.Max(y, best), TLanes.Max(y, m0));
            c1 = TLanes.MultiplyAdd(rf, g1, TLanes.MultiplyAdd(rg, f1, c1));
            y = TLanes.Multiply(TLanes.Multiply(c1, v1), rv);
            (best, m1) = (TLanes.Max(y, best), TLanes.Max(y, m1));
            c2 = TLanes.MultiplyAdd(rf, g2, TLanes.MultiplyAdd(rg, f2, c2));
            y = TLanes.Multiply(TLanes.Multiply(c2, v2), rv);
            (best, m2) = (TLanes.Max(y, best), TLanes.Max(y, m2));
            c3 = TLanes.MultiplyAdd(rf, g3, TLanes.MultiplyAdd(rg, f3, c3));
            y = TLanes.Multiply(TLanes.Multiply(c3, v3), rv);
            (best, m3) = (TLanes.Max(y, best), TLanes.Max(y, m3));
            TLanes.Store(best, ref rowBest, (row + 0) * TLanes.Count);

            // Row 1 of four: the column of the row before gives way to the next one.
            Unsafe.Add(ref columnBest, row + 1) = TLanes.First(m0);
            m0 = TLanes.Shift(m0, none);
            (f0, g0, v0) = (TLanes.Load(ref difference, (0 * stride) + quarter + 1), TLanes.Load(ref deviation, (0 * stride) + quarter + 1),
                TLanes.Load(ref inverse, (0 * stride) + quarter + 1));
            rf = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 1))));
            rg = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 1)) + 1));
            rv = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 1)) + 2));
            best = none;
            c0 = TLanes.MultiplyAdd(rf, g1, TLanes.MultiplyAdd(rg, f1, c0));
            y = TLanes.Multiply(TLanes.Multiply(c0, v1), rv);
            (best, m1) = (TLanes.Max(y, best), TLanes.Max(y, m1));
            c1 = TLanes.MultiplyAdd(rf, g2, TLanes.MultiplyAdd(rg, f2, c1));
            y = TLanes.Multiply(TLanes.Multiply(c1, v2), rv);
            (best, m2) = (TLanes.Max(y, best), TLanes.Max(y, m2));
            c2 = TLanes.MultiplyAdd(rf, g3, TLanes.MultiplyAdd(rg, f3, c2));
            y = TLanes.Multiply(TLanes.Multiply(c2, v3), rv);
            (best, m3) = (TLanes.Max(y, best), TLanes.Max(y, m3));
            c3 = TLanes.MultiplyAdd(rf, g0, TLanes.MultiplyAdd(rg, f0, c3));
            y = TLanes.Multiply(TLanes.Multiply(c3, v0), rv);
            (best, m0) = (TLanes.Max(y, best), TLanes.Max(y, m0));
            TLanes.Store(best, ref rowBest, (row + 1) * TLanes.Count);

            // Row 2 of four: the column of the row before gives way to the next one.
            Unsafe.Add(ref columnBest, row + 2) = TLanes.First(m1);
            m1 = TLanes.Shift(m1, none);
            (f1, g1, v1) = (TLanes.Load(ref difference, (1 * stride) + quarter + 1), TLanes.Load(ref deviation, (1 * stride) + quarter + 1),
                TLanes.Load(ref inverse, (1 * stride) + quarter + 1));
            rf = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 2))));
            rg = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 2)) + 1));
            rv = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 2)) + 2));
            best = none;
            c0 = TLanes.MultiplyAdd(rf, g2, TLanes.MultiplyAdd(rg, f2, c0));
            y = TLanes.Multiply(TLanes.Multiply(c0, v2), rv);
            (best, m2) = (TLanes.Max(y, best), TLanes.Max(y, m2));
            c1 = TLanes.MultiplyAdd(rf, g3, TLanes.MultiplyAdd(rg, f3, c1));
            y = TLanes.Multiply(TLanes.Multiply(c1, v3), rv);
            (best, m3) = (TLanes.Max(y, best), TLanes.Max(y, m3));
            c2 = TLanes.MultiplyAdd(rf, g0, TLanes.MultiplyAdd(rg, f0, c2));
            y = TLanes.Multiply(TLanes.Multiply(c2, v0), rv);
            (best, m0) = (TLanes.Max(y, best), TLanes.Max(y, m0));
            c3 = TLanes.MultiplyAdd(rf, g1, TLanes.MultiplyAdd(rg, f1, c3));
            y = TLanes.Multiply(TLanes.Multiply(c3, v1), rv);
            (best, m1) = (TLanes.Max(y, best), TLanes.Max(y, m1));
            TLanes.Store(best, ref rowBest, (row + 2) * TLanes.Count);

            // Row 3 of four: the column of the row before gives way to the next one.
            Unsafe.Add(ref columnBest, row + 3) = TLanes.First(m2);
            m2 = TLanes.Shift(m2, none);
            (f2, g2, v2) = (TLanes.Load(ref difference, (2 * stride) + quarter + 1), TLanes.Load(ref deviation, (2 * stride) + quarter + 1),
                TLanes.Load(ref inverse, (2 * stride) + quarter + 1));
            rf = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 3))));
            rg = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 3)) + 1));
            rv = TLanes.Broadcast(Unsafe.Add(ref rows, (3 * (row + 3)) + 2));
            best = none;
            c0 = TLanes.MultiplyAdd(rf, g3, TLanes.MultiplyAdd(rg, f3, c0));
            y = TLanes.Multiply(TLanes.Multiply(c0, v3), rv);
            (best, m3) = (TLanes.Max(y, best), TLanes.Max(y, m3));
            c1 = TLanes.MultiplyAdd(rf, g0, TLanes.MultiplyAdd(rg, f0, c1));
            y = TLanes.Multiply(TLanes.Multiply(c1, v0), rv);
            (best, m0) = (TLanes.Max(y, best), TLanes.Max(y, m0));
            c2 = TLanes.MultiplyAdd(rf, g1, TLanes.MultiplyAdd(rg, f1, c2));
            y = TLanes.Multiply(TLanes.Multiply(c2, v1), rv);
            (best, m1) = (TLanes.Max(y, best), TLanes.Max(y, m1));
            c3 = TLanes.MultiplyAdd(rf, g2, TLanes.MultiplyAdd(rg, f2, c3));
            y = TLanes.Multiply(TLanes.Multiply(c3, v2), rv);
            (best, m2) = (TLanes.Max(y, best), TLanes.Max(y, m2));
            TLanes.Store(best, ref rowBest, (row + 3) * TLanes.Count);
        }

        Flush<TLanes, TVector>(m3, m0, m1, m2, ref Unsafe.Add(ref columnBest, count));
    }

    /// <summary>Stores the maxima of the columns that are still in the band after the last row.</summary>
    private static void Flush<TLanes, TVector>(TVector first, TVector second, TVector third, TVector fourth, ref double columnBest)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        TVector none = TLanes.Broadcast(double.NegativeInfinity);
        for (int lane = 0; lane < TLanes.Count; lane++)
        {
            int at = Vectors * lane;
            (Unsafe.Add(ref columnBest, at), Unsafe.Add(ref columnBest, at + 1)) = (TLanes.First(first), TLanes.First(second));
            (Unsafe.Add(ref columnBest, at + 2), Unsafe.Add(ref columnBest, at + 3)) = (TLanes.First(third), TLanes.First(fourth));
            (first, second) = (TLanes.Shift(first, none), TLanes.Shift(second, none));
            (third, fourth) = (TLanes.Shift(third, none), TLanes.Shift(fourth, none));
        }
    }

    /// <summary>The covariances of a vector's diagonals, every fourth from its first on.</summary>
    private static TVector Diagonals<TLanes, TVector>(ReadOnlySpan<double> covariances, int vector)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        Span<double> lanes = stackalloc double[TLanes.Count];
        for (int lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] = covariances[vector + (Vectors * lane)];
        }

        return TLanes.Load(ref lanes[0], 0);
    }
}

using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Unroll.Analysis.Matching;

/// <summary>
/// The matrix profile: for each window of a series the distance to its nearest neighbour elsewhere in it, after each window is brought to
/// mean 0 and variance 1 (Yeh and others, 2016). Low distances are motifs, which recur; high ones discords, which are like nothing else.
/// Exact, by the recurrence of covariances along diagonals (Zimmerman and others, 2019).
/// </summary>
/// <remarks>
/// Windows with a missing or infinite value have an infinite distance and the neighbour −1. Two constant windows have the distance 0, a
/// constant one and another √window, as in stumpy.
/// </remarks>
/// <example><code>MatrixProfile.Of(values, window: 100).Discords(3)[0].Start</code></example>
public sealed class MatrixProfile
{
    private const int FewestRows = 3;

    private MatrixProfile(int window, int exclusion, int count)
    {
        (Window, Exclusion) = (window, exclusion);
        (LeftDistances, LeftNeighbors) = (new double[count], new int[count]);
        (RightDistances, RightNeighbors) = (new double[count], new int[count]);
        (Distances, Neighbors) = (new double[count], new int[count]);
    }

    /// <summary>Rows of a window.</summary>
    public int Window { get; }

    /// <summary>Rows by which the beginnings of neighbours differ at least, less one.</summary>
    public int Exclusion { get; }

    /// <summary>The distance of each window, by its first row, to its nearest neighbour; infinite where it has none.</summary>
    public double[] Distances { get; }

    /// <summary>The first row of the nearest neighbour; −1 where there is none.</summary>
    public int[] Neighbors { get; }

    /// <summary>The distance to the nearest neighbour before: what a stream knows when the window ends.</summary>
    public double[] LeftDistances { get; }

    /// <summary>The nearest neighbour before; −1 where there is none.</summary>
    public int[] LeftNeighbors { get; }

    /// <summary>The distance to the nearest neighbour after.</summary>
    public double[] RightDistances { get; }

    /// <summary>The nearest neighbour after; −1 where there is none.</summary>
    public int[] RightNeighbors { get; }

    /// <summary>Computes the profile of a series, on all processors.</summary>
    /// <param name="values">The series; missing values as NaN.</param>
    /// <param name="window">Rows of a window, at least 3.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window has fewer than 3 rows, or the exclusion is negative.</exception>
    /// <exception cref="InputException">The series is too short for two windows that may be neighbours.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static MatrixProfile Of(
        ReadOnlySpan<double> values, int window, MatrixProfileOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(window, FewestRows);
        int exclusion = options.Exclusion ?? (window + 3) / 4;
        ArgumentOutOfRangeException.ThrowIfNegative(exclusion, nameof(options));
        if (values.Length < (long)window + exclusion + 1)
        {
            throw new InputException(
                $"A matrix profile of windows of {window} rows needs at least {(long)window + exclusion + 1} values, but there "
                + $"{(values.Length == 1 ? "is" : "are")} {values.Length}: give a longer series or a shorter window.");
        }

        WindowStatistics windows = new(values, window);
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            return Compute<Lanes512, Vector512<double>>(windows, exclusion, options.Progress, cancellation);
        }

        return Vector256.IsHardwareAccelerated ? Compute<Lanes256, Vector256<double>>(windows, exclusion, options.Progress, cancellation)
            : Vector128.IsHardwareAccelerated ? Compute<Lanes128, Vector128<double>>(windows, exclusion, options.Progress, cancellation)
            : Compute<LanesScalar, double>(windows, exclusion, options.Progress, cancellation);
    }

    /// <summary>The discords: the windows with the largest distances, none overlapping another.</summary>
    /// <param name="count">How many at most, at least 1.</param>
    public IReadOnlyList<Discord> Discords(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        bool[] isTaken = new bool[Distances.Length];
        List<Discord> found = [];
        foreach (int row in Enumerable.Range(0, Distances.Length).Where(row => double.IsFinite(Distances[row]))
            .OrderByDescending(row => Distances[row]).ThenBy(row => row))
        {
            if (found.Count == count)
            {
                break;
            }

            if (!isTaken[row])
            {
                found.Add(new Discord(row, row + Window - 1, Distances[row], Neighbors[row]));
                Take(isTaken, row, Window);
            }
        }

        return found;
    }

    /// <summary>The motifs: pairs of windows with the least distances, each with none of its windows overlapping another pair's.</summary>
    /// <param name="count">How many at most, at least 1.</param>
    public IReadOnlyList<Motif> Motifs(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        bool[] isTaken = new bool[Distances.Length];
        List<Motif> found = [];
        foreach (int row in Enumerable.Range(0, Distances.Length).Where(row => double.IsFinite(Distances[row]))
            .OrderBy(row => Distances[row]).ThenBy(row => row))
        {
            if (found.Count == count)
            {
                break;
            }

            int other = Neighbors[row];
            if (!isTaken[row] && !isTaken[other])
            {
                found.Add(new Motif(Math.Min(row, other), Math.Max(row, other), Window, Distances[row]));
                Take(isTaken, row, Window);
                Take(isTaken, other, Window);
            }
        }

        return found;
    }

    /// <summary>Computes the profile with vectors of a width.</summary>
    internal static MatrixProfile Compute<TLanes, TVector>(
        WindowStatistics windows, int exclusion, Action<double>? progress = null, CancellationToken cancellation = default)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        MatrixProfile profile = new(windows.Window, exclusion, windows.Count);
        ProfileSearch<TLanes, TVector> search = new(windows, exclusion + 1);
        ProfileBests bests = search.Run(progress, cancellation);
        NeighborRules rules = new(windows, exclusion + 1);
        Workers.For(windows.Count, row =>
        {
            int before = Candidate(bests.Before[row], bests.BeforeBands[row], isAfter: false);
            int after = Candidate(bests.After[row], bests.AfterBands[row], isAfter: true);
            profile.Set(row, rules.Nearest(row, before, isAfter: false), rules.Nearest(row, after, isAfter: true));

            int Candidate(double correlation, double band, bool isAfter) =>
                double.IsNegativeInfinity(correlation) ? -1 : search.Nearest(row, (int)band, isAfter);
        }, cancellation);
        return profile;
    }

    private void Set(int row, (double Distance, int Neighbor) left, (double Distance, int Neighbor) right)
    {
        (LeftDistances[row], LeftNeighbors[row]) = left;
        (RightDistances[row], RightNeighbors[row]) = right;
        (Distances[row], Neighbors[row]) = right.Distance < left.Distance ? right : left;
    }

    private static void Take(bool[] isTaken, int row, int window)
    {
        int start = Math.Max(0, row - window + 1);
        Array.Fill(isTaken, true, start, Math.Min(row + window, isTaken.Length) - start);
    }
}

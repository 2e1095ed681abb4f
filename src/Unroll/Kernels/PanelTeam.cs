namespace Unroll.Kernels;

/// <summary>
/// Shares the panels of a product among threads that have nothing else to do. Batches are cut into shards of rows, each on one thread;
/// where there is one shard only (a few rows, as when a service is asked), the other threads are lent to the products, one by one, that are
/// large enough for that: to hand work over and wait for it costs about a microsecond.
/// </summary>
internal static class PanelTeam
{
    /// <summary>Least time of a product, as reckoned below, that is shared.</summary>
    public const double LeastNanoseconds = 4000;

    // What one thread does: multiply-adds where the rows are many, weights read from the second-level cache or beyond where they are few.
    private const double MultiplyAddsPerNanosecond = 120;
    private const double WeightsPerNanosecond = 10;

    [ThreadStatic]
    private static IPieceRunner? _team;

    /// <summary>Lends threads to the products that the calling thread makes from now on.</summary>
    /// <param name="team">The threads; null to take them back.</param>
    /// <returns>Those lent before.</returns>
    public static IPieceRunner? Lend(IPieceRunner? team)
    {
        IPieceRunner? before = _team;
        _team = team;
        return before;
    }

    /// <summary>Shares equal pieces of work among the threads that are lent; products within a piece stay on its thread.</summary>
    /// <param name="count">Pieces.</param>
    /// <param name="run">Runs the pieces from one number up to, but not including, another.</param>
    public static void RunPieces(int count, Action<int, int> run)
    {
        IPieceRunner? team = Lend(null);
        try
        {
            int shares = Math.Min(team?.Threads ?? 1, count);
            if (team is null || shares == 1)
            {
                run(0, count);
            }
            else
            {
                team.Run(shares, share => run(count * share / shares, count * (share + 1) / shares));
            }
        }
        finally
        {
            Lend(team);
        }
    }

    /// <summary>About how long a product takes on one thread.</summary>
    /// <param name="rows">Rows of A.</param>
    /// <param name="weights">Numbers of B.</param>
    public static double Nanoseconds(long rows, long weights) => weights
        * Math.Max(rows / MultiplyAddsPerNanosecond, 1 / WeightsPerNanosecond);

    /// <summary>Makes all panels of a product.</summary>
    /// <param name="kernel">The product.</param>
    /// <param name="vectors">Columns, in vectors.</param>
    /// <param name="rows">Rows of A.</param>
    /// <param name="weights">Numbers of B.</param>
    public static void Run<TKernel>(in TKernel kernel, int vectors, int rows, long weights)
        where TKernel : struct, IPanelKernel
    {
        // A single panel cannot be shared.
        if (_team is { Threads: > 1 } team
            && vectors > PackedMatrix.PanelVectors(vectors)
            && Nanoseconds(rows, weights) >= LeastNanoseconds)
        {
            Shared<TKernel>.OfThread.Run(team, kernel, vectors);
        }
        else
        {
            kernel.Run(0, vectors);
        }
    }

    /// <summary>The shared state of a product; one for each thread that hands products out, so that nothing is allocated.</summary>
    private sealed class Shared<TKernel>
        where TKernel : struct, IPanelKernel
    {
        [ThreadStatic]
        private static Shared<TKernel>? _ofThread;

        private readonly Action<int> _runPiece;
        private TKernel _kernel;
        private int _vectors;
        private int _pieces;

        private Shared() => _runPiece = RunPiece;

        public static Shared<TKernel> OfThread => _ofThread ??= new Shared<TKernel>();

        public void Run(IPieceRunner team, in TKernel kernel, int vectors)
        {
            _kernel = kernel;
            _vectors = vectors;
            _pieces = team.Threads;
            team.Run(_pieces, _runPiece);
        }

        private void RunPiece(int piece) => _kernel.Run(Start(piece), Start(piece + 1));

        /// <summary>The first panel at or after an equal share of the vectors.</summary>
        private int Start(int piece)
        {
            int share = (int)((long)_vectors * piece / _pieces);
            int vector = 0;
            while (vector < share)
            {
                vector += PackedMatrix.PanelVectors(_vectors - vector);
            }

            return vector;
        }
    }
}

using System.Numerics.Tensors;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Periodicity;

/// <summary>
/// Pieces of series as means over runs of rows, for the correlations of what moving averages leave: the latest runs of the longest pieces,
/// until there are enough. Wild values are brought to the farthest of the others, and missing ones left out.
/// </summary>
internal sealed class SeasonScale
{
    private const int FewestPoints = 8;
    private const double Deviations = 3;
    private const double MostWild = 0.05;
    private const double Rounding = 1e-9;

    private readonly double[][] _pieces;

    /// <summary>Averages the pieces.</summary>
    /// <param name="pieces">The pieces, missing values as NaN.</param>
    /// <param name="each">Rows of a run.</param>
    /// <param name="most">Points at most.</param>
    public SeasonScale(IEnumerable<double[]> pieces, int each, int most = 15_000)
    {
        Each = each;
        List<double[]> averaged = [];
        int left = most;
        foreach (double[] piece in pieces.OrderByDescending(piece => piece.Length))
        {
            int points = Math.Min(left, piece.Length / each);
            if (points < FewestPoints)
            {
                break;
            }

            averaged.Add(Averaged(piece, points, each));
            left -= points;
        }

        _pieces = [.. averaged];
        Longest = _pieces.Length == 0 ? 0 : _pieces[0].Length;
    }

    /// <summary>Rows of a run.</summary>
    public int Each { get; }

    /// <summary>Points of the longest piece.</summary>
    public int Longest { get; }

    /// <summary>The correlations at lags from 0 of what the moving average over a window leaves, of all pieces together.</summary>
    /// <param name="window">Points of the window.</param>
    /// <param name="lags">The longest lag.</param>
    /// <param name="hasEnds">Whether the ends count, where the window is less than whole.</param>
    public SeasonCorrelation Without(int window, int lags, bool hasEnds = true)
    {
        double[] products = new double[lags + 1], pairs = new double[lags + 1];
        double[] firsts = new double[lags + 1], lasts = new double[lags + 1], ends = new double[lags + 1];
        foreach (double[] piece in _pieces.Where(piece => piece.Length > window))
        {
            (double[] rest, double[] present) = WithoutLevel(piece, window, hasEnds);
            int longest = Math.Min(lags, rest.Length - 1);
            Add(products, Autocorrelation.Products(rest, longest));
            Add(pairs, Array.Exists(present, weight => weight == 0) ? Autocorrelation.Products(present, longest)
                : [.. Enumerable.Range(0, longest + 1).Select(lag => (double)(rest.Length - lag))]);
            double[] squares = new double[rest.Length + 1], counts = new double[rest.Length + 1];
            for (int i = 0; i < rest.Length; i++)
            {
                (squares[i + 1], counts[i + 1]) = (squares[i] + (rest[i] * rest[i]), counts[i] + present[i]);
            }

            for (int lag = 0; lag <= longest; lag++)
            {
                int end = rest.Length - lag;
                firsts[lag] += squares[end] / Math.Max(1, counts[end]) * end;
                lasts[lag] += (squares[^1] - squares[lag]) / Math.Max(1, counts[^1] - counts[lag]) * end;
                ends[lag] += end;
            }
        }

        // The deviations of the values that take part, since those of a few cycles are not those of all.
        double[] correlations = new double[lags + 1];
        for (int lag = 0; lag <= lags; lag++)
        {
            double variance = ends[lag] > 0 ? Math.Sqrt(firsts[lag] * lasts[lag]) / ends[lag] : 0;
            correlations[lag] = variance > 0 && pairs[lag] > 0.5 ? products[lag] / pairs[lag] / variance : 0;
        }

        return new SeasonCorrelation(correlations, pairs);

        static void Add(double[] sums, double[] more) =>
            TensorPrimitives.Add(sums.AsSpan(0, more.Length), more, sums.AsSpan(0, more.Length));
    }

    /// <summary>The latest points of a piece, each the mean of a run; NaN where all of a run is missing.</summary>
    private static double[] Averaged(double[] piece, int points, int each)
    {
        int start = piece.Length - (points * each);
        if (each == 1)
        {
            return piece[start..];
        }

        double[] means = new double[points];
        for (int point = 0; point < points; point++)
        {
            (double sum, int count) = (0, 0);
            foreach (double value in piece.AsSpan(start + (point * each), each))
            {
                if (double.IsFinite(value))
                {
                    sum += value;
                    count++;
                }
            }

            means[point] = sum / count;
        }

        return means;
    }

    /// <summary>
    /// What the moving average over a window leaves, at the ends that over what there is of it, scaled to deviation 1; 0 where a value is
    /// missing. And weights of 1, or 0 there.
    /// </summary>
    private static (double[] Left, double[] Present) WithoutLevel(double[] piece, int window, bool hasEnds)
    {
        double[] rest = MovingLevel.Without(piece, window), present = new double[piece.Length];
        int half = hasEnds ? 0 : window / 2;
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] = i >= half && i < rest.Length - half ? rest[i] : double.NaN;
            present[i] = double.IsNaN(rest[i]) ? 0 : 1;
        }

        // A few values far out are brought nearer; many are what the series is like.
        (double centre, double spread) = RobustScale.Of(rest);
        double reach = Deviations * spread, count = TensorPrimitives.Sum<double>(present), squares = 0;
        reach = rest.Count(value => Math.Abs(value - centre) > reach) > MostWild * count ? double.PositiveInfinity : reach;
        for (int i = 0; i < rest.Length; i++)
        {
            rest[i] = double.IsNaN(rest[i]) ? 0 : Math.Clamp(rest[i], centre - reach, centre + reach);
            squares += rest[i] * rest[i];
        }

        double deviation = Math.Sqrt(squares / Math.Max(1, count));
        double size = piece.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        TensorPrimitives.Multiply(rest, deviation <= Rounding * size ? 0 : 1 / deviation, rest);
        return (rest, present);
    }
}

using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Trend;

/// <summary>
/// The slopes between all pairs of points, by rank, without making them all: a slope is at most s exactly where y − s·x falls or stays from
/// the earlier point to the later, so that counting inversions counts slopes, and a random search between two bounds ends after a few
/// counts (Matoušek, Information Processing Letters 39, 1991).
/// </summary>
internal sealed class PairwiseSlopes
{
    private const int DirectPoints = 1500;
    private const int Sample = 2000;
    private const int FewestSamples = 8;
    private const double Precision = 1e-15;
    private const int ManyPoints = 20_000;
    private const int LargeSample = 100_000;
    private const double ShareOfScale = 1e-10;
    private const double FirstReach = 1e-3;
    private const double LeastReach = 1e-5;

    private readonly double[] _x;
    private readonly double[] _y;
    private readonly bool _hasTies;
    private readonly double _steepest;
    private readonly double[]? _sorted;
    private readonly double _tolerance;

    /// <summary>Prepares the search.</summary>
    /// <param name="x">Places, none less than the one before.</param>
    /// <param name="y">Values, finite.</param>
    /// <param name="manyPoints">The number of points from which slopes are approximate.</param>
    public PairwiseSlopes(double[] x, double[] y, int manyPoints = ManyPoints)
    {
        (_x, _y) = (x, y);
        long ties = PairOrder.Ties(x).Sum(tie => tie * (tie - 1) / 2);
        Count = ((long)x.Length * (x.Length - 1) / 2) - ties;
        _hasTies = ties > 0;
        double nearest = double.PositiveInfinity;
        for (int i = 1; i < x.Length; i++)
        {
            nearest = x[i] > x[i - 1] ? Math.Min(nearest, x[i] - x[i - 1]) : nearest;
        }

        _steepest = Count == 0 ? 0 : 1.001 * Math.Max((y.Max() - y.Min()) / nearest, double.Epsilon);
        _sorted = x.Length <= DirectPoints ? Direct() : null;
        _tolerance = x.Length < manyPoints ? 0 : ShareOfScale * y.InterquartileRange() / (x[^1] - x[0]);
    }

    /// <summary>The distance that a slope may have from that of its rank: 0 but of many points.</summary>
    public double Tolerance => _tolerance;

    /// <summary>Number of slopes: pairs at different places.</summary>
    public long Count { get; }

    /// <summary>The slope of a rank.</summary>
    /// <param name="rank">From 0, the least, to <see cref="Count"/> − 1.</param>
    public double At(long rank) => _sorted is not null ? _sorted[rank] : Search(rank);

    /// <summary>The median slope, the mean of the two in the middle of an even number.</summary>
    public double Median() =>
        Count % 2 == 1 || _tolerance > 0 ? At(Count / 2) : 0.5 * (At((Count / 2) - 1) + At(Count / 2));

    private double[] Direct()
    {
        double[] slopes = new double[Count];
        int to = 0;
        for (int i = 0; i < _x.Length; i++)
        {
            for (int j = i + 1; j < _x.Length; j++)
            {
                if (_x[j] > _x[i])
                {
                    slopes[to++] = (_y[j] - _y[i]) / (_x[j] - _x[i]);
                }
            }
        }

        Array.Sort(slopes);
        return slopes;
    }

    /// <summary>Narrows an interval of values that holds the slope: samples propose its new bounds, counts decide.</summary>
    private double Search(long rank)
    {
        Random random = new(1);
        (double low, double high) = (-_steepest, _steepest);
        (long below, long upTo) = (0, Count);
        double[] sample = new double[_tolerance > 0 ? LargeSample : Sample], rests = new double[_x.Length], spare = new double[_x.Length];
        while (true)
        {
            int found = Draw(random, low, high, sample);
            if (found < FewestSamples)
            {
                // So few are left between the bounds that chance hardly hits them.
                return Between();
            }

            Array.Sort(sample, 0, found);
            int middle = (int)Math.Clamp((double)(rank - below) / (upTo - below) * found, 0, found - 1);
            int spread = (int)Math.Ceiling(1.5 * Math.Sqrt(found));
            double left = Math.BitDecrement(sample[Math.Max(0, middle - spread)]), right = sample[Math.Min(found - 1, middle + spread)];
            (double lower, double upper) = (low, high);
            Narrow(left);
            Narrow(right);
            if ((low == lower && high == upper) || _tolerance > 0)
            {
                return Between();
            }
        }

        double Interpolate()
        {
            // Between bounds this close slopes are spread nearly evenly: their ranks tell where the one that is looked for lies.
            double reach = FirstReach;
            while (high - low > _tolerance && upTo - below > 1)
            {
                (double from, double width) = (low, high - low);
                double share = (rank - below + 0.5) / (upTo - below);
                Narrow(from + (Math.Max(0, share - reach) * width));
                Narrow(from + (Math.Min(1, share + reach) * width));
                bool isFound = high - low <= 3 * reach * width;
                reach = isFound ? Math.Max(LeastReach, reach / 4) : Math.Min(0.25, 16 * reach);
                if (!isFound)
                {
                    Narrow(low + ((high - low) / 2));
                }

                if (high - low >= width)
                {
                    break;
                }
            }

            return high - low > _tolerance ? Bisect(rank, low, high, rests, spare)
                : low < 0 && high >= 0 ? 0 : low + ((high - low) / 2);
        }

        double Between() => _tolerance > 0 ? Interpolate() : Bisect(rank, low, high, rests, spare);

        void Narrow(double bound)
        {
            if (bound <= low || bound >= high)
            {
                return;
            }

            long count = AtMost(bound, rests, spare);
            (low, below, high, upTo) = count <= rank ? (bound, count, high, upTo) : (low, below, bound, count);
        }
    }

    /// <summary>Slopes within bounds of pairs taken by chance.</summary>
    private int Draw(Random random, double low, double high, double[] sample)
    {
        const int trials = 400_000;
        int found = 0;
        for (int trial = 0; trial < trials && found < sample.Length; trial++)
        {
            int i = random.Next(_x.Length), j = random.Next(_x.Length);
            double slope = (_y[j] - _y[i]) / (_x[j] - _x[i]);
            if (_x[i] != _x[j] && slope > low && slope <= high)
            {
                sample[found++] = slope;
            }
        }

        return found;
    }

    /// <summary>The slope between bounds that are close, to the precision of doubles.</summary>
    private double Bisect(long rank, double low, double high, double[] rests, double[] spare)
    {
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high || high - low <= Precision * Math.Max(Math.Abs(low), Math.Abs(high)))
            {
                return high;
            }

            (low, high) = AtMost(middle, rests, spare) > rank ? (low, middle) : (middle, high);
        }
    }

    /// <summary>Slopes that are at most a bound.</summary>
    private long AtMost(double bound, double[] rests, double[] spare)
    {
        int n = _x.Length;
        for (int i = 0; i < n; i++)
        {
            // The latest first: a slope above the bound is a later point above an earlier one, and so an inversion.
            rests[i] = _y[n - 1 - i] - (bound * (_x[n - 1 - i] - _x[0]));
        }

        if (_hasTies)
        {
            for (int start = 0, end = 1; end <= n; end++)
            {
                if (end == n || _x[n - 1 - end] != _x[n - 1 - start])
                {
                    rests.AsSpan(start, end - start).Sort();
                    start = end;
                }
            }
        }

        return Count - PairOrder.SortAndCount(rests, spare);
    }
}

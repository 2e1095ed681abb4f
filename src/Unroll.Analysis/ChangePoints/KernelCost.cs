namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Distances from the segment's mean in the feature space of a radial basis function, k(x, y) = exp(−γ‖x − y‖²): for changes of any kind in
/// the distribution (Harchaoui and Cappé 2007; Arlot, Celisse and Harchaoui, JMLR 20, 2019). Every two points are compared, so that memory
/// grows with the square of their number.
/// </summary>
public sealed class KernelCost : SegmentCost
{
    /// <summary>The most points that are compared.</summary>
    public const int MostPoints = 5000;

    private const int MostDistances = 2_000_000;

    private readonly double[][] _blocks;

    /// <summary>Creates the cost of a series.</summary>
    /// <param name="values">The series.</param>
    /// <param name="gamma">γ, above 0; one over the median of the squared distances between two points when not given.</param>
    /// <exception cref="InputException">There is no value, there are too many, or one is missing or infinite.</exception>
    public KernelCost(double[] values, double? gamma = null)
        : this([values], gamma)
    {
    }

    /// <summary>Creates the cost of a series of several dimensions.</summary>
    /// <param name="series">The dimensions, each with as many values.</param>
    /// <param name="gamma">γ, above 0; one over the median of the squared distances between two points when not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">γ is not above 0.</exception>
    /// <exception cref="InputException">There is no value, there are too many, or one is missing or infinite.</exception>
    public KernelCost(IReadOnlyList<double[]> series, double? gamma = null)
        : base(Check(series), 1, 1)
    {
        if (gamma is not null and not > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, FormattableString.Invariant($"γ is {gamma}, but must be above 0."));
        }

        if (Count > MostPoints)
        {
            throw new InputException(FormattableString.Invariant(
                $"A kernel compares every two points, {MostPoints} points at most, but there are {Count}: ")
                + "take a part of the series, means of neighbouring rows, or another cost.");
        }

        Gamma = gamma ?? 1 / MedianDistance(series);
        _blocks = new double[Count + 1][];
        _blocks[0] = [0];
        for (int end = 1; end <= Count; end++)
        {
            // The sum of the kernel over all pairs of a point before s and a point before the end, for each s up to the end.
            double[] before = _blocks[end - 1], block = new double[end + 1];
            double sum = 0;
            for (int s = 1; s <= end; s++)
            {
                sum += Math.Exp(-Gamma * Distance(series, s - 1, end - 1));
                block[s] = sum + (s < end ? before[s] : block[end - 1]);
            }

            _blocks[end] = block;
        }
    }

    /// <summary>γ of the kernel.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        double inside = _blocks[end][end] - (2 * _blocks[end][start]) + _blocks[start][start];
        return Math.Max(0, end - start - (inside / (end - start)));
    }

    private static double Distance(IReadOnlyList<double[]> series, int first, int second)
    {
        double sum = 0;
        foreach (double[] values in series)
        {
            double difference = values[first] - values[second];
            sum += difference * difference;
        }

        return sum;
    }

    /// <summary>The median of the squared distances of all pairs; of many points, of those whose places differ by every few.</summary>
    private static double MedianDistance(IReadOnlyList<double[]> series)
    {
        int count = series[0].Length, each = 1 + (int)((long)count * (count - 1) / 2 / MostDistances);
        List<double> distances = [];
        for (int lag = 1; lag < count; lag += each)
        {
            for (int i = 0; i + lag < count; i++)
            {
                distances.Add(Distance(series, i, i + lag));
            }
        }

        double median = distances.Count == 0 ? 0 : MathNet.Numerics.Statistics.Statistics.Median(distances);
        double mean = distances.Count == 0 ? 0 : distances.Average();
        return median > 0 ? median : mean > 0 ? mean : 1;
    }
}

using System.Numerics.Tensors;
using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// The distance of windows, without their means, from the nearest centre that k-means finds among them (MacQueen 1967), begun by k-means++
/// (Arthur and Vassilvitskii 2007). Centres are those of all windows but the tenth that is farthest in a first fit.
/// </summary>
public sealed class SubsequenceClusters : AnomalyDetector
{
    private const int FewestRows = 4;
    private const int MostRows = 10_000;
    private const int MostWindows = 5000;
    private const int MostIterations = 50;
    private const double Trimmed = 0.1;
    private const double Rounding = 1e-9;

    private static readonly Setting<SubsequenceClusters, int?> _rows =
        new("window", Kind.Optional(Kind.Integer(FewestRows, MostRows)), clusters => clusters._window, "Rows of a window.")
        { DefaultNote = "a season, or by the length of the series" };

    private static readonly Setting<SubsequenceClusters, int> _centres =
        new("clusters", Kind.Integer(1, 1000), clusters => clusters._clusters, "Centres.") { DefaultValue = 8 };

    private readonly int? _window;
    private readonly int _clusters;

    /// <summary>Creates the detector.</summary>
    /// <param name="window">Rows of a window, at least 4; by default a season, or by the length of the series.</param>
    /// <param name="clusters">Centres, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window has fewer than 4 rows, or there is no centre.</exception>
    public SubsequenceClusters(int? window = null, int clusters = 8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window ?? FewestRows, FewestRows, nameof(window));
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        (_window, _clusters) = (window, clusters);
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "k-means", typeof(SubsequenceClusters), "Distance of windows from the nearest centre of k-means.", [_rows, _centres],
        values => new SubsequenceClusters(values.Get(_rows), values.Get(_centres)))
    {
        Formula = "min_k ‖w_t − c_k‖ / √m",
        Example = "k-means: {window: 48, clusters: 8}",
    };

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        int length = SeriesWindows.LengthFor(_window, series, "K-means");
        RobustScale scale = RobustScale.Of(series.Values);
        SeriesWindows windows = SeriesWindows.Of(series, length, scale);
        double[][] points = [.. windows.Starts(MostWindows).Select(start => Centered(windows[start]))];
        double[][] centres = Fit(points);
        double[] distances = [.. points.Select(point => Distance(centres, point, out _))];
        double limit = distances.Order().ElementAt((int)((1 - Trimmed) * (distances.Length - 1)));
        centres = Fit([.. points.Where((_, k) => distances[k] <= limit)]);
        return scored =>
        {
            SeriesWindows others = SeriesWindows.Of(scored, length, scale);
            return new RawScores(others.RowScores(start => Distance(centres, Centered(others[start]), out _)))
            {
                Unit = "root mean squared distance",
                Gap = length / 2,
                MinThreshold = SeriesWindows.LeastUnusual,
                Notes = [$"Windows of {CountFormatter.Format(length, "rows")}, {CountFormatter.Format(centres.Length, "centres")}."],
            };
        };
    }

    private static double[] Centered(ReadOnlySpan<double> window)
    {
        double[] centred = new double[window.Length];
        TensorPrimitives.Subtract(window, TensorPrimitives.Sum(window) / window.Length, centred);
        double size = Rounding * TensorPrimitives.MaxMagnitude(window);
        return Array.TrueForAll(centred, value => Math.Abs(value) <= Math.Abs(size)) ? new double[window.Length] : centred;
    }

    private static double Distance(double[][] centres, double[] point, out int nearest)
    {
        (double least, nearest) = (double.PositiveInfinity, 0);
        for (int k = 0; k < centres.Length; k++)
        {
            double distance = TensorPrimitives.Distance<double>(centres[k], point);
            (least, nearest) = distance < least ? (distance, k) : (least, nearest);
        }

        return least / Math.Sqrt(point.Length);
    }

    private double[][] Fit(double[][] points)
    {
        double[][] centres = Begin(points);
        int[] of = new int[points.Length];
        Array.Fill(of, -1);
        for (int iteration = 0; iteration < MostIterations; iteration++)
        {
            bool isMoved = false;
            for (int i = 0; i < points.Length; i++)
            {
                Distance(centres, points[i], out int nearest);
                isMoved |= of[i] != nearest;
                of[i] = nearest;
            }

            if (!isMoved)
            {
                break;
            }

            foreach (IGrouping<int, double[]> members in points.Zip(of).GroupBy(pair => pair.Second, pair => pair.First))
            {
                double[] sum = new double[points[0].Length];
                int count = 0;
                foreach (double[] member in members)
                {
                    TensorPrimitives.Add(sum, member, sum);
                    count++;
                }

                TensorPrimitives.Divide(sum, count, sum);
                centres[members.Key] = sum;
            }
        }

        return centres;
    }

    /// <summary>The first centres, each with a probability that grows with the squared distance from those before.</summary>
    private double[][] Begin(double[][] points)
    {
        Random random = new(1);
        List<double[]> centres = [points[random.Next(points.Length)]];
        double[] squares = [.. points.Select(_ => double.PositiveInfinity)];
        while (centres.Count < Math.Min(_clusters, points.Length))
        {
            double sum = 0;
            for (int i = 0; i < points.Length; i++)
            {
                double distance = TensorPrimitives.Distance<double>(centres[^1], points[i]);
                sum += squares[i] = Math.Min(squares[i], distance * distance);
            }

            if (sum <= 0)
            {
                break;
            }

            double at = random.NextDouble() * sum;
            int chosen = 0;
            for (; chosen < points.Length - 1 && (at -= squares[chosen]) > 0; chosen++)
            {
            }

            centres.Add(points[chosen]);
        }

        return [.. centres];
    }
}

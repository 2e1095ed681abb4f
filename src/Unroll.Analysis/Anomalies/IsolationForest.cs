using MathNet.Numerics.Statistics;
using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Analysis.Trend;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// The isolation forest: how few random cuts set a row apart from others (Liu, Ting and Zhou 2008). A row is its value without
/// the line of the series, its difference from the one before and from the one a season before, and the mean and the spread of the rows up
/// to it.
/// </summary>
public sealed class IsolationForest : AnomalyDetector
{
    private const int MinValues = 16;
    private const double Rounding = 1e-9;

    // Up to here the paper sees no distinct anomaly.
    private const double LeastUnusual = 0.6;

    private static readonly Setting<IsolationForest, int> _rows =
        new("window", Kind.Integer(3, 10_000), forest => forest._window, "Rows whose mean and spread belong to a row.")
        { DefaultValue = 8 };

    private static readonly Setting<IsolationForest, int> _count =
        new("trees", Kind.Integer(1, 10_000), forest => forest._trees, "Trees.") { DefaultValue = 100 };

    private static readonly Setting<IsolationForest, int> _sample =
        new("samples", Kind.Integer(2, 100_000), forest => forest._samples, "Rows that each tree is grown from.") { DefaultValue = 256 };

    private readonly int _window;
    private readonly int _trees;
    private readonly int _samples;

    /// <summary>Creates the detector.</summary>
    /// <param name="window">Rows whose mean and spread belong to a row, at least 3.</param>
    /// <param name="trees">Trees, at least 1.</param>
    /// <param name="samples">Rows that each tree is grown from, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less.</exception>
    public IsolationForest(int window = 8, int trees = 100, int samples = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 3);
        ArgumentOutOfRangeException.ThrowIfLessThan(trees, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 2);
        (_window, _trees, _samples) = (window, trees, samples);
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "isolation-forest", typeof(IsolationForest), "Few random cuts that set a row apart.", [_rows, _count, _sample],
        values => new IsolationForest(values.Get(_rows), values.Get(_count), values.Get(_sample)))
    {
        Formula = "2^(−mean path / c(samples))",
        Example = "isolation-forest: {trees: 200}",
    };

    /// <inheritdoc/>
    public override bool UsesSeason => true;

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesChecks.RequireLength(SeriesChecks.Present(series.Values).Length, MinValues, "An isolation forest");
        double[][] rows = Features(series);
        int samples = Math.Min(_samples, rows.Length);
        Random random = new(1);
        IsolationTree[] trees =
        [
            .. Enumerable.Range(0, _trees).Select(_ => new IsolationTree(random.GetItems(rows, samples), random)),
        ];
        double usual = IsolationTree.UsualDepth(samples);
        return scored =>
        {
            double[][] others = Features(scored);
            if (others[0].Length != rows[0].Length)
            {
                throw new InputException(
                    $"The scored series has {CountFormatter.Format(scored.Values.Length, "values")} and the season {scored.UsableSeason}, "
                    + $"the one learned from had the season {series.UsableSeason}: give one of the same season, two of them at least.");
            }

            double[] scores = new double[others.Length];
            Workers.For(scores.Length, row => scores[row] = double.IsNaN(scored.Values[row]) ? double.NaN
                : Math.Pow(2, -trees.Average(tree => tree.Depth(others[row])) / usual));
            return new RawScores(SeriesChecks.IsConstant(scored.Values) ? [.. scores.Select(score => 0 * score)] : scores)
            {
                Unit = "isolation",
                MinThreshold = LeastUnusual,
            };
        };
    }

    /// <summary>The values without their line, whose ends no cut is to find; 0 where nothing but rounding is left.</summary>
    private static double[] Detrended(double[] values)
    {
        TheilSenEstimate line = TheilSen.Estimate(values);
        double[] rest = [.. values.Select((value, row) => value - line.At(row))];
        double least = Rounding * RobustScale.Size(values);
        return [.. rest.Select(value => Math.Abs(value) <= least ? 0 : value)];
    }

    /// <summary>The features of each row, one after the other.</summary>
    private double[][] Features(ObservedSeries series)
    {
        double[] values = Detrended(MissingValues.Interpolate(series.Values));
        int season = series.UsableSeason;
        double[][] rows = new double[values.Length][];
        for (int row = 0; row < rows.Length; row++)
        {
            // The first rows have what the first row has that has all of it.
            int end = Math.Min(Math.Max(row, _window - 1), values.Length - 1);
            ReadOnlySpan<double> near = values.AsSpan(Math.Max(0, end - _window + 1)..(end + 1));
            (double mean, double spread) = near.ToArray().MeanStandardDeviation();
            rows[row] =
            [
                values[row], Difference(row, 1), mean, double.IsNaN(spread) ? 0 : spread,
                .. season > 1 ? [Difference(row, season)] : Array.Empty<double>(),
            ];
        }

        return rows;

        // The first rows have none before them, and are compared with those after.
        double Difference(int row, int lag) => values[row] - values[row >= lag ? row - lag : Math.Min(row + lag, values.Length - 1)];
    }
}

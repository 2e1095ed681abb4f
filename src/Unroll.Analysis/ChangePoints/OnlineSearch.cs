using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>Detectors that take values one by one, over a whole series.</summary>
internal static class OnlineSearch
{
    private const double FalseAlarms = 0.05;
    private static readonly int[] _expectedSegments = [1, 2, 4, 8, 16, 32];

    /// <summary>Finds the changes of a series without gaps, no column of which is constant.</summary>
    /// <param name="columns">The dimensions of the series.</param>
    /// <param name="method">The method.</param>
    /// <param name="notes">Takes what else is to be known.</param>
    public static SearchResult Search(double[][] columns, ChangePointMethod method, List<string> notes)
    {
        NoiseEstimate[] noise = [.. columns.Select(NoiseEstimate.Of)];
        int[] changes = method == ChangePointMethod.Cusum ? Cusum(columns, noise) : Bayesian(columns, noise, notes);
        SquaredErrorCost cost = new(
            [.. columns.Zip(noise, (values, each) => values.Select(value => value / Math.Sqrt(each.LongRunVariance)).ToArray())]);
        Segmentation segmentation = Segmentation.Of(cost, changes);
        return new SearchResult(
            segmentation, [], cost, 1, [.. columns.Select(values => SegmentCurves.Of(values, segmentation, CostKind.SquaredError))]);
    }

    private static int[] Cusum(double[][] columns, NoiseEstimate[] noise)
    {
        CusumDetector detector = new(
            [.. noise.Select(each => Math.Sqrt(each.LongRunVariance))], Math.Max(10, columns[0].Length / FalseAlarms));
        SortedSet<int> changes = [];
        double[] row = new double[columns.Length];
        for (int at = 0; at < columns[0].Length; at++)
        {
            if (detector.Update(Row(columns, at, row)) is { } change and > 0)
            {
                changes.Add(change);
            }
        }

        return [.. changes];
    }

    /// <summary>The most probable segmentation, with the rate of changes that makes the series most likely.</summary>
    private static int[] Bayesian(double[][] columns, NoiseEstimate[] noise, List<string> notes)
    {
        int count = columns[0].Length;
        BayesianOnlineOptions[] options = [.. columns.Zip(noise, Options)];
        (double Likelihood, int[] Last, double RunLength)[] runs = new (double, int[], double)[_expectedSegments.Length];
        Workers.For(runs.Length, i =>
        {
            double runLength = count / (double)_expectedSegments[i];
            BayesianOnlineDetector detector = new(
                [.. options.Select(column => column with { MeanRunLength = Math.Max(2, runLength) })]);
            int[] last = new int[count + 1];
            double[] row = new double[columns.Length];
            for (int at = 0; at < count; at++)
            {
                detector.Update(Row(columns, at, row));
                last[at + 1] = (int)detector.LikelyStart;
            }

            runs[i] = (detector.LogLikelihood, last, runLength);
        }, CancellationToken.None);
        (_, int[] best, double runLength) = runs.MaxBy(run => run.Likelihood);
        notes.Add(FormattableString.Invariant(
            $"Changes are expected every {runLength:0} points, the rate that makes the series most likely."));
        return Segmentation.Backwards(best, count);
    }

    /// <summary>The state of a column before its first value.</summary>
    private static BayesianOnlineOptions Options(double[] values, NoiseEstimate noise)
    {
        double variance = noise.StandardDeviation * noise.StandardDeviation;
        return new BayesianOnlineOptions
        {
            Mean = values.Median(),
            MeanWeight = Math.Min(1, variance / values.Variance()),
            Variance = variance,
            Tempering = 1 / Math.Max(1, noise.Inflation),
        };
    }

    private static double[] Row(double[][] columns, int at, double[] row)
    {
        for (int k = 0; k < columns.Length; k++)
        {
            row[k] = columns[k][at];
        }

        return row;
    }
}

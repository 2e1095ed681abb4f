using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>Detectors that take values one by one, over a whole series.</summary>
internal static class OnlineSearch
{
    private const double FalseAlarms = 0.05;
    private static readonly int[] _expectedSegments = [1, 2, 4, 8, 16, 32];

    /// <summary>Finds the changes of a series without gaps that is not constant.</summary>
    /// <param name="values">The series.</param>
    /// <param name="method">The method.</param>
    /// <param name="notes">Takes what else is to be known.</param>
    public static SearchResult Search(double[] values, ChangePointMethod method, List<string> notes)
    {
        NoiseEstimate noise = NoiseEstimate.Of(values);
        int[] changes = method == ChangePointMethod.Cusum ? Cusum(values, noise) : Bayesian(values, noise, notes);
        double deviation = Math.Sqrt(noise.LongRunVariance);
        SquaredErrorCost cost = new([.. values.Select(value => value / deviation)]);
        Segmentation segmentation = Segmentation.Of(cost, changes);
        return new SearchResult(segmentation, [], cost, 1, [SegmentCurves.Of(values, segmentation, CostKind.SquaredError)]);
    }

    private static int[] Cusum(double[] values, NoiseEstimate noise)
    {
        CusumDetector detector = new(Math.Sqrt(noise.LongRunVariance), Math.Max(10, values.Length / FalseAlarms));
        SortedSet<int> changes = [];
        foreach (double value in values)
        {
            if (detector.Update(value) is { } change and > 0)
            {
                changes.Add(change);
            }
        }

        return [.. changes];
    }

    /// <summary>The most probable segmentation, with the rate of changes that makes the series most likely.</summary>
    private static int[] Bayesian(double[] values, NoiseEstimate noise, List<string> notes)
    {
        double variance = noise.Deviation * noise.Deviation;
        (double Likelihood, int[] Last, double RunLength)[] runs = new (double, int[], double)[_expectedSegments.Length];
        Parallel.For(0, runs.Length, i =>
        {
            BayesianOnlineDetector detector = new(new BayesianOnlineOptions
            {
                MeanRunLength = Math.Max(2, values.Length / (double)_expectedSegments[i]),
                Mean = values.Median(),
                MeanWeight = Math.Min(1, variance / values.Variance()),
                Variance = variance,
                Tempering = 1 / Math.Max(1, noise.Inflation),
            });
            int[] last = new int[values.Length + 1];
            for (int at = 0; at < values.Length; at++)
            {
                detector.Update(values[at]);
                last[at + 1] = detector.LikelyStart;
            }

            runs[i] = (detector.LogLikelihood, last, values.Length / (double)_expectedSegments[i]);
        });
        (_, int[] best, double runLength) = runs.MaxBy(run => run.Likelihood);
        notes.Add(FormattableString.Invariant(
            $"Changes are expected every {runLength:0} points, the rate that makes the series most likely."));
        return Segmentation.Backwards(best, values.Length);
    }
}

using MathNet.Numerics;
using Unroll.Analysis.ChangePoints;

namespace Unroll.Analysis.Tests.ChangePoints;

/// <summary>Detectors that take values one by one.</summary>
public class OnlineDetectorTests
{
    private static readonly BayesianOnlineOptions _exact = new()
    {
        MeanRunLength = 4,
        Mean = 0.5,
        MeanWeight = 0.3,
        Variance = 0.7,
        VarianceWeight = 3,
        MinProbability = 0,
    };

    /// <summary>All ways to cut nine values, each with the closed form of its likelihood.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Run_lengths_are_as_probable_as_all_segmentations_say(bool isJoint)
    {
        double[] values = [0.1, 0.4, -0.3, 2.2, 2.9, 2.4, 2.6, 0.2, 0.0], others = [1.1, 0.9, 1.3, 0.8, 1.2, -1.3, -0.9, -1.2, -1.1];
        double all = 0, most = 0;
        double[] byStart = new double[values.Length];
        int likely = 0;
        for (int mask = 0; mask < 1 << (values.Length - 1); mask++)
        {
            double probability = 1;
            int start = 0;
            for (int at = 1; at <= values.Length; at++)
            {
                bool isChange = at < values.Length && (mask >> (at - 1) & 1) == 1;
                probability *= at == values.Length ? 1 : isChange ? 0.25 : 0.75;
                if (isChange || at == values.Length)
                {
                    probability *= Marginal(values[start..at]) * (isJoint ? Marginal(others[start..at]) : 1);
                    start = isChange ? at : start;
                }
            }

            all += probability;
            byStart[start] += probability;
            (most, likely) = probability > most ? (probability, start) : (most, likely);
        }

        BayesianOnlineDetector detector = isJoint ? new([_exact, _exact]) : new(_exact);
        for (int at = 0; at < values.Length; at++)
        {
            double[] row = isJoint ? [values[at], others[at]] : [values[at]];
            detector.Update(row);
        }

        Assert.Equal(Math.Log(all), detector.LogLikelihood, 1e-10);
        Assert.Equal(likely, detector.LikelyStart);
        Assert.Equal(values.Length, detector.Runs.Count());
        Assert.All(detector.Runs, run => Assert.Equal(byStart[run.Start] / all, run.Probability, 1e-10));
        Assert.Equal(byStart[7..].Sum() / all, detector.RecentChange(2), 1e-10);
    }

    [Fact]
    public void Memory_stays_bounded_and_a_change_is_seen_soon()
    {
        Random random = new(1);
        BayesianOnlineDetector detector = new(new BayesianOnlineOptions { MaxRunLengths = 50 });
        for (int at = 0; at < 20_000; at++)
        {
            detector.Update(Noise(random) + (at < 19_980 ? 0 : 6));
            Assert.True(detector.Runs.Count() <= 50);
        }

        Assert.Equal(19_980, detector.LikelyStart, 1.0);
        Assert.True(detector.RecentChange(25) > 0.99);
        Assert.Equal(1, detector.Runs.Sum(run => run.Probability), 0.01);
    }

    [Fact]
    public void A_long_segment_takes_no_more_memory_with_each_value()
    {
        const int most = 1 << 18, some = 200;
        BayesianOnlineDetector detector = new(new BayesianOnlineOptions { MaxRunLengths = 2 });
        for (int at = 0; at < most - some; at++)
        {
            detector.Update(0);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int at = 0; at < 2 * some; at++)
        {
            detector.Update(0);
        }

        // A table of a number for each value would be copied into one of twice its length here: 4 MB.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal(0, detector.LikelyStart);
        Assert.Equal(most + some, Assert.IsType<long>(detector.Count));
    }

    [Fact]
    public void A_long_segment_is_as_likely_as_its_closed_form()
    {
        // With hardly any change expected, the likelihood is that of a single segment, also where it is longer than any table.
        const int count = 20_000;
        BayesianOnlineDetector detector = new(_exact with { MeanRunLength = 1e300, MinProbability = 1e-6 });
        double[] values = [.. Enumerable.Range(0, count).Select(at => Math.Sin(at))];
        foreach (double value in values)
        {
            detector.Update(value);
        }

        Assert.Equal(LogMarginal(values), detector.LogLikelihood, 1e-6 * count);
    }

    [Fact]
    public void Cumulative_sums_find_a_shift_and_give_few_false_alarms()
    {
        Random random = new(2);
        CusumDetector detector = new(1, 2000);
        int alarms = Enumerable.Range(0, 40_000).Count(_ => detector.Update(Noise(random)) is not null);
        Assert.InRange(alarms, 1, 60);

        List<(int At, int Change)> found = [];
        detector = new CusumDetector(1, 5000);
        for (int at = 0; at < 300; at++)
        {
            if (detector.Update(at == 40 ? double.NaN : Noise(random) + (at < 200 ? 0 : -3)) is { } change)
            {
                found.Add((at, change));
            }
        }

        (int seen, int begun) = Assert.Single(found);
        Assert.InRange(seen, 200, 212);
        Assert.InRange(begun, 198, 203);
    }

    [Fact]
    public void Sums_of_several_columns_find_a_shift_that_each_hardly_shows()
    {
        const int columns = 8;
        Random random = new(5);
        CusumDetector calm = new([.. Enumerable.Repeat(1.0, columns)], 2000);
        int alarms = Enumerable.Range(0, 40_000).Count(_ => calm.Update(Row(0)) is not null);
        Assert.InRange(alarms, 1, 60);

        CusumDetector detector = new([.. Enumerable.Repeat(1.0, columns)], 5000);
        List<(int At, int Change)> found = [];
        for (int at = 0; at < 300; at++)
        {
            if (detector.Update(Row(at < 200 ? 0 : 1.2)) is { } change)
            {
                found.Add((at, change));
            }
        }

        (int seen, int begun) = Assert.Single(found);
        Assert.InRange(seen, 200, 210);
        Assert.InRange(begun, 190, 204);
        Assert.True(new CusumDetector([1, 1], 2000).Limit > new CusumDetector(1, 2000).Limit);
        Assert.Throws<ArgumentException>(() => new CusumDetector([1, 1], 2000).Update(3));
        Assert.Throws<ArgumentException>(() => new CusumDetector([], 2000));

        double[] Row(double level) => [.. Enumerable.Range(0, columns).Select(_ => level + Noise(random))];
    }

    [Fact]
    public void Settings_out_of_range_and_infinite_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BayesianOnlineDetector(new BayesianOnlineOptions { MeanRunLength = 1 }));
        Assert.Throws<ArgumentException>(() => new BayesianOnlineDetector(new BayesianOnlineOptions { Variance = 0 }));
        Assert.Throws<InputException>(() => new BayesianOnlineDetector(_exact).Update(double.NegativeInfinity));
        Assert.Throws<InputException>(() => new CusumDetector(1, 100).Update(double.NegativeInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CusumDetector(0, 100));
    }

    private static double Marginal(double[] values) => Math.Exp(LogMarginal(values));

    private static double LogMarginal(double[] values)
    {
        double n = values.Length, mean = values.Average();
        double weight = _exact.MeanWeight + n, shape = _exact.VarianceWeight / 2, after = shape + (n / 2);
        double scale = _exact.VarianceWeight * _exact.Variance / 2;
        double scaleAfter = scale + (values.Sum(value => (value - mean) * (value - mean)) / 2)
            + (_exact.MeanWeight * n * (mean - _exact.Mean) * (mean - _exact.Mean) / (2 * weight));
        return SpecialFunctions.GammaLn(after) - SpecialFunctions.GammaLn(shape)
            + (shape * Math.Log(scale)) - (after * Math.Log(scaleAfter))
            + (0.5 * Math.Log(_exact.MeanWeight / weight)) - (n / 2 * Math.Log(2 * Math.PI));
    }

    private static double Noise(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

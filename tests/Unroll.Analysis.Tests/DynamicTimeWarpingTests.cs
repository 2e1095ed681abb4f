using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests;

public class DynamicTimeWarpingTests
{
    [Fact]
    public void The_distance_is_that_of_the_reference()
    {
        AnalysisCase reference = AnalysisCase.Named("dynamic-time-warping");
        double[] a = reference.Given("a"), b = reference.Given("b");

        Assert.Equal(reference.Value("full"), DynamicTimeWarping.Distance(a, b), 1e-9);
        Assert.Equal(reference.Value("full"), DynamicTimeWarping.Distance(b, a), 1e-9);
        Assert.Equal(
            reference.Value("window10percentOnEqualLength"), DynamicTimeWarping.Distance(a, b.AsSpan(0, a.Length), window: 0.1), 1e-9);
    }

    [Fact]
    public void Without_a_window_sequences_are_compared_step_by_step()
    {
        Assert.Equal(4 + 1, DynamicTimeWarping.Distance([1, 2, 3], [3, 2, 2], window: 0));
        Assert.Equal(1 + 1 + 4 + 16, DynamicTimeWarping.Distance([1, 2, 3, 5], [2, 3, 5, 1], window: 0));
        Assert.Equal(4 + 1, DynamicTimeWarping.Distance([1, 2, 3], [3, 2, 2], window: 0, limit: 5));
        Assert.Equal(double.PositiveInfinity, DynamicTimeWarping.Distance([1, 2, 3], [3, 9, 2], window: 0, limit: 5));
    }

    [Fact]
    public void A_shape_that_comes_later_is_near_and_a_sequence_of_any_length_can_be_compared()
    {
        double[] early = [0, 0, 5, 1, 0, 0, 0, 0, 0, 0], late = [0, 0, 0, 5, 1, 0, 0, 0, 0, 0];
        Assert.Equal(0, DynamicTimeWarping.Distance(early, late, window: 0.1));
        for (int length = 1; length < 40; length += 3)
        {
            Assert.True(double.IsFinite(DynamicTimeWarping.Distance(early, new double[length], window: 0)));
            Assert.True(double.IsFinite(DynamicTimeWarping.Distance(new double[length], early, window: 0.1)));
        }
    }

    [Fact]
    public void Channels_are_warped_together()
    {
        // The second channel says that the first must not be shifted.
        Assert.Equal(0, DynamicTimeWarping.Distance([0, 1, 1], [0, 0, 1]));
        Assert.Equal(1, DynamicTimeWarping.Distance([0, 5, 1, 9, 1, 9], [0, 5, 0, 9, 1, 9], channels: 2));
    }

    [Theory]
    [InlineData(20, 20, 1, 0.1)]
    [InlineData(20, 20, 3, 0.3)]
    [InlineData(17, 40, 1, 0.05)]
    [InlineData(40, 17, 2, 1)]
    public void A_limit_leaves_out_what_is_farther_and_no_more(int rows, int columns, int channels, double window)
    {
        Random random = new(rows + columns);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] first = Walk(random, rows * channels), second = Walk(random, columns * channels);
            double distance = Plain(first, second, channels, window);

            Assert.Equal(distance, DynamicTimeWarping.Distance(first, second, channels, window), 1e-9 * distance);
            Assert.Equal(distance, DynamicTimeWarping.Distance(first, second, channels, window, distance * 1.01), 1e-9 * distance);
            Assert.Equal(double.PositiveInfinity, DynamicTimeWarping.Distance(first, second, channels, window, distance * 0.99));
        }
    }

    [Theory]
    [InlineData(1, 0.1)]
    [InlineData(3, 0)]
    public void Nearest_series_are_those_of_all_distances(int channels, double window)
    {
        Random random = new(channels);
        double[][] rows = [.. Enumerable.Range(0, 60).Select(i => Walk(random, (i % 5 == 0 ? 25 : 30) * channels))];
        NeighborIndex index = new(rows, channels, new NeighborOptions { Window = window });
        for (int trial = 0; trial < 20; trial++)
        {
            double[] row = Walk(random, 30 * channels);

            Assert.Equal(
                Enumerable.Range(0, rows.Length).OrderBy(i => DynamicTimeWarping.Distance(row, rows[i], channels, window)).Take(4),
                index.Nearest(row, 4));
        }
    }

    [Fact]
    public void What_is_no_sequence_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DynamicTimeWarping.Distance([], [1]));
        Assert.Throws<ArgumentException>(() => DynamicTimeWarping.Distance([1, 2, 3], [1, 2], channels: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => DynamicTimeWarping.Distance([1], [1], window: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => DynamicTimeWarping.Distance([1], [1], channels: 0));
    }

    private static double[] Walk(Random random, int count)
    {
        double at = 0;
        return [.. Enumerable.Range(0, count).Select(_ => at += random.NextDouble() - 0.5)];
    }

    /// <summary>The recursion of the definition, over all steps.</summary>
    private static double Plain(double[] first, double[] second, int channels, double window)
    {
        int rows = first.Length / channels, columns = second.Length / channels;
        double slope = (columns - 1) / (double)(rows - 1);
        double radius = Math.Max(Math.Floor(window * Math.Max(rows, columns)), Math.Ceiling(slope));
        double[,] paths = new double[rows + 1, columns + 1];
        for (int i = 0; i <= rows; i++)
        {
            for (int j = 0; j <= columns; j++)
            {
                paths[i, j] = i == 0 && j == 0 ? 0
                    : i == 0 || j == 0 || Math.Abs(j - 1 - ((i - 1) * slope)) > radius ? double.PositiveInfinity
                    : Math.Min(paths[i - 1, j - 1], Math.Min(paths[i - 1, j], paths[i, j - 1]))
                        + Enumerable.Range(0, channels).Sum(k =>
                            Math.Pow(first[((i - 1) * channels) + k] - second[((j - 1) * channels) + k], 2));
            }
        }

        return paths[rows, columns];
    }
}

using Unroll.AnomalyBenchmark.Scoring;

namespace Unroll.Analysis.Tests.Streaming;

/// <summary>The benchmark's scorer on cases computed by hand.</summary>
public class NumentaScorerTests
{
    private const int Count = 100;

    // Points 40 to 49; 0 to 14 are for the detector to learn from.
    private static readonly AnomalyWindow _window = new(40, 49);

    [Theory]
    [InlineData(-1, 0.98661429815)]
    [InlineData(-0.5, 0.84828363996)]
    [InlineData(0, 0)]
    [InlineData(1, -0.98661429815)]
    [InlineData(3, -1)]
    [InlineData(7, -1)]
    public void The_sigmoid_falls_from_the_beginning_of_a_window_to_far_behind_it(double position, double worth) =>
        Assert.Equal(worth, NumentaScorer.ScaledSigmoid(position), 1e-9);

    [Theory]
    [InlineData(100, 15)]
    [InlineData(103, 15)]
    [InlineData(4032, 604)]
    [InlineData(20_000, 750)]
    public void Probation_is_15_percent_of_at_most_5000_points(int count, int expected) =>
        Assert.Equal(expected, NumentaScorer.Probation(count));

    [Fact]
    public void The_first_point_of_each_window_alone_scores_100_and_no_detection_0()
    {
        Assert.Equal(100, Score([_window], 40).Score, 1e-9);
        Assert.Equal(100, Score([_window, new(70, 79)], 40, 70).Score, 1e-9);
        Assert.Equal(0, Score([_window], 20).Score);
        Assert.Equal(double.PositiveInfinity, Score([_window], 20).Threshold);
    }

    [Fact]
    public void Half_a_window_late_scores_by_the_sigmoid_and_only_the_best_in_a_window_counts()
    {
        // Point 45 is 5 of 10 before the end: position −0.5; raw 0.84828 / 0.98661 = 0.85979, normalised (0.85979 + 1) / 2.
        Assert.Equal(92.9896, Score([_window], 45).Score, 1e-3);
        Assert.Equal(92.9896, Score([_window], 45, 46, 49).Score, 1e-3);
        Assert.Equal(100, Score([_window], 40, 45, 46, 49).Score, 1e-9);
    }

    [Fact]
    public void A_detection_outside_costs_the_less_the_nearer_behind_a_window_it_is()
    {
        // Before any window: 0.11 whole. 1 - 0.11 = 0.89; (0.89 + 1) / 2.
        Assert.Equal(94.5, Score([_window], 20, 40).Score, 1e-9);

        // Three points behind: position 3 / 9, sigmoid 2 / (1 + e^(5/3)) - 1 = -0.68227, times 0.11.
        Assert.Equal(100 - (50 * 0.11 * 0.682274), Score([_window], 40, 52).Score, 1e-3);

        // Thirty points behind: more than three widths.
        Assert.Equal(94.5, Score([_window], 40, 79).Score, 1e-9);
    }

    [Fact]
    public void Points_of_the_probation_do_not_count_and_windows_in_it_are_none()
    {
        Assert.Equal(100, Score([_window], 3, 14, 40).Score, 1e-9);
        NumentaResult result = Score([new(2, 8), _window], 3, 40);
        Assert.Equal((1, 1), (result.Found, result.Windows));
        Assert.Equal(100, result.Score, 1e-9);
    }

    [Fact]
    public void One_threshold_for_all_streams_is_that_with_the_best_sum()
    {
        double[] first = new double[Count], second = new double[Count];
        (first[40], first[20]) = (0.9, 0.6);
        (second[40], second[20], second[25]) = (0.5, 0.8, 0.4);
        ScoredStream[] streams = [new("a", first, [_window]), new("b", second, [_window])];

        NumentaResult result = NumentaScorer.Score(streams, NumentaProfile.Standard);

        // From 0.5 on: both windows at their first point, and two false ones.
        Assert.Equal(0.5, result.Threshold);
        Assert.Equal(100 * (2 - 0.22 + 2) / 4, result.Score, 1e-9);
        Assert.Equal((2, 2, 2), (result.Found, result.Windows, result.FalsePositives));
        Assert.Equal([1, 1], result.Streams.Select(stream => stream.FalsePositives));
    }

    [Fact]
    public void Points_of_equal_scores_are_detections_together()
    {
        // At 1 both the window and six false ones: 1 - 0.66; without: -1.
        NumentaResult result = Score([_window], 16, 18, 20, 22, 24, 26, 40);

        Assert.Equal(100 * (1 - 0.66 + 1) / 2, result.Score, 1e-9);
    }

    private static NumentaResult Score(AnomalyWindow[] windows, params int[] detections)
    {
        double[] scores = new double[Count];
        foreach (int at in detections)
        {
            scores[at] = 1;
        }

        return NumentaScorer.Score([new ScoredStream("stream", scores, windows)], NumentaProfile.Standard);
    }
}

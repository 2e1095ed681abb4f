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

    [Fact]
    public void What_is_no_sequence_is_refused()
    {
        Assert.Throws<ArgumentException>(() => DynamicTimeWarping.Distance([], [1]));
        Assert.Throws<ArgumentException>(() => DynamicTimeWarping.Distance([1, 2, 3], [1, 2], channels: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => DynamicTimeWarping.Distance([1], [1], window: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => DynamicTimeWarping.Distance([1], [1], channels: 0));
    }
}

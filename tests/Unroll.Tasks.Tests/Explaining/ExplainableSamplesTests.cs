using Unroll.Data;
using Unroll.Tasks.Explaining;

namespace Unroll.Tasks.Tests.Explaining;

/// <summary>Which samples are looked at.</summary>
public class ExplainableSamplesTests
{
    [Fact]
    public void Of_several_series_the_last_sample_of_some_and_of_one_some_evenly_spread()
    {
        ExplainableSamples series = Of([.. Enumerable.Range(0, 12).Select(i => $"s{i / 3}")]);
        Assert.Equal([5, 11], series.Choose(null, 2));
        Assert.Equal([2, 5, 8, 11], series.Choose(null, 9));
        Assert.Equal([4, 5], series.Choose("s1", 2));

        ExplainableSamples alone = Of([.. Enumerable.Repeat("", 10)]);
        Assert.Equal([9], alone.Choose(null, 1));
        Assert.Equal([2, 5, 9], alone.Choose(null, 3));
    }

    [Fact]
    public void A_series_that_is_not_there_is_refused_by_those_that_are()
    {
        string message = Assert.Throws<InputException>(
            () => Of([.. Enumerable.Range(0, 12).Select(i => $"s{i}")]).Choose("x", 1)).Message;
        Assert.Contains("no series 'x'", message, StringComparison.Ordinal);
        Assert.Contains("'s0', 's1'", message, StringComparison.Ordinal);
        Assert.Contains("and others", message, StringComparison.Ordinal);
    }

    private static ExplainableSamples Of(string[] ids) => new(new ArraySource(new float[ids.Length, 2, 1]), sample => ids[sample]);
}

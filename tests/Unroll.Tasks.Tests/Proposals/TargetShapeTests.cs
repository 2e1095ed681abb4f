using Unroll.Series.Frames;
using Unroll.Tasks.Proposals;

namespace Unroll.Tasks.Tests.Proposals;

/// <summary>The shape of a target, beside its definition over all values at once.</summary>
public sealed class TargetShapeTests
{
    [Fact]
    public void Moments_are_those_of_all_series_before_the_test_part()
    {
        double[][] series =
        [
            [.. Enumerable.Range(0, 40).Select(row => 1e4 + Math.Exp(row / 8.0))],
            [.. Enumerable.Range(0, 60).Select(row => row == 3 ? double.NaN : 1e4 + (row * row % 17))],
        ];
        double[] known = [.. series.SelectMany(values => values[..(int)(0.85 * values.Length)]).Where(double.IsFinite)];
        double mean = known.Average();
        double variance = known.Average(value => (value - mean) * (value - mean));

        TargetShape shape = TargetShape.Of(new SeriesSet([.. series.Select(Item)]), "value");

        Assert.Equal(known.Min(), shape.Minimum);
        Assert.Equal(known.Average(value => Math.Pow(value - mean, 3)) / Math.Pow(variance, 1.5), shape.Skewness, 9);
        Assert.False(shape.Grows);
    }

    private static SeriesItem Item(double[] values, int index)
    {
        TimeIndex days = new([.. values.Select((_, day) => new DateTime(2020, 1, 1).AddDays(day))]);
        return new SeriesItem($"series {index}", new Frame(days, ["value"], [values]));
    }
}

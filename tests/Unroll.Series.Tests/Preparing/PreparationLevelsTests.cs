using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Levels: the values behind the steps before the first difference.</summary>
public sealed class PreparationLevelsTests
{
    private static readonly double[] _values = [2, 3, 5, 4, 6, 9, 8, 12, 15, 11, 16, 20];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_levels_of_prepared_values_are_those_of_the_file(bool isDifferenced)
    {
        (Preparation preparation, PreparedItem item) = Prepared(isDifferenced);
        double[] prepared = new double[4], levels = new double[4], expected = new double[4];
        item.Frame.CopyColumn("load", 6, prepared);
        preparation.CopyLevels(item, "load", 6, expected);

        preparation.InverseToLevels(item, "load", 6, prepared);

        prepared.CopyTo(levels, 0);
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(expected[i], levels[i], 1e-12);
            if (isDifferenced)
            {
                Assert.Equal(Math.Log(_values[6 + i]), levels[i], 1e-12);
            }
        }

        preparation.InverseOfLevels(item, "load", 6, levels);
        Assert.All(levels.Index(), level => Assert.Equal(_values[6 + level.Index], level.Item, 1e-12));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Levels_of_any_values_are_found(bool isDifferenced)
    {
        (Preparation preparation, PreparedItem item) = Prepared(isDifferenced);
        double[] values = [0.001, 7.5, 8, 1e6], levels = [.. values];
        preparation.ToLevels(item, "load", 6, levels);
        if (isDifferenced)
        {
            Assert.All(levels.Index(), level => Assert.Equal(Math.Log(values[level.Index]), level.Item, 1e-9));
        }

        preparation.InverseOfLevels(item, "load", 6, levels);
        Assert.All(levels.Index(), level => Assert.Equal(values[level.Index], level.Item, 1e-9 * values[level.Index]));
    }

    [Fact]
    public void A_level_is_inverted_by_itself()
    {
        (Preparation preparation, PreparedItem item) = Prepared(isDifferenced: true);
        double[] first = [1, 2, 3], other = [1, 7, 3];
        preparation.InverseOfLevels(item, "load", 6, first);
        preparation.InverseOfLevels(item, "load", 6, other);

        Assert.Equal([Math.Exp(1), Math.Exp(3)], [first[0], first[2]]);
        Assert.Equal([first[0], Math.Exp(7), first[2]], other);
    }

    [Fact]
    public void A_unit_is_what_steps_behind_a_difference_scale_by()
    {
        (Preparation plain, PreparedItem item) = Prepared(isDifferenced: false);
        Assert.Equal(1, plain.LevelUnit(item, "load", 6));

        (Preparation differenced, PreparedItem other) = Prepared(isDifferenced: true);
        double[] changes = [.. Enumerable.Range(1, _values.Length - 1).Select(i => Math.Log(_values[i] / _values[i - 1]))];
        double deviation = Math.Sqrt(changes.Average(change => (change - changes.Average()) * (change - changes.Average())));
        Assert.Equal(deviation, differenced.LevelUnit(other, "load", 6), 0.1 * deviation);
    }

    private static (Preparation Preparation, PreparedItem Item) Prepared(bool isDifferenced)
    {
        Frame frame = new(
            new TimeIndex([.. Enumerable.Range(0, _values.Length).Select(day => new DateTime(2020, 1, 1).AddDays(day))]), ["load"],
            [_values]);
        SeriesSet series = SeriesSet.Of(frame);
        PreparingStep[] steps = [new LogStep(), .. isDifferenced ? [new DifferenceStep()] : (PreparingStep[])[], new ScaleStep()];
        ReshapedSeries reshaped = Preparation.Reshape(
            steps, series, new PreparationOptions { Use = SeriesUse.Continued, Columns = ["load"], Targets = ["load"] });
        Preparation preparation = reshaped.Fit([[new RowRange(0, _values.Length)]]);
        return (preparation, preparation.Transform(reshaped.History)[0]);
    }
}

using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Scaling of each case by the numbers of its own rows, as data of the UCR archive are.</summary>
public class ScaleEachItemTests
{
    public static TheoryData<ScaleMethod, double[]> ByHand => new()
    {
        // Of 2, 4, 4, 4, 5, 5, 7 and 9 the mean is 5 and the standard deviation √(32 / 8) = 2; the quartiles are 4 and 5.5, the median 4.5.
        { ScaleMethod.Standard, [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2] },
        { ScaleMethod.Robust, [-5 / 3.0, -1 / 3.0, -1 / 3.0, -1 / 3.0, 1 / 3.0, 1 / 3.0, 5 / 3.0, 3] },
        { ScaleMethod.MinMax, [0, 2 / 7.0, 2 / 7.0, 2 / 7.0, 3 / 7.0, 3 / 7.0, 5 / 7.0, 1] },
        { ScaleMethod.None, [2, 4, 4, 4, 5, 5, 7, 9] },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void A_series_that_nobody_knew_is_scaled_by_its_own_numbers(ScaleMethod method, double[] expected)
    {
        FittedStep fitted = Fit(method);

        Assert.Equal(expected, fitted.Transform(SeriesSamples.Numbered("x", 2, 4, 4, 4, 5, 5, 7, 9), "new").Column("x").ToArray());
        Assert.Null(fitted.ReachBack);
        Assert.True(new ScaleStep(new() { PerItem = true }).LooksAhead);
        Assert.False(new ScaleStep(new() { PerSeries = true }).LooksAhead);
    }

    [Theory]
    [InlineData(ScaleMethod.Standard)]
    [InlineData(ScaleMethod.Robust)]
    [InlineData(ScaleMethod.MinMax)]
    public void Level_and_size_of_a_series_leave_no_trace(ScaleMethod method) => Prop.ForAll(SeriesSamples.Seeds, seed =>
    {
        Random random = new(seed);
        FittedStep fitted = Fit(method);
        double level = 100 * (random.NextDouble() - 0.5), size = Math.Exp(6 * (random.NextDouble() - 0.5));
        double[] values = [.. Enumerable.Range(0, 10 + random.Next(60)).Select(row => (5 * (row % 4)) + random.NextDouble())];
        double[] other = [.. values.Select(value => (level + (size * value)))];
        double[] scaled = Scaled(fitted, values);

        // Rounding to floats leaves less of a small course on a high level.
        return SeriesSamples.AreSame(scaled, Scaled(fitted, other), 1e-4 * (1 + (Math.Abs(level) / size)))
            && (method != ScaleMethod.Standard
                || (Math.Abs(scaled.Average(value => (double)value)) < 1e-5
                    && Math.Abs(scaled.Average(value => (double)value * value) - 1) < 1e-5))
            && (method != ScaleMethod.MinMax || (scaled.Min() == 0 && scaled.Max() == 1));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Theory]
    [InlineData(ScaleMethod.Standard)]
    [InlineData(ScaleMethod.Robust)]
    [InlineData(ScaleMethod.MinMax)]
    public void A_constant_series_becomes_0_and_a_missing_value_stays_missing(ScaleMethod method)
    {
        FittedStep fitted = Fit(method);

        Assert.Equal(new double[150], Scaled(fitted, [.. Enumerable.Repeat(0.1, 150)]));
        Assert.Equal([0, double.NaN, 0], Scaled(fitted, 1e30f, double.NaN, 1e30f));
        Assert.Equal([0], Scaled(fitted, -7));
        Assert.Equal([double.NaN, double.NaN], Scaled(fitted, double.NaN, double.NaN));
        Assert.Empty(Scaled(fitted));
    }

    [Fact]
    public void A_value_that_is_missing_counts_for_nothing()
    {
        FittedStep fitted = Fit(ScaleMethod.MinMax);
        Assert.Equal([0, double.NaN, 1, 0.5], Scaled(fitted, 10, double.NaN, 30, 20));
    }

    [Fact]
    public void Each_column_is_scaled_by_itself_and_others_stay_as_they_are()
    {
        Frame frame = SeriesSamples.Hourly("x", 1, 3).With("y", [40, 20]).With("z", [5, 6]);
        Frame scaled = new ScaleStep(new() { Columns = ["x", "y"], PerItem = true }).Fit(SeriesSet.Of(frame)).Transform(frame, "new");

        Assert.Equal([-1, 1], scaled.Column("x").ToArray());
        Assert.Equal([1, -1], scaled.Column("y").ToArray());
        Assert.Equal([5, 6], scaled.Column("z").ToArray());
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        FittedStep fitted = Fit(ScaleMethod.Standard);

        Refusal.Of("choose one", () => new ScaleStep(new() { PerSeries = true, PerItem = true }));
        Refusal.Of("'x' of series 'new' is Infinity at row 1",
            () => fitted.Transform(SeriesSamples.Numbered("x", 1, double.PositiveInfinity), "new"));
        Refusal.Of("cannot be undone", () =>
        {
            fitted.Inverse("1", "x", TimeIndex.Numbered(1), [], new double[1]);
            return null;
        });
        Refusal.Of("\"fold\" is not known here", () => FittedStep.Restore(new()
        {
            ["step"] = "scale",
            ["settings"] = "fold",
            ["columns"] = new System.Text.Json.Nodes.JsonArray("x"),
            ["per-item"] = true,
        }));

        // A column that the step left alone needs nothing undone.
        double[] untouched = [3];
        fitted.Inverse("1", "y", TimeIndex.Numbered(1), [], untouched);
        Assert.Equal([3], untouched);
    }

    private static FittedStep Fit(ScaleMethod method) =>
        new ScaleStep(new() { Method = method, PerItem = true }).Fit(SeriesSet.Of(SeriesSamples.Numbered("x", 100, 200)));

    private static double[] Scaled(FittedStep fitted, params double[] values) =>
        fitted.Transform(SeriesSamples.Numbered("x", values), "new").Column("x").ToArray();
}

using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>
/// Frames of so many columns that their names cannot be compared each with each, still less once for each column: such a test would
/// take days.
/// </summary>
public sealed class WideFrameTests
{
    private const int Columns = 100_000;

    public static TheoryData<string> Steps => ["impute", "scale", "scale-each", "difference", "lag", "rolling", "hampel", "log", "numbers"];

    [Theory]
    [MemberData(nameof(Steps))]
    public void A_step_on_many_columns_takes_time_in_proportion_to_them(string step)
    {
        SeriesSet series = SeriesSet.Of(Wide());

        FittedStep fitted = Step(step).Fit(series);
        Frame transformed = fitted.Transform(series[0].Frame, series[0].Id);

        int added = step switch
        {
            "impute" => 2 * Columns,
            "lag" or "rolling" => Columns,
            _ => 0,
        };
        Assert.Equal(Columns + added, transformed.ColumnNames.Count);
        Assert.Equal(3, transformed.Column($"x{Columns - 1}").Length);
    }

    [Fact]
    public void Many_columns_are_replaced_and_added_at_once_in_order()
    {
        Frame frame = Wide().WithCategories("x1", ["a", "b", "c", "d"]).WithCategories("x2", ["a", "b", "c", "d"]);
        Frame changed = frame.With(Enumerable.Range(1, Columns).Where(i => i != 2).Select(i => ($"x{i}", new double[] { i, 0, 0 })));

        Assert.Equal([.. frame.ColumnNames, $"x{Columns}"], changed.ColumnNames);
        Assert.Equal([1, 2, 3], changed.Column("x0").ToArray());
        Assert.Equal([Columns - 1, 0, 0], changed.Column($"x{Columns - 1}").ToArray());
        Assert.Null(changed.Categories("x1"));
        Assert.NotNull(changed.Categories("x2"));
        Assert.Equal([1, 2, 3], frame.Column("x1").ToArray());
    }

    [Fact]
    public void Of_columns_given_twice_the_last_counts_and_wrong_ones_are_refused()
    {
        Frame frame = Wide();
        Frame changed = frame.With([("new", [1, 1, 1]), ("x0", [4, 4, 4]), ("new", [2, 2, 2]), ("x0", [5, 5, 5])]);

        Assert.Equal(Columns + 1, changed.ColumnNames.Count);
        Assert.Equal([2, 2, 2], changed.Column("new").ToArray());
        Assert.Equal([5, 5, 5], changed.Column("x0").ToArray());
        Assert.Contains("'x0' has 1 value", Assert.Throws<ArgumentException>(() => frame.With([("x0", [1])])).Message);
        Assert.Contains("'new' has 1 value", Assert.Throws<ArgumentException>(() => frame.With([("new", [1])])).Message);
        Assert.Throws<ArgumentNullException>(() => frame.With("x0", null!));
        Assert.Contains(
            "two columns named 'x7'",
            Assert.Throws<ArgumentException>(() => new Frame(
                frame.Time, [.. frame.ColumnNames, "x7"], [.. Enumerable.Repeat(new double[3], Columns + 1)])).Message);
        Assert.False(frame.HasColumn("X0"));
    }

    [Fact]
    public void Training_rows_in_several_parts_keep_the_categories_of_many_columns()
    {
        string[] texts = ["a", "b", "c", "d"];
        Frame frame = new(
            TimeIndex.Numbered(3), ["u", "v"], [new MemoryColumn(new double[] { 1, 2, 3 }), new MemoryColumn(new double[] { 3, 2, 1 })],
            new Dictionary<string, IReadOnlyList<string>> { ["u"] = texts });
        Frame picked = TrainingRows.Of(frame, [new RowRange(0, 1), new RowRange(2, 1)]);

        Assert.Equal([1, 3], picked.Column("u").ToArray());
        Assert.Equal([3, 1], picked.Column("v").ToArray());
        Assert.Same(texts, picked.Categories("u"));
        Assert.Null(picked.Categories("v"));
    }

    private static PreparingStep Step(string name) => name switch
    {
        "impute" => new ImputeStep(new() { Mask = true, TimeSince = true }),
        "scale" => new ScaleStep(),
        "scale-each" => new ScaleStep(new() { PerItem = true }),
        "difference" => new DifferenceStep(),
        "lag" => new LagStep(),
        "rolling" => new RollingStep(new() { Rows = 2, Statistics = [Statistic.Mean] }),
        "hampel" => new ClipStep(new() { Method = ClipMethod.Hampel, Rows = 3 }),
        "log" => new LogStep(),
        _ => new NumbersStep(new() { Columns = [.. Enumerable.Range(0, Columns).Select(i => $"x{i}")] }),
    };

    private static Frame Wide() => new(
        TimeIndex.Numbered(3), [.. Enumerable.Range(0, Columns).Select(i => $"x{i}")],
        [.. Enumerable.Repeat<double[]>([1, 2, 3], Columns)]);
}

using FsCheck;
using FsCheck.Fluent;
using Unroll.Data;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

public class WindowSourceTests
{
    [Fact]
    public void Windows_of_a_part_cover_each_admissible_origin_once() => Prop.ForAll(Cases(), c =>
    {
        int[] expected = [.. Enumerable.Range(0, c.Rows).Where(origin => origin + 1 >= c.Length && origin + 1 >= c.Start && origin + c.Horizon < c.Start + c.Count)];
        try
        {
            WindowSource source = new(Table(c.Rows), new(c.Length, c.Horizon), new(c.Start, c.Count));
            return expected.SequenceEqual(Enumerable.Range(0, source.Count).Select(source.Origin));
        }
        catch (InputException)
        {
            return expected.Length == 0;
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_target_row_is_in_the_windows_of_two_parts() => Prop.ForAll(Cases(), c =>
    {
        WindowTable table = Table(c.Rows + 60);
        ChronologicalSplit split = ChronologicalSplit.ByShares(table.RowCount, 0.5, 0.25, 0.25);
        RowRange[] parts = [split.Training, split.Validation, split.Test];
        HashSet<int>[] targets = [.. parts.Select(part =>
        {
            WindowSource source = new(table, new(c.Length, c.Horizon), part);
            return Enumerable.Range(0, source.Count).SelectMany(i => Enumerable.Range(source.Origin(i) + 1, c.Horizon)).ToHashSet();
        })];
        return !targets[0].Overlaps(targets[1]) && !targets[1].Overlaps(targets[2]) && !targets[0].Overlaps(targets[2])
            && parts.Zip(targets).All(pair => pair.Second.All(pair.First.Contains));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_window_holds_its_past_the_calendar_ahead_and_its_targets() => Prop.ForAll(Cases(), c =>
    {
        int rows = c.Rows + c.Length + c.Horizon;
        WindowSource source = new(Table(rows), new(c.Length, c.Horizon), new(0, rows));
        int[] samples = [source.Count - 1, 0];
        int features = 2 + c.Horizon;
        TimeMajorSpan inputs = new(new float[c.Length * 2 * features], c.Length, 2, features);
        TimeMajorSpan targets = new(new float[2 * c.Horizon], 1, 2, c.Horizon);
        source.CopyInputs(samples, inputs);
        source.CopyTargets(samples, targets);

        bool holds = source.InputShape == Shape.Sequence(c.Length, features) && source.TargetShape == Shape.Vector(c.Horizon);
        for (int row = 0; row < 2; row++)
        {
            int origin = source.Origin(samples[row]);
            for (int step = 0; step < c.Length; step++)
            {
                int t = origin - c.Length + 1 + step;
                float[] expected = [t, t + 0.5f, .. Enumerable.Range(t + 1, c.Horizon).Select(ahead => 1000f + ahead)];
                holds &= expected.AsSpan().SequenceEqual(inputs.At(step, row));
            }

            float[] wanted = [.. Enumerable.Range(origin + 1, c.Horizon).Select(t => -(float)t)];
            holds &= wanted.AsSpan().SequenceEqual(targets.At(0, row));
        }

        return holds;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Windows_are_views_of_the_table()
    {
        WindowTable table = Table(10);
        WindowSource source = new(table, new(3, 1), new(0, 10));
        table.Past(2)[0] = 77;
        float[] inputs = new float[3 * 3];
        source.CopyInputs([0], new(inputs, 3, 1, 3));
        Assert.Equal(77, inputs[6]);
    }

    [Fact]
    public void Inputs_of_the_first_window_of_a_part_reach_back_into_the_part_before()
    {
        WindowSource source = new(Table(20), new(5, 2), new(10, 6));
        Assert.Equal(5, source.Count);
        Assert.Equal(9, source.Origin(0));
        Assert.Equal(13, source.Origin(4));
    }

    [Fact]
    public void Fewer_rows_than_a_window_are_told()
    {
        InputException exception = Assert.Throws<InputException>(() => new WindowSource(Table(6), new(5, 2), new(0, 6)));
        Assert.Contains("7 rows", exception.Message, StringComparison.Ordinal);
        Assert.Contains("there are 6", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_shorter_than_the_horizon_is_told_as_that()
    {
        InputException exception = Assert.Throws<InputException>(() => new WindowSource(Table(50), new(5, 7), new(40, 4)));
        Assert.Contains("4 rows", exception.Message, StringComparison.Ordinal);
        Assert.Contains("7", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("there are 44", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("past", 10)]
    [InlineData("known", 10)]
    [InlineData("target", 10)]
    public void A_missing_value_is_refused_with_its_column_and_date_or_its_windows_are_left_out(string column, int row)
    {
        WindowTable table = Table(20, column, row);
        WindowOptions options = new(3, 2);
        InputException exception = Assert.Throws<InputException>(() => new WindowSource(table, options, new(0, 20)));
        Assert.Contains($"'{column}' on 2017-01-11", exception.Message, StringComparison.Ordinal);

        // Which windows touch the row: those that have it among their inputs, the calendar ahead of them, or their targets.
        int[] touched = column switch
        {
            "past" => [10, 11, 12],
            "known" => [8, 9, 10, 11],
            _ => [8, 9],
        };
        WindowSource source = new(table, options with { SkipMissing = true }, new(0, 20));
        Assert.Equal(touched.Length, source.SkippedCount);
        Assert.Equal(Enumerable.Range(2, 16).Except(touched), Enumerable.Range(0, source.Count).Select(source.Origin));
    }

    [Fact]
    public void When_every_window_touches_a_missing_value_that_is_told()
    {
        WindowTable table = Table(4, "past", 1);
        Assert.Throws<InputException>(() => new WindowSource(table, new(2, 1) { SkipMissing = true }, new(0, 3)));
    }

    [Fact]
    public void A_forecasts_window_needs_no_targets()
    {
        WindowTable table = Table(12, "target", 11);
        WindowSource source = WindowSource.At(table, new(4, 1), 10);
        Assert.Equal(1, source.Count);
        Assert.Equal(10, source.Origin(0));
        Assert.Throws<InputException>(() => WindowSource.At(table, new(4, 1), 2));
        Assert.Throws<InputException>(() => WindowSource.At(Table(12, "known", 11), new(4, 1), 10));
    }

    private static Arbitrary<Case> Cases() => (
        from rows in Gen.Choose(1, 40)
        from length in Gen.Choose(1, 8)
        from horizon in Gen.Choose(1, 5)
        from start in Gen.Choose(0, rows - 1)
        from count in Gen.Choose(0, rows - start)
        select new Case(rows, length, horizon, start, count)).ToArbitrary();

    /// <summary>Row t holds t and t + 0.5 as past, 1000 + t as known in advance, −t as target.</summary>
    private static WindowTable Table(int rows, string? missingColumn = null, int missingRow = -1)
    {
        float[] Column(string name, Func<int, float> value) =>
            [.. Enumerable.Range(0, rows).Select(t => name == missingColumn && t == missingRow ? float.NaN : value(t))];

        return new WindowTable(
            new TimeIndex([.. Enumerable.Range(0, rows).Select(day => new DateTime(2017, 1, 1).AddDays(day))]),
            [new("past", Column("past", t => t)), new("more", Column("more", t => t + 0.5f))],
            [new("known", Column("known", t => 1000 + t))],
            Column("target", t => -t),
            "target");
    }

    private sealed record Case(int Rows, int Length, int Horizon, int Start, int Count);
}

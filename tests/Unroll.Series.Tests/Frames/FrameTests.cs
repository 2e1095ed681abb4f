using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Frames;

public class FrameTests
{
    private static readonly string[] _names = ["load", "wind"];

    [Fact]
    public void Columns_are_found_by_name_and_an_unknown_name_lists_them()
    {
        Frame frame = Days(3);
        Assert.Equal([0, 1, 2], frame.Column("load").ToArray());
        Assert.True(frame.HasColumn("wind"));
        Assert.False(frame.HasColumn("Wind"));
        InputException exception = Assert.Throws<InputException>(() => frame.Column("sun").Length);
        Assert.Contains("'sun'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("load, wind", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_is_a_view_of_the_same_numbers()
    {
        Frame frame = Days(10);
        Frame slice = frame.Slice(2, 5).Slice(1, 3);
        Assert.Equal(3, slice.RowCount);
        Assert.Equal(new DateTime(2017, 1, 4), slice.Time[0]);
        Assert.Equal([3, 4, 5], slice.Column("load").ToArray());
        Assert.True(slice.Column("load").Overlaps(frame.Column("load"), out int offset));
        Assert.Equal(-3, offset);
        Assert.ThrowsAny<ArgumentException>(() => frame.Slice(8, 3));
    }

    [Fact]
    public void With_and_select_leave_the_frame_as_it_was()
    {
        Frame frame = Days(2);
        Frame more = frame.With("sun", [7, 8]).With("load", [5, 6]);
        Assert.Equal(["load", "wind", "sun"], more.ColumnNames);
        Assert.Equal([5, 6], more.Column("load").ToArray());
        Assert.Equal([0, 1], frame.Column("load").ToArray());
        Assert.Equal(["sun", "load"], more.Select("sun", "load").ColumnNames);
        Assert.Throws<InputException>(() => more.Select("rain"));
        Assert.Throws<ArgumentException>(() => frame.With("sun", [1]));
    }

    [Fact]
    public void A_frame_that_does_not_fit_together_is_refused()
    {
        TimeIndex time = new([new(2017, 1, 1), new(2017, 1, 2)]);
        Assert.Throws<ArgumentException>(() => new Frame(time, ["a"], [[1, 2], [3, 4]]));
        Assert.Throws<ArgumentException>(() => new Frame(time, ["a"], [[1]]));
        Assert.Throws<ArgumentException>(() => new Frame(time, ["a", "a"], [[1, 2], [3, 4]]));
        Assert.Throws<ArgumentException>(() => new TimeIndex([new(2017, 1, 2), new(2017, 1, 1)]));
        Assert.Throws<ArgumentException>(() => new TimeIndex([new(2017, 1, 1), new(2017, 1, 1)]));
    }

    [Fact]
    public void Extending_adds_rows_without_values()
    {
        Frame extended = Days(59).Extend(2);
        Assert.Equal(61, extended.RowCount);
        Assert.Equal(new DateTime(2017, 3, 1), extended.Time[59]);
        Assert.Equal(58, extended.Column("load")[58]);
        Assert.True(double.IsNaN(extended.Column("load")[59]));
        Assert.True(double.IsNaN(extended.Column("wind")[60]));
    }

    [Fact]
    public void Appending_continues_stamps_numbers_and_texts()
    {
        Frame whole = Days(10), joined = whole.Slice(0, 6).Append(whole.Slice(6, 4).Select("wind", "load"));
        Assert.Equal(whole.Time.AsSpan().ToArray(), joined.Time.AsSpan().ToArray());
        Assert.Equal(whole.Column("load").ToArray(), joined.Column("load").ToArray());
        Assert.Equal(whole.Column("wind").ToArray(), joined.Column("wind").ToArray());

        Frame first = new Frame(TimeIndex.Numbered(3), ["kind"], [[0, 1, double.NaN]]).WithCategories("kind", ["red", "blue"]);
        Frame next = new Frame(TimeIndex.Numbered(2), ["kind"], [[0, 1]]).WithCategories("kind", ["green", "red"]);
        Frame texts = first.Append(next);
        Assert.True(texts.Time.IsNumbered);
        Assert.Equal("row 4", texts.Time.Text(4));
        Assert.Equal(["red", "blue", "green"], texts.Categories("kind")!);
        Assert.Equal([0, 1, double.NaN, 2, 0], texts.Column("kind").ToArray());

        Assert.Throws<InputException>(() => whole.Append(whole.Slice(9, 1)));
        Assert.Throws<InputException>(() => whole.Append(first));
        Assert.Throws<InputException>(() => whole.Append(whole.Select("load")));
    }

    private static Frame Days(int count) => new(
        new TimeIndex([.. Enumerable.Range(0, count).Select(day => new DateTime(2017, 1, 1).AddDays(day))]),
        _names,
        [[.. Enumerable.Range(0, count).Select(i => (double)i)], [.. Enumerable.Range(0, count).Select(i => 100.0 + i)]]);
}

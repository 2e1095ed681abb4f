using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Frames;

public class FrameFromTests
{
    private sealed record Reading(DateTime At, DateTimeOffset Moment, double Load, int? Cars);

    private static readonly DateTime _first = new(2017, 1, 1);

    private static readonly Reading[] _readings =
    [
        new(_first, new(_first, TimeSpan.FromHours(2)), 1.5, 3),
        new(_first.AddHours(1), new(_first.AddHours(1), TimeSpan.FromHours(2)), 2.5, null),
    ];

    [Fact]
    public void Rows_of_any_type_become_columns()
    {
        Frame frame = Frame.From(_readings, row => row.At, ("Load", row => row.Load), ("Cars", row => row.Cars));

        Assert.Equal(["Load", "Cars"], frame.ColumnNames);
        Assert.Equal([_first, _first.AddHours(1)], frame.Time.AsSpan().ToArray());
        Assert.Equal([1.5, 2.5], frame.Column("Load").ToArray());
        Assert.Equal([3, double.NaN], frame.Column("Cars").ToArray());
    }

    [Fact]
    public void Moments_with_an_offset_are_kept_in_UTC() =>
        Assert.Equal(_first.AddHours(-2), Frame.From(_readings, row => row.Moment, ("Load", row => row.Load)).Time[0]);

    [Fact]
    public void Rows_out_of_order_are_refused() =>
        Assert.Contains(
            "sort the rows",
            Assert.Throws<ArgumentException>(() => Frame.From(_readings.Reverse(), row => row.At, ("Load", row => row.Load))).Message,
            StringComparison.Ordinal);
}

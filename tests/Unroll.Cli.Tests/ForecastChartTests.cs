using Unroll.Cli.Display;

namespace Unroll.Cli.Tests;

public sealed class ForecastChartTests
{
    [Fact]
    public void A_step_is_a_column_with_the_forecast_as_a_dot_over_the_truth()
    {
        ChartPoint[] points = [.. Enumerable.Range(0, 30).Select(i => new ChartPoint(new DateTime(2020, 1, 1).AddDays(i), i, 29 - i))];

        IReadOnlyList<string> rows = ForecastChart.Rows(points);

        int origin = rows[0].IndexOf('┤', StringComparison.Ordinal) + 1;
        Assert.Equal('●', rows[0][origin]); // The first forecast is the highest value, ...
        Assert.Equal('█', rows[0][origin + 29]); // ... and the last true value too.
        Assert.Equal(30, rows.Take(rows.Count - 1).Sum(row => row.Count(cell => cell == '●')));
        Assert.StartsWith("29.0", rows[0].TrimStart(), StringComparison.Ordinal);
        Assert.EndsWith("2020-01-30", rows[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3e37, "3.00e+37")]
    [InlineData(2e-37, "2.00e-37")]
    [InlineData(1500, "1500")]
    public void The_axis_has_room_for_any_number(double size, string label)
    {
        IReadOnlyList<string> rows = ForecastChart.Rows(
            [new(new DateTime(2020, 1, 1), size, 0), new(new DateTime(2020, 1, 2), 0, size / 2)]);

        Assert.StartsWith(label, rows[0].TrimStart(), StringComparison.Ordinal);
        Assert.All(rows, row => Assert.True(row.Length < 40, row));
    }

    [Fact]
    public void A_level_series_and_missing_values_are_drawn_and_nothing_at_all_is_not()
    {
        DateTime time = new(2020, 1, 1, 6, 30, 0);

        Assert.Contains(
            ForecastChart.Rows([new(time, 5, double.NaN), new(time, double.NaN, 5)]), row => row.Contains('●', StringComparison.Ordinal));
        Assert.Empty(ForecastChart.Rows([new(time, double.NaN, double.NaN)]));
        Assert.Empty(ForecastChart.Rows([]));
    }
}

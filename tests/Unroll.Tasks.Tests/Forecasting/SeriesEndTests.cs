using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>The end of a series: what is not known yet is the future, and what is known of the future has to follow the history.</summary>
public sealed class SeriesEndTests
{
    private const int Known = 190;

    private static readonly DateTime _start = new(2020, 1, 1);

    [Theory]
    [InlineData("{steps: [scale]}")]
    [InlineData("{steps: [impute: forward, scale]}")]
    [InlineData("{steps: [impute: {method: mean, mask: true}, scale]}")]
    [InlineData("{steps: [impute: {method: seasonal, season: week}, difference: 1, scale]}")]
    public void Whatever_fills_gaps_the_forecast_begins_with_the_first_row_that_is_not_known(string prepare)
    {
        Forecaster withTail = Forecaster.Create(Recipe(prepare), 1), without = Forecaster.Create(Recipe(prepare), 1);
        Frame history = Days(Known, Known), tail = Days(200, Known);
        withTail.Fit(tail);
        without.Fit(history);

        IReadOnlyList<ForecastPoint> forecast = withTail.Forecast(tail, 3);

        Assert.Equal(_start.AddDays(Known), forecast[0].Time);
        Assert.Equal(without.Forecast(history, 3), forecast);
        Assert.Equal(without.Networks[0].GetWeights(), withTail.Networks[0].GetWeights());
        Assert.Equal(without.Evaluate(history).Forecasts, without.Evaluate(tail).Forecasts);
    }

    [Fact]
    public void Each_series_of_a_panel_ends_by_itself()
    {
        SeriesSet panel = new([new("a", Days(200, 190)), new("b", Days(200, 200)), new("c", Days(200, 150))]);
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(data: "{file: a.csv, target: y, id: shop}",
            prepare: "{steps: [impute: forward, scale]}", window: "{length: 8}", train: "{epochs: 1}"), 1);
        forecaster.Fit(panel);

        IReadOnlyList<SeriesForecast> forecasts = forecaster.Forecast(panel, 2);

        Assert.Equal([190, 200, 150], forecasts.Select(forecast => (forecast.Points[0].Time - _start).Days));
        Assert.Equal([189, 199, 149], forecasts.Select(forecast => (forecast.LastKnown.Time - _start).Days));
    }

    [Theory]
    [InlineData(190, 3, "2020-07-09", "3 rows")] // too few rows
    [InlineData(203, 10, "2020-07-09", "2020-07-22")] // two weeks that are not there
    public void Rows_that_are_known_in_advance_follow_the_history_step_by_step(int firstRow, int rows, string expected, string got)
    {
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: a.csv, target: y, future-covariates: [price]}", window: "{length: 8, horizon: 5}",
                model: "[{lstm: 4}, {dense: 5}]", train: "{epochs: 1}");
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        forecaster.Fit(Days(Known, Known));

        string message = Assert.ThrowsAny<InputException>(() => forecaster.Forecast(Prices(firstRow, rows))).Message;

        Assert.Contains(got, message, StringComparison.Ordinal);
        Assert.Contains(rows < 5 ? "2020-07-08" : expected, message, StringComparison.Ordinal);
        Assert.Equal(
            DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), forecaster.Forecast(Prices(Known, 5))[0].Time);
    }

    [Fact]
    public void A_hole_in_what_is_known_in_advance_is_refused_with_its_place()
    {
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: a.csv, target: y, future-covariates: [price]}", window: "{length: 8, horizon: 5}",
                model: "[{lstm: 4}, {dense: 5}]", train: "{epochs: 1}");
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        forecaster.Fit(Days(Known, Known));
        Frame future = Prices(Known, 5);
        double[] prices = future.Column("price").ToArray();
        prices[^3] = double.NaN;

        Assert.Contains("'price' on 2020-07-11",
            Assert.ThrowsAny<InputException>(() => forecaster.Forecast(future.With("price", prices))).Message, StringComparison.Ordinal);
    }

    private static Recipe Recipe(string prepare) => SmallSeries.Recipe(
        data: "{file: a.csv, target: y}", prepare: prepare, window: "{length: 8}", model: "[{lstm: 4}, {dense: 1}]", train: "{epochs: 2}");

    /// <summary>A history of <see cref="Known"/> days, and rows ahead from a day on.</summary>
    private static Frame Prices(int firstRow, int rows)
    {
        Frame all = Days(firstRow + rows, Known);
        int[] picked = [.. Enumerable.Range(0, Known), .. Enumerable.Range(firstRow, rows)];
        return new Frame(
            new TimeIndex([.. picked.Select(row => all.Time[row])]), all.ColumnNames, [.. all.ColumnNames.Select(
                name => picked.Select(row => all.Column(name)[row]).ToArray())]);
    }

    private static Frame Days(int rows, int known) => new(
        new TimeIndex([.. Enumerable.Range(0, rows).Select(row => _start.AddDays(row))]),
        ["y", "price"],
        [[.. Enumerable.Range(0, rows).Select(row => row < known ? 10.0 + (row % 7) : double.NaN)], [.. Enumerable.Range(0, rows).Select(
            row => 1.0 + (row % 3))]]);
}

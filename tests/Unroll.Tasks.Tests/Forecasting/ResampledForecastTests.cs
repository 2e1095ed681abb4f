using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Forecasts of sums whose last interval is under way: what is not over is not forecast from.</summary>
public class ResampledForecastTests
{
    private const string Steps = "{steps: [resample: {every: 1d, method: sum}, scale: standard]}";

    private static readonly DateTime _start = new(2024, 1, 1);

    [Fact]
    public void A_day_under_way_is_left_out_told_of_and_forecast()
    {
        Recipe recipe = SmallSeries.Recipe(
            prepare: Steps, window: "{length: 7, horizon: 2}", model: "[{lstm: 4}, {dense: 2}]", train: "{epochs: 2, seed: 3}");
        Forecaster forecaster = Forecaster.Create(recipe, seed: 1);
        Frame days = SixHourly(60), underWay = SixHourly(60.5);
        TrainingRun run = forecaster.Fit(underWay);
        string warning = Assert.Single(run.Warnings);
        Assert.Contains(
            "fill only a part of the last interval at one row a 1d: what they fill in part is left out", warning, StringComparison.Ordinal);
        Assert.Equal(_start.AddDays(59), run.Parts.Max(part => part.Last)!.Value);
        Assert.Equal([warning], ForecastPlan.Of(recipe, SeriesSet.Of(underWay)).First().Notes);

        // Half of day 61 changes nothing: the forecast is that after day 60, and begins with the day under way.
        IReadOnlyList<ForecastPoint> forecast = forecaster.Forecast(underWay, 2);
        Assert.Equal(forecaster.Forecast(days, 2), forecast);
        Assert.Equal([_start.AddDays(60), _start.AddDays(61)], forecast.Select(point => point.Time));
        Assert.Empty(forecaster.Notes(SeriesSet.Of(days)));
        Assert.Equal([warning], forecaster.Notes(SeriesSet.Of(underWay)));
    }

    [Fact]
    public void A_day_under_way_that_is_kept_is_told_of_as_well()
    {
        Recipe recipe = SmallSeries.Recipe(prepare: "{steps: [resample: {every: 1d, method: sum, partial: keep}]}", window: "{length: 7}");
        ForecastPlan plan = ForecastPlan.Of(recipe, SeriesSet.Of(SixHourly(60.5))).First();
        Assert.Contains(
            "what they fill in part is kept (resample: partial: drop leaves it out)", Assert.Single(plan.Notes), StringComparison.Ordinal);
        Assert.Equal(_start.AddDays(60), plan.TestWindows.Series(0).Frame.Time[60]);
        Assert.Equal(2, plan.ValueAt("1", "load", 60));
    }

    [Fact]
    public void Targets_end_where_they_do_and_not_where_the_known_columns_do()
    {
        // The load until noon of the last day but two, the price until the end.
        Frame frame = SixHourly(60);
        double[] load = frame.Column("load").ToArray();
        load.AsSpan((4 * 57) + 2).Fill(double.NaN);
        frame = frame.With("load", load);
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: small.csv, target: load, future-covariates: [price]}", prepare: Steps, window: "{length: 7, horizon: 2}",
                model: "[{lstm: 4}, {dense: 2}]", train: "{epochs: 2, seed: 3}");
        Forecaster forecaster = Forecaster.Create(recipe, seed: 1);
        TrainingRun run = forecaster.Fit(frame);
        Assert.Equal(_start.AddDays(56), run.Parts.Max(part => part.Last)!.Value);
        Assert.Equal([_start.AddDays(57), _start.AddDays(58)], forecaster.Forecast(frame, 2).Select(point => point.Time));
    }

    [Theory]
    [InlineData("2024-03-10", "2024-04-14")] // Sundays: with them weeks end
    [InlineData("2024-03-13", "2024-04-18")] // Wednesday and Thursday: their weeks are in neither part
    public void Parts_have_the_same_intervals_whether_the_ends_of_the_series_are_left_out_or_not(string train, string validation)
    {
        string split = $"{{train: 2024-01-01..{train}, validation: " +
            $"{DateTime.Parse(train, CultureInfo.InvariantCulture).AddDays(1):yyyy-MM-dd}..{validation}, test: " +
            $"{DateTime.Parse(validation, CultureInfo.InvariantCulture).AddDays(1):yyyy-MM-dd}..2024-12-31}}";
        int[][] counts = [.. ((string[])["drop", "keep"]).Select(partial =>
        {
            Recipe recipe = SmallSeries.Recipe(prepare: $"{{steps: [resample: {{calendar: week, method: sum, partial: {partial}}}]}}",
                window: "{length: 2}", split: split);
            ForecastPlan plan = ForecastPlan.Of(recipe, SeriesSet.Of(SixHourly(7 * 22))).First();
            Assert.Empty(plan.Notes);
            return plan.Windows.Select(part => part.Value.Count).ToArray();
        })];
        Assert.Equal([8, train == "2024-03-10" ? 5 : 4, train == "2024-03-10" ? 7 : 6], counts[0]);
        Assert.Equal(counts[1], counts[0]);
    }

    /// <summary>Four rows a day, of 1 each on average.</summary>
    private static Frame SixHourly(double days)
    {
        int rows = (int)(4 * days);
        double[] load = [.. Enumerable.Range(0, rows).Select(row => row >= 240 ? 1 : 1 + (0.1 * Math.Sin(2 * Math.PI * (row / 4) / 7)))];
        double[] price = [.. Enumerable.Range(0, rows).Select(row => (float)(row % 9))];
        return new Frame(
            new TimeIndex([.. Enumerable.Range(0, rows).Select(row => _start.AddHours(6 * row))]), ["load", "price"], [load, price]);
    }
}

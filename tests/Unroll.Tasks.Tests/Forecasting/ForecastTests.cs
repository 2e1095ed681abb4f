using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

public sealed class ForecastTests
{
    [Fact]
    public void A_forecast_goes_on_from_the_last_row()
    {
        (Forecaster forecaster, Frame frame) = Trained(SmallSeries.WeekRecipe());

        IReadOnlyList<ForecastPoint> three = forecaster.Forecast(frame, 3);
        IReadOnlyList<ForecastPoint> seven = forecaster.Forecast(frame, 7);

        Assert.Equal(frame.Time[frame.RowCount - 1].AddDays(1), seven[0].Time);
        Assert.Equal(7, seven.Count);
        Assert.Equal(three, seven.Take(3));
        Assert.All(seven, point => Assert.InRange(point.Value, 50, 150));
    }

    [Fact]
    public void Beyond_the_horizon_forecasts_are_fed_back()
    {
        (Forecaster forecaster, Frame frame) = Trained(
            SmallSeries.WeekRecipe("{steps: [scale, lag: {columns: load, steps: [6, 13]}, calendar: day-of-week]}"));

        IReadOnlyList<ForecastPoint> twoWeeks = forecaster.Forecast(frame, 12);
        Frame longer = frame.Extend(7);
        double[] load = longer.Column("load").ToArray();
        for (int i = 0; i < 7; i++)
        {
            load[frame.RowCount + i] = twoWeeks[i].Value;
        }

        IReadOnlyList<ForecastPoint> second = forecaster.Forecast(longer.With("load", load).Select("load"), 5);

        Assert.Equal(second.Select(point => point with { Intervals = [] }), twoWeeks.Skip(7));
    }

    [Fact]
    public void Just_the_rows_of_a_window_and_its_lags_are_needed()
    {
        (Forecaster forecaster, Frame frame) = Trained(SmallSeries.Recipe(prepare: "{steps: [scale, lag: 7]}"));
        Frame enough = frame.Slice(frame.RowCount - 21, 21);

        Assert.Equal(forecaster.Forecast(frame, 2), forecaster.Forecast(enough, 2));
        InputException error = Assert.ThrowsAny<InputException>(() => forecaster.Forecast(frame.Slice(0, 20), 1));
        Assert.Contains("21", error.Message, StringComparison.Ordinal);
        Assert.Contains("20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_window_of_one_row_is_enough()
    {
        (Forecaster forecaster, Frame frame) = Trained(SmallSeries.Recipe(window: "{length: 1}"));

        Assert.Equal(3, forecaster.Forecast(frame, 3).Count);
    }

    [Fact]
    public void A_lag_is_counted_from_the_day_to_be_forecast()
    {
        // With a window of one row, no noise and a week that repeats, the value a week before the forecast day is all there is to know.
        DateTime[] days = [.. Enumerable.Range(0, 210).Select(i => new DateTime(2020, 1, 1).AddDays(i))];
        double[] week = [3, 9, 1, 7, 2, 8, 4];
        Frame frame = new(new TimeIndex(days), ["load"], [[.. days.Select((_, i) => week[i % 7])]]);
        Recipe recipe = SmallSeries.Recipe(
            prepare: "{steps: [lag: 6]}",
            window: "{length: 1}",
            model: "[{simple-rnn: {units: 4, activation: linear}}, {dense: 1}]",
            train: "{learning-rate: 0.02, epochs: 120}");

        TrainingRun run = Forecaster.Create(recipe, 1).Fit(frame);

        // A lag that was a day off would leave an error of about 4.
        Assert.InRange(run.Part("test").Model["mae"], 0, 0.3);
    }

    [Fact]
    public void Columns_that_nobody_forecasts_end_at_the_horizon()
    {
        (Forecaster forecaster, Frame frame) = Trained(SmallSeries.Recipe(data: "{file: a.csv, target: load, past-covariates: [wind]}"));

        Assert.Single(forecaster.Forecast(frame, 1));
        InputException error = Assert.ThrowsAny<InputException>(() => forecaster.Forecast(frame, 2));
        Assert.Contains("wind", error.Message, StringComparison.Ordinal);
        Assert.Contains("window.horizon: 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Uneven_stamps_and_missing_values_are_refused_with_the_reason()
    {
        (Forecaster forecaster, Frame frame) = Trained(SmallSeries.Recipe());
        DateTime[] uneven = frame.Time.AsSpan().ToArray();
        uneven[^1] = uneven[^1].AddHours(5);
        double[] gap = frame.Column("load").ToArray();
        gap[^2] = double.NaN;

        Assert.Contains(
            "evenly",
            Assert.ThrowsAny<InputException>(() => forecaster.Forecast(new Frame(new TimeIndex(uneven), ["load"],
                [frame.Column("load").ToArray()]), 1)).Message,
            StringComparison.Ordinal);
        Assert.Contains("'load' on 2020-08-26",
            Assert.ThrowsAny<InputException>(() => forecaster.Forecast(frame.With("load", gap), 1)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "load", Assert.ThrowsAny<InputException>(() => forecaster.Forecast(frame.Select("wind"), 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_untrained_forecaster_says_so() =>
        Assert.Throws<InvalidOperationException>(() => Forecaster.Create(SmallSeries.Recipe(), 1).Forecast(SmallSeries.Create(), 1));

    private static (Forecaster Forecaster, Frame Frame) Trained(Recipe recipe)
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        forecaster.Fit(frame);
        return (forecaster, frame);
    }
}

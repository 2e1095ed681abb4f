using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Evaluation at the origins that are asked for: splits by rows, a stride of its own, and places in the calendar.</summary>
public sealed class OriginTests
{
    private const string Week = "{length: 14, horizon: 7}";
    private const string WeekModel = "[flatten, {dense: 7}]";

    [Fact]
    public void Two_years_are_forecast_from_the_decembers_before_them()
    {
        Frame months = Months();
        Recipe recipe = SmallSeries.Recipe(
            window: "{length: 24, horizon: 12}",
            split: "{train: 1949..1957-05, validation: 1957-06..1958, test: 1959..1960}\norigins: {month: december}",
            model: "[flatten, {dense: 12}]", train: "{epochs: 2}");
        Forecaster forecaster = Forecaster.Create(recipe);

        TrainingRun run = forecaster.Fit(months);

        ForecastEvaluation test = run.Part("test");
        Assert.Equal([new(1958, 12, 1), new DateTime(1959, 12, 1)], test.Forecasts.Select(forecast => forecast.Origin).Distinct());
        Assert.Equal(24, test.Forecasts.Count);
        Assert.Equal(months.Time.AsSpan()[^24..].ToArray(), test.Forecasts.Select(forecast => forecast.Time));
        Assert.Equal(8, run.Part("validation").Windows);
        Assert.Equal(test.Forecasts, forecaster.Evaluate(months).Forecasts);

        Recipe both = SmallSeries.Recipe(
            window: "{length: 24, horizon: 12}",
            split: "{train: 1949..1956, validation: 1957..1958, test: 1959..1960}\norigins: {month: [12], validation: true}",
            model: "[flatten, {dense: 12}]", train: "{epochs: 2}");
        ForecastEvaluation validation = Forecaster.Create(both).Fit(months).Part("validation");
        Assert.Equal([new(1956, 12, 1), new DateTime(1957, 12, 1)], validation.Forecasts.Select(forecast => forecast.Origin).Distinct());
    }

    [Fact]
    public void The_test_part_has_a_stride_of_its_own()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            window: "{length: 14, horizon: 7, test-stride: 7}", model: WeekModel, train: "{epochs: 2}"));

        TrainingRun run = forecaster.Fit(frame);

        ForecastEvaluation test = run.Part("test");
        Assert.Equal(144 - 14 - 7 + 1, run.Parts[0].Samples);
        Assert.Equal(48 - 7 + 1, run.Parts[1].Samples);
        Assert.Equal(6, run.Parts[2].Samples);

        // No row is forecast twice.
        Assert.Equal(Enumerable.Range(192, 42).Select(row => frame.Time[row]), test.Forecasts.Select(forecast => forecast.Time));
        Assert.Equal(test.Forecasts, forecaster.Evaluate(frame).Forecasts);
    }

    [Fact]
    public void Forecasters_made_in_code_have_the_same_settings()
    {
        Recipe recipe = Forecaster.For("load").Past(24).Ahead(12).TestStride(3).Origins(new CalendarOrigins { Months = [12] }, true).Recipe;
        Assert.Equal(3, recipe.Section(ForecastTask.Window).TestStride);
        Assert.Equal(new OriginsRecipe(recipe.Section(ForecastTask.Origins)!.Calendar, true), recipe.Section(ForecastTask.Origins));
        Assert.Equal([12], recipe.Section(ForecastTask.Origins)!.Calendar.Months);
        Assert.Contains("month: december", recipe.ToYaml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{train: 100 rows, validation: 40 rows, test: 50 rows}")]
    [InlineData("{train: rows 0..99, validation: rows 100..139, test: rows 140..189}")]
    public void Parts_are_as_many_rows_as_are_asked_for_and_the_rest_is_told(string split)
    {
        Frame frame = SmallSeries.Create();
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(split: split, train: "{epochs: 1}")).Fit(frame);

        Assert.Equal([100 - 14, 40, 50], run.Parts.Select(part => part.Samples));
        Assert.Equal([0, 100, 140], run.Parts.Select(part => frame.Time.IndexAtOrAfter(part.First!.Value)));
        Assert.Equal(frame.Time[139], run.Part("test").Forecasts[0].Origin);
        Assert.Contains("The split by rows uses 190 of 240 rows; the other 50 are in no part.", run.Warnings);
    }

    [Fact]
    public void Walks_forward_go_by_rows_and_more_rows_than_there_are_are_refused()
    {
        Frame frame = SmallSeries.Create();
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(
            split: "{by: walk-forward, train: 100 rows, validation: 20 rows, test: 30 rows, folds: 3, rolling: true}",
            train: "{epochs: 1}")).Fit(frame);
        Assert.Equal([30, 30, 30], run.Folds.Select(fold => fold.Samples));

        // The training part of the last fold rolls on, so that there are rows before it to look back at.
        Assert.Equal(100, run.Parts[0].Samples);

        Assert.Contains("takes 250 rows, but there are 240", Assert.ThrowsAny<InputException>(() => Forecaster.Create(SmallSeries.Recipe(
            split: "{train: 100 rows, validation: 100 rows, test: 50 rows}")).Plan(SeriesSet.Of(frame))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{train: 100 rows, validation: 0.2, test: 0.2}", "shares and numbers of rows cannot be mixed")]
    [InlineData("{train: 100 rows, validation: rows 100..119, test: 20 rows}", "numbers of rows and ranges of rows cannot be mixed")]
    [InlineData("{train: 2006, validation: 20 rows, test: 20 rows}", "ranges of time and numbers of rows cannot be mixed")]
    [InlineData("{train: rows 0..99, validation: rows 99..119, test: rows 120..130}", "rows 99..119 begins before rows 0..99 has ended")]
    [InlineData("{by: group, train: 20 rows, validation: 5 rows, test: 5 rows}", "Numbers of rows belong to by: time")]
    [InlineData("{by: walk-forward, train: rows 0..9, validation: rows 10..19, test: rows 20..29}", "or numbers of rows (8640 rows)")]
    [InlineData("{train: 0 rows, validation: 5 rows, test: 5 rows}", "a number of rows (8640 rows)")]
    [InlineData("{train: rows 9..0, validation: 5 rows, test: 5 rows}", "rows counted from 0 (rows 0..8639)")]
    [InlineData("{train: 0.6, validation: 0.2, test: 0.2}\norigins: {}", "names no place in the calendar")]
    [InlineData("{train: 0.6, validation: 0.2, test: 0.2}\norigins: {month: mai}", "a month (january, february")]
    [InlineData("{train: 0.6, validation: 0.2, test: 0.2}\norigins: {weekday: 1}", "a weekday (sunday, monday")]
    [InlineData("{train: 0.6, validation: 0.2, test: 0.2}\norigins: {hour: 24}", "from 0 to 23")]
    [InlineData("{train: 0.6, validation: 0.2, test: 0.2}\npredictions: some", "limited, all, none")]
    [InlineData("{train: 0.6, validation: 0.2, test: 0.2}\npredictions: {stride: 0}", "predictions.stride")]
    public void What_does_not_fit_is_refused_in_words_that_help(string split, string message) => Assert.Contains(
        message, Assert.ThrowsAny<InputException>(() => SmallSeries.Recipe(split: split)).Message, StringComparison.Ordinal);

    [Fact]
    public void Recipes_with_rows_and_origins_are_written_as_they_were_read()
    {
        Recipe recipe = SmallSeries.Recipe(window: "{length: 14, horizon: 7, test-stride: 7}", model: WeekModel,
            split: "{train: 100 rows, validation: 40 rows, test: 1 row}\n"
                + "origins: {month: [December, 1], day: 1, weekday: monday, hour: [6, 18], validation: true}\npredictions: {stride: 24}");
        Recipe again = RecipeReader.Parse((recipe with { Name = "again" }).ToYaml(), "again.yaml");

        Assert.Equal(recipe.Split, again.Split);
        OriginsRecipe origins = again.Section(ForecastTask.Origins)!;
        Assert.Equal("month december or january, day 1, weekday monday, hour 6 or 18", origins.Calendar.ToString());
        Assert.True(origins.Validation);
        Assert.Equal(7, again.Section(ForecastTask.Window).TestStride);
        Assert.Equal(new PredictionsRecipe(24), again.Section(ForecastTask.Predictions));
        Assert.Equal(["100 rows", "rows 3..9"], new[] { SplitPart.OfRows(100), SplitPart.BetweenRows(3, 9) }.Select(part => $"{part}"));
    }

    [Fact]
    public void Windows_at_random_have_no_stride_of_the_test_part() => Assert.Contains("window.test-stride",
        Assert.ThrowsAny<InputException>(() => SmallSeries.Recipe(
            window: "{length: 7, horizon: 1, stride: 8, test-stride: 8}", split: "{by: shuffled, train: 0.6, validation: 0.2, test: 0.2}"))
            .Message, StringComparison.Ordinal);

    private static Frame Months() => new(
        new TimeIndex([.. Enumerable.Range(0, 144).Select(month => new DateTime(1949, 1, 1).AddMonths(month))]),
        ["load"], [[.. Enumerable.Range(0, 144).Select(month => 100 + month + (20 * Math.Sin(2 * Math.PI * month / 12)))]]);
}

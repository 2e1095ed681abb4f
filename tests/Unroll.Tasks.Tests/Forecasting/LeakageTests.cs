using System.Text.RegularExpressions;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>
/// No value of the test part reaches what is learned, and recipes that would let one through are refused with the reason.
/// </summary>
public sealed class LeakageTests
{
    private const int FirstTestRow = 192;

    [Theory]
    [InlineData("{}")]
    [InlineData("{steps: [impute: {method: forward, leading: keep}, scale: min-max]}")]
    [InlineData("{steps: [scale, lag: {columns: load, steps: [6]}, calendar: day-of-week]}")]
    [InlineData("{steps: [impute: {method: mean, mask: true, time-since: true}, scale: robust]}")]
    [InlineData("{steps: [impute: {method: seasonal, season: week}, scale: {method: standard, per-series: true}]}")]
    [InlineData("{steps: [clip: hampel, clip: sigma, clip: {method: quantile, lower: 0.05, upper: 0.95}, scale: standard]}")]
    [InlineData("{steps: [detrend: 2, difference: 1, scale: standard]}")]
    [InlineData("{steps: [power: box-cox, difference: 7, scale: standard]}")]
    [InlineData("{steps: [power: yeo-johnson, scale: standard]}")]
    [InlineData("{steps: [log: log, scale: min-max]}")]
    [InlineData("{steps: [lag: [1, 2], rolling: {rows: 5, statistics: [mean, std, min, max]}, scale: standard]}")]
    [InlineData("{steps: [resample: 2d, scale: standard]}")]
    public void No_test_value_reaches_what_is_learned(string prepare)
    {
        Recipe recipe = SmallSeries.Recipe(prepare: prepare, window: "{length: 8}", train: "{epochs: 2}");
        Frame frame = SmallSeries.Create().Select("load");
        double[] changed = frame.Column("load").ToArray();
        RandomStream random = new(5);
        for (int row = FirstTestRow; row < changed.Length; row++)
        {
            changed[row] = random.NextSingle() < 0.1 ? double.NaN : 1 + (1e4 * random.NextSingle());
        }

        // Half of the rows are left where two become one.
        changed[^1] = 7;
        Forecaster first = Forecaster.Create(
            recipe.With(ForecastTask.Window, recipe.Section(ForecastTask.Window) with { SkipMissing = true }), 1);
        Forecaster second = Forecaster.Create(
            recipe.With(ForecastTask.Window, recipe.Section(ForecastTask.Window) with { SkipMissing = true }), 1);
        first.Fit(frame);
        second.Fit(frame.With("load", changed));

        Assert.Equal(first.LearnedState(), second.LearnedState());
        Assert.Equal(first.Networks[0].GetWeights(), second.Networks[0].GetWeights());
    }

    [Fact]
    public void What_is_learned_does_change_with_the_training_part()
    {
        Recipe recipe = SmallSeries.Recipe(prepare: "{steps: [scale: standard]}", train: "{epochs: 1}");
        Frame frame = SmallSeries.Create().Select("load");
        double[] changed = frame.Column("load").ToArray();
        changed[10] += 1;
        Forecaster first = Forecaster.Create(recipe, 1);
        Forecaster second = Forecaster.Create(recipe, 1);
        first.Fit(frame);
        second.Fit(frame.With("load", changed));

        Assert.NotEqual(first.Networks[0].Metadata["unroll.task"], second.Networks[0].Metadata["unroll.task"]);
    }

    [Fact]
    public void No_value_of_a_test_series_reaches_what_is_learned()
    {
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: a.csv, target: load, id: shop, static-covariates: [size]}",
            split: "{by: group, train: 0.5, validation: 0.25, test: 0.25}",
            train: "{epochs: 1, seed: 4}");
        SeriesSet series = Panel.Create(8);
        ForecastPlan plan = ForecastPlan.Of(recipe, series).First();
        HashSet<string> tested = [.. Enumerable.Range(0, plan.TestWindows.Count).Select(
            sample => plan.TestWindows.Series(plan.TestWindows.SeriesOf(sample)).Id)];
        SeriesSet changed = new(
            [
                .. series.Items.Select(item => !tested.Contains(item.Id) ? item : item with
                {
                    Frame = item.Frame.With("load", [.. item.Frame.Column("load").ToArray().Select(value => (value * 100) + 3)]),
                    StaticCovariates = [999],
                }),
            ],
            series.StaticNames);
        Forecaster first = Forecaster.Create(recipe, 1);
        Forecaster second = Forecaster.Create(recipe, 1);
        first.Fit(series);
        second.Fit(changed);

        Assert.Equal(2, tested.Count);
        Assert.Equal(first.LearnedState(), second.LearnedState());
        Assert.Equal(first.Networks[0].GetWeights(), second.Networks[0].GetWeights());
    }

    [Theory]
    [InlineData("{steps: [difference: 3]}", "{length: 6, gap: 2, horizon: 2}", "prepare.steps[1].difference", "a lag of at least 4")]
    [InlineData("{steps: [difference]}", "{length: 6, gap: 1}", "prepare.steps[1]", "a lag of at least 2")]
    [InlineData("{steps: [scale, difference: {columns: [load], lag: 1, order: 2}]}", "{length: 6, gap: 1}", "prepare.steps[2].difference",
        "not known yet")]
    public void Differences_that_are_undone_by_values_within_the_gap_are_refused(string prepare, string window, string field, string reason)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => SmallSeries.Recipe(prepare: prepare, window: window));

        Assert.Matches($"^small.yaml, line 3, column \\d+, field {Regex.Escape(field)}(\\.difference)?: ", error.Message);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_that_cannot_be_undone_are_told_before_the_training()
    {
        Frame frame = SmallSeries.Create().Select("load");
        double[] values = frame.Column("load").ToArray();
        values[200] = double.NaN;

        InputException error = Assert.ThrowsAny<InputException>(() => ForecastPlan.Of(
            SmallSeries.Recipe(prepare: "{steps: [difference, impute: mean]}"), SeriesSet.Of(frame.With("load", values))).First());

        Assert.Contains(
            "the one at 2020-07-19 of series '1' is missing: impute before taking differences", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forecasts_over_a_gap_do_not_look_at_the_values_within_it()
    {
        Recipe recipe = SmallSeries.Recipe(
            prepare: "{steps: [difference: 7, scale]}", window: "{length: 8, gap: 2, horizon: 3, stride: 400}",
                model: "[{gru: 4}, {dense: 3}]", train: "{epochs: 1}");
        Frame frame = SmallSeries.Create().Select("load");
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        ForecastEvaluation test = forecaster.Fit(frame).Part("test");
        int origin = frame.Time.IndexAtOrAfter(test.Forecasts[0].Origin);
        double[] changed = frame.Column("load").ToArray();
        changed.AsSpan(origin + 1).Fill(1e4);

        Assert.Equal(
            test.Forecasts.Select(prediction => prediction.Forecast),
            Forecaster.Create(recipe, 1).Fit(frame.With("load", changed)).Part("test").Forecasts.Select(prediction => prediction.Forecast));
        Assert.All(forecaster.Forecast(frame, 3), point => Assert.True(double.IsFinite(point.Value)));
    }

    [Theory]
    [InlineData("{length: 300}", "{}",
        "into the train part: it takes 301 rows (window.length 300, window.horizon 1), but the part ends with row 144")]
    [InlineData("{length: 14}", "{steps: [scale, lag: 199]}", "steps that reach 199 further back")]
    [InlineData(
        "{length: 14, horizon: 50}", "{}", "into the validation part: window.horizon is 50, but at most 48 rows of it follow one another")]
    public void Windows_that_do_not_fit_are_told_with_the_part_and_what_takes_the_rows(string window, string prepare, string expected)
    {
        Recipe recipe = SmallSeries.Recipe(prepare: prepare, window: window);

        InputException error = Assert.ThrowsAny<InputException>(() => ForecastPlan.Of(recipe, SeriesSet.Of(SmallSeries.Create())).First());

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_without_any_true_value_is_told_before_the_training()
    {
        Frame frame = SmallSeries.Create().Select("load");
        double[] values = frame.Column("load").ToArray();
        values.AsSpan(FirstTestRow - 48, 48).Fill(double.NaN);

        InputException error = Assert.ThrowsAny<InputException>(
            () => ForecastPlan.Of(SmallSeries.Recipe(prepare: "{steps: [impute: forward, scale]}"),
                SeriesSet.Of(frame.With("load", values))).First());

        Assert.Contains("No true value of the validation part is known", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shuffled_windows_whose_lags_reach_into_each_other_are_refused()
    {
        const string Split = "{by: shuffled, train: 0.6, validation: 0.2, test: 0.2}";
        SeriesSet series = SeriesSet.Of(SmallSeries.Create());
        Recipe reaching = SmallSeries.Recipe(prepare: "{steps: [scale, lag: 6]}", window: "{length: 5, stride: 6}", split: Split);
        Recipe apart = SmallSeries.Recipe(prepare: "{steps: [scale, lag: 6]}", window: "{length: 5, stride: 12}", split: Split);

        InputException error = Assert.ThrowsAny<InputException>(() => ForecastPlan.Of(reaching, series).First());

        Assert.Contains("window.stride: 12", error.Message, StringComparison.Ordinal);
        Assert.True(ForecastPlan.Of(apart, series).First().TrainingWindows.Count > 0);
    }

    [Theory]
    [InlineData("{steps: [impute: forward, scale]}", "step impute")]
    [InlineData("{steps: [impute: {method: mean, time-since: true}]}", "step impute")]
    [InlineData("{steps: [rolling: {span: 30d}, scale]}", "step rolling")]
    [InlineData("{steps: [clip: {span: 30d}]}", "step clip")]
    public void Shuffled_windows_that_any_earlier_row_may_reach_are_refused(string prepare, string step)
    {
        Recipe recipe = SmallSeries.Recipe(
            prepare: prepare, window: "{length: 5, stride: 12}", split: "{by: shuffled, train: 0.6, validation: 0.2, test: 0.2}");

        InputException error = Assert.ThrowsAny<InputException>(() => ForecastPlan.Of(recipe, SeriesSet.Of(SmallSeries.Create())).First());

        Assert.Contains(step, error.Message, StringComparison.Ordinal);
        Assert.Contains("tested on", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resample: {calendar: week, method: max}", "2020-05-20", "2020-05-11")]
    [InlineData("resample: {calendar: week}", "2020-05-24", "2020-05-18")]
    [InlineData("resample: {calendar: month, method: sum, partial: keep}", "2020-05-20", "2020-04-01")]
    [InlineData("resample: {every: 10d, from-start: true}", "2020-05-20", "2020-05-10")]
    [InlineData("resample: {every: 2d, closed: right}", "2020-05-20", "2020-05-18")]
    [InlineData("resample: {every: 2d, closed: right, label: right}", "2020-05-20", "2020-05-20")]
    [InlineData("resample: {every: 3d, empty: skip}", "2020-05-20", "2020-05-18")]
    [InlineData("resample: 1d", "2020-05-20", "2020-05-20")]
    public void An_interval_that_the_end_of_training_falls_into_is_not_learned_from(string step, string last, string expected)
    {
        // 240 days from 2020-01-01, a Wednesday; every value after the last day of training is changed.
        DateTime end = DateTime.Parse(last, System.Globalization.CultureInfo.InvariantCulture);
        Recipe recipe = SmallSeries.Recipe(
            prepare: $"{{steps: [{step}, scale: min-max]}}",
            window: "{length: 1}",
            split: $"{{train: 2020-01-01..{last}, validation: {end.AddDays(1):yyyy-MM-dd}..2020-07-15, test: 2020-07-16..2020-12-31}}");
        Frame frame = SmallSeries.Create().Select("load");
        double[] changed = frame.Column("load").ToArray();
        changed.AsSpan(frame.Time.IndexAtOrAfter(end.AddDays(1))).Fill(1e4);

        SeriesWindows training = ForecastPlan.Of(recipe, SeriesSet.Of(frame)).First().TrainingWindows;
        SeriesWindows other = ForecastPlan.Of(recipe, SeriesSet.Of(frame.With("load", changed))).First().TrainingWindows;

        WindowRows targets = training.Describe(training.Count - 1).Targets!;
        Assert.Equal(expected, targets.First);
        Assert.Equal(training.Count, other.Count);
        Assert.Equal(
            Enumerable.Range(0, training.Count).SelectMany(sample => training.Describe(sample).Targets!.LastValues),
            Enumerable.Range(0, other.Count).SelectMany(sample => other.Describe(sample).Targets!.LastValues));
    }

    [Fact]
    public void A_step_that_leaves_no_target_is_refused()
    {
        InputException error = Assert.ThrowsAny<InputException>(
            () => SmallSeries.Recipe(prepare: "{steps: [window-features: {rows: 5}, scale]}"));

        Assert.Contains(
            "small.yaml, line 3, column 19, field prepare.steps[1]: Step 'window-features'", error.Message, StringComparison.Ordinal);
        Assert.Contains("no target to forecast", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_within_one_interval_is_refused()
    {
        Recipe recipe = SmallSeries.Recipe(
            prepare: "{steps: [resample: {calendar: month}]}",
            window: "{length: 1}",
            split: "{train: 2020-01-01..2020-05-31, validation: 2020-06-01..2020-06-20, test: 2020-06-21..2020-12-31}");

        InputException error = Assert.ThrowsAny<InputException>(() => ForecastPlan.Of(recipe, SeriesSet.Of(SmallSeries.Create())).First());

        Assert.Contains("validation part, 2020-06-01..2020-06-20, has no whole interval", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prepare: {steps: [rolling: {rows: 5, centered: true}]}", "prepare.steps[1]", "told the future")]
    [InlineData("prepare: {steps: [impute: linear]}", "prepare.steps[1]", "told the future")]
    [InlineData("prepare: {steps: [scale: standard, clip: {centered: true}]}", "prepare.steps[2]", "told the future")]
    [InlineData("prepare: {steps: [resample: {every: 1h, upsample: linear}]}", "prepare.steps[1]", "told the future")]
    [InlineData("prepare: {steps: [lag: 0]}", "prepare.steps[1].lag", "present or future")]
    [InlineData("split: {by: shuffled, train: 0.6, validation: 0.2, test: 0.2}", "split.by", "windows overlap")]
    [InlineData("split: {by: order, train: 0.6, validation: 0.2, test: 0.2}", "split.by", "for tasks on whole series")]
    [InlineData(
        "split: {by: group, train: 0.6, validation: 0.2, test: 0.2, embargo: 3}", "split.embargo", "belongs to by: time or walk-forward")]
    [InlineData("data: {file: a.csv, target: load, future-covariates: [load]}", "data.future-covariates[1]", "given the answer")]
    [InlineData("data: {file: a.csv, target: [load, wind], future-covariates: [wind]}", "data.future-covariates[1]", "given the answer")]
    public void Recipes_that_would_leak_are_refused_with_the_reason(string line, string field, string reason)
    {
        string key = line[..line.IndexOf(':', StringComparison.Ordinal)];
        string[] lines =
        [
            "name: leak",
            .. ((string[])["data: {file: a.csv, target: load}", "window: {length: 10}", "model: [{lstm: 4}, {dense: 1}]"]).Where(
                other => !other.StartsWith(key + ":", StringComparison.Ordinal)),
            line,
        ];

        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(string.Join('\n', lines), "leak.yaml"));

        Assert.Contains(field, error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}

using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Running;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Forecasts that are tested on data of their own, which follow each series, as those of competitions.</summary>
public sealed class TestDataTests
{
    private const int Ahead = 6;
    private const string Split = "{train: 0.8, validation: 0.2}";
    private const string Data = "{file: shops.csv, test-file: later.csv, target: load, id: shop}";

    private static readonly SeriesSet _whole = Panel.Create(4);

    [Fact]
    public void The_test_part_is_what_follows_each_series()
    {
        SeriesSet before = _whole.Map(item => item.Frame.Slice(0, item.Frame.RowCount - Ahead));
        SeriesSet after = Later(_whole);

        TrainingRun run = Forecaster.Create(Recipe(), 1).Fit(before, after);

        ForecastEvaluation test = run.Part("test");
        Assert.Equal(4, test.Windows);
        foreach (IGrouping<string, Prediction> series in test.Forecasts.GroupBy(prediction => prediction.Series))
        {
            Frame frame = _whole.Items.Single(item => item.Id == series.Key).Frame;
            Assert.Equal(Enumerable.Range(1, Ahead), series.Select(prediction => prediction.Step));
            Assert.Equal(frame.Column("load")[^Ahead..].ToArray(), series.Select(prediction => prediction.Actual));
            Assert.All(series, prediction => Assert.Equal(frame.Time[frame.RowCount - Ahead - 1], prediction.Origin));
        }
    }

    [Fact]
    public void Test_data_that_other_rows_follow_change_nothing_that_was_learned()
    {
        SeriesSet before = _whole.Map(item => item.Frame.Slice(0, item.Frame.RowCount - Ahead));
        SeriesSet wild = Later(_whole).Map(
            item => item.Frame.With("load", [.. item.Frame.Column("load").ToArray().Select(value => -value)]));

        Forecaster forecaster = Forecaster.Create(Recipe(), 1), other = Forecaster.Create(Recipe(), 1);
        TrainingRun first = forecaster.Fit(before, Later(_whole)), second = other.Fit(before, wild);

        Assert.Equal(forecaster.Networks[0].GetWeights(), other.Networks[0].GetWeights());
        Assert.Equal(
            first.Part("test").Forecasts.Select(prediction => prediction.Forecast),
            second.Part("test").Forecasts.Select(prediction => prediction.Forecast));
    }

    [Fact]
    public void The_mean_over_series_of_the_MASE_scales_each_by_all_of_its_rows_before_the_test()
    {
        SeriesSet before = _whole.Map(item => item.Frame.Slice(0, item.Frame.RowCount - Ahead));
        Forecaster forecaster = Forecaster.Create(Recipe(), 1);

        TrainingRun run = forecaster.Fit(before, Later(_whole));

        ForecastEvaluation test = run.Part("test");
        double expected = before.Items.Average(item =>
        {
            ReadOnlySpan<double> load = item.Frame.Column("load");
            double scale = 0;
            for (int t = 7; t < load.Length; t++)
            {
                scale += Math.Abs(load[t] - load[t - 7]) / (load.Length - 7);
            }

            return test.Forecasts.Where(prediction => prediction.Series == item.Id)
                .Average(prediction => Math.Abs(prediction.Actual - prediction.Forecast)) / scale;
        });
        Assert.Equal(expected, test.Model["series_mase"], 9);
        Assert.NotEqual(test.Model["mase"], test.Model["series_mase"], 2);
        Assert.True(test.Baseline(Baselines.NaiveName)["series_mase"] > test.Baseline(Baselines.SeasonalNaiveName)["series_mase"]);

        // Saved and restored, an evaluation of the whole series is the same.
        LearnedTask restored = ForecastTask.Instance.Restore(forecaster.Recipe, forecaster.Learned.ToJson());
        PartEvaluation again = restored.Evaluate(_whole, new Ensemble(forecaster.Networks), 1);
        Assert.Equal(test.Model["series_mase"], again.Model["series_mase"], 12);
    }

    [Fact]
    public void A_single_series_has_no_mean_over_series_and_may_have_test_data()
    {
        Frame frame = SmallSeries.Create();
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: small.csv, test-file: later.csv, target: load}", split: Split, train: "{epochs: 1}");

        TrainingRun run = Forecaster.Create(recipe, 1).Fit(
            SeriesSet.Of(frame.Slice(0, 200)), SeriesSet.Of(frame.Slice(200, 40)));

        Assert.Equal(40, run.Part("test").Windows);
        Assert.DoesNotContain(run.Part("test").Model, score => score.Name == "series_mase");
    }

    [Fact]
    public void Series_too_short_for_a_window_are_tested_on_with_their_first_row_filling_it()
    {
        SeriesSet before = _whole.Map(item => item.Frame.Slice(0, item.Frame.RowCount - Ahead));
        Recipe recipe = SmallSeries.Recipe(
            data: Data, window: $"{{length: 90, horizon: {Ahead}, min-length: 14}}", split: Split,
            model: $"[flatten, {{dense: {Ahead}}}]", train: "{epochs: 1}");
        Forecaster forecaster = Forecaster.Create(recipe, 1);

        TrainingRun run = forecaster.Fit(before, Later(_whole));

        Assert.Equal(4, run.Part("test").Windows);

        // A shorter history still, which no training saw, is forecast, too; and the first row counts as often as it fills.
        IReadOnlyList<SeriesForecast> forecasts = forecaster.Forecast(before.Map(item => item.Frame.Slice(0, 14)), Ahead);
        Assert.All(forecasts.SelectMany(forecast => forecast.Points), point => Assert.True(double.IsFinite(point.Value)));
        SeriesSet filled = before.Map(item => Filled(item.Frame.Slice(0, 14), 90));
        Assert.Equal(
            forecaster.Forecast(filled, Ahead).SelectMany(forecast => forecast.Points).Select(point => point.Value),
            forecasts.SelectMany(forecast => forecast.Points).Select(point => point.Value));
        InputException error = Assert.ThrowsAny<InputException>(
            () => forecaster.Forecast(before.Map(item => item.Frame.Slice(0, 13)), Ahead));
        Assert.Contains("window.min-length 14", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_with_a_series_in_each_row_are_continued_by_number()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(Path.Combine(folder.Path, "train.csv"), Rows(0, [60, 80, 45]));
        File.WriteAllText(Path.Combine(folder.Path, "test.csv"), Rows(100, [3, 3, 3]));
        Recipe recipe = RecipeReader.Parse(
            """
            name: rows
            data: {file: train.csv, test-file: test.csv, orient: series-in-rows, target: value}
            prepare: {steps: [scale: {method: standard, per-series: true}]}
            window: {length: 12, horizon: 3}
            season: 4
            split: {train: 0.85, validation: 0.15}
            model: [flatten, {dense: 3}]
            train: {epochs: 2, steps-per-epoch: 2, batch-size: 8}
            """, "rows.yaml") with
        { Folder = folder.Path };
        RunResult result = new RecipeRunner().Train(recipe, new RunRequest { Folder = Path.Combine(folder.Path, "run") });

        ForecastEvaluation test = result.Run.Part("test");
        Assert.Equal(["A", "B", "C"], test.Forecasts.Select(prediction => prediction.Series).Distinct());
        Assert.Equal([100, 101, 102], test.Forecasts.Take(3).Select(prediction => prediction.Actual));
        Assert.All(result.Run.Histories[0].Epochs, epoch => Assert.True(double.IsFinite(epoch.Loss)));
    }

    [Fact]
    public void Test_data_that_do_not_continue_the_series_are_refused()
    {
        SeriesSet before = _whole.Map(item => item.Frame.Slice(0, item.Frame.RowCount - Ahead));
        string Message(SeriesSet test) => Assert.ThrowsAny<InputException>(() => Forecaster.Create(Recipe(), 1).Fit(before, test)).Message;

        Assert.Contains(
            "of series 'shop-0' do not continue it. The rows that follow begin on 2021-03-21, but come after 2021-03-25",
            Message(_whole.Map(item => item.Frame.Slice(79, 6))), StringComparison.Ordinal);
        Assert.Contains("a series 'else', which is none of the 4 series", Message(
            new SeriesSet([Later(_whole)[0] with { Id = "else" }], _whole.StaticNames)), StringComparison.Ordinal);
        Assert.Contains("numbered", Message(Later(_whole).Map(
            item => new Frame(TimeIndex.Numbered(Ahead), ["load"], [item.Frame.Column("load").ToArray()]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Test_data_follow_a_split_by_time()
    {
        InputException error = Assert.ThrowsAny<InputException>(() => SmallSeries.Recipe(
            data: Data, split: "{by: walk-forward, train: 0.6, validation: 0.2}"));

        Assert.Contains("field split.by: the test data of a forecast", error.Message, StringComparison.Ordinal);
    }

    private static SeriesSet Later(SeriesSet whole) => whole.Map(item => item.Frame.Slice(item.Frame.RowCount - Ahead, Ahead));

    private static Recipe Recipe() => SmallSeries.Recipe(
        data: Data, window: $"{{length: 14, horizon: {Ahead}}}", split: Split, model: $"[{{gru: 4}}, {{dense: {Ahead}}}]",
        prepare: "{steps: [scale: {method: standard, per-series: true}]}", train: "{epochs: 2}");

    private static Frame Filled(Frame frame, int rows)
    {
        double[] load = frame.Column("load").ToArray();
        return new Frame(
            new TimeIndex([.. Enumerable.Range(0, rows).Select(row => frame.Time[frame.RowCount - 1].AddDays(row - rows + 1))]),
            ["load"], [[.. Enumerable.Repeat(load[0], rows - load.Length), .. load]]);
    }

    private static string Rows(int from, int[] lengths)
    {
        string header = "id," + string.Join(',', Enumerable.Range(1, lengths.Max()).Select(number => $"V{number}"));
        IEnumerable<string> rows = lengths.Select((length, index) => $"{(char)('A' + index)},"
            + string.Join(',', Enumerable.Range(0, lengths.Max()).Select(row => row < length ? $"{from + row + (index * 10)}" : "")));
        return header + "\n" + string.Join('\n', rows) + "\n";
    }
}

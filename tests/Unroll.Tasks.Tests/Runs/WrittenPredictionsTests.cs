using System.Globalization;
using System.Text.Json;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Forecasting;

namespace Unroll.Tasks.Tests.Runs;

/// <summary>Which forecasts <c>predictions.csv</c> holds.</summary>
public sealed class WrittenPredictionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_so_many_origins_are_written_whole_for_each_target()
    {
        Write("{stride: 10}", out TrainingRun run);
        string[][] rows =
            [.. File.ReadAllLines(Path.Combine(_folder.Path, RunFolder.PredictionsFile)).Skip(1).Select(line => line.Split(','))];
        string[] written = [.. rows.Where(row => row[0] == "test" && row[1] == "load").Select(row => $"{row[2]} {row[4]} {row[6]}")];
        ForecastEvaluation test = run.Part("test");
        Assert.Equal(
            test.Forecasts.Where((_, index) => index / 3 % 10 == 0).Select(forecast => string.Create(
                CultureInfo.InvariantCulture, $"{forecast.Origin:yyyy-MM-dd} {forecast.Step} {forecast.Forecast:R}")),
            written);

        // 46 windows of each part of three steps and two targets.
        Assert.Equal(new WrittenPredictions(10, 2 * 2 * 5 * 3, 2 * 2 * 46 * 3), run.Written);
        Assert.Equal(60, rows.Length);
        Assert.Equal("predictions.csv holds 60 rows of 552 predictions: those of every 10th origin. The measures are of all.",
            run.Written!.Note);
        JsonElement written2 = Metrics().GetProperty("predictions");
        Assert.Equal((10, 60, 552),
            (written2.GetProperty("stride").GetInt32(), written2.GetProperty("rows").GetInt32(), written2.GetProperty("of").GetInt32()));
    }

    [Fact]
    public void All_or_none_are_written_where_that_is_asked_for()
    {
        Write("all", out TrainingRun run);
        Assert.Null(run.Written);
        Assert.Equal(1 + (2 * 2 * 46 * 3), File.ReadLines(Path.Combine(_folder.Path, RunFolder.PredictionsFile)).Count());
        Assert.False(Metrics().TryGetProperty("predictions", out _));

        // The file of an earlier run does not stay beside other networks.
        Write("none", out run);
        Assert.False(File.Exists(Path.Combine(_folder.Path, RunFolder.PredictionsFile)));
        Assert.Equal(0, Metrics().GetProperty("predictions").GetProperty("rows").GetInt32());
        Assert.Equal("No predictions.csv was written, as the recipe asks (predictions: none).", run.Written!.Note);
    }

    [Theory]
    [InlineData(500_000, 24, 1)]
    [InlineData(500_001, 24, 5)]
    [InlineData(500_001, 1, 2)]
    [InlineData(21_782_880, 24, 47)]
    [InlineData(2_400_000, 7, 5)]
    [InlineData(10_000_000_000, 12, 20_003)]
    public void Without_a_word_the_file_is_limited_at_origins_of_every_season(long rows, int season, int stride)
    {
        Assert.Equal(stride, PredictionsRecipe.Limited.StrideOf(rows, season));
        Assert.Equal(1, PredictionsRecipe.All.StrideOf(rows, season));
        Assert.Equal(0, PredictionsRecipe.None.StrideOf(rows, season));
    }

    private void Write(string predictions, out TrainingRun run)
    {
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(
            data: "{file: small.csv, target: [load, wind]}", window: "{length: 14, horizon: 3}", model: "[flatten, {dense: 6}]",
            split: "{train: 0.6, validation: 0.2, test: 0.2}\npredictions: " + predictions, train: "{epochs: 1}"));
        run = forecaster.Fit(SmallSeries.Create());
        RunFolder.Write(_folder.Path, run, forecaster);
    }

    private JsonElement Metrics() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder.Path, RunFolder.MetricsFile))).RootElement;
}

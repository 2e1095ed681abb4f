using System.Globalization;
using System.Text.Json;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Training;

namespace Unroll.Reports.Tests;

public class ReportDataTests
{
    [Fact]
    public void Rows_without_stamps_are_numbered()
    {
        Page page = new(RunFixture.At(RunFixture.Run(), row => new DateTime(row)));
        Assert.Equal(Enumerable.Range(366, 366), page.Data.GetProperty("parts")[1].GetProperty("times").EnumerateArray().Select(time => time.GetInt32()));
        Assert.Contains("Load in GWh, 1 step ahead, from the 33 steps before", page.Text(".top .lead"), StringComparison.Ordinal);
        Assert.Contains("row 366 – row 731", page.Text("#headline"), StringComparison.Ordinal);
        Assert.All(page.Document.QuerySelectorAll(".misses tbody th"), time => Assert.StartsWith("row ", time.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_less_than_a_second_apart_keep_their_own_times()
    {
        Page page = new(RunFixture.At(RunFixture.Run(), row => new DateTime(2024, 5, 1, 12, 0, 0).AddMilliseconds(20 * row)));
        string[] times = [.. page.Data.GetProperty("parts")[1].GetProperty("times").EnumerateArray().Select(time => time.GetString()!)];
        Assert.Equal(["2024-05-01T12:00:07.32", "2024-05-01T12:00:07.34"], times[..2]);
        Assert.Equal(366, times.Distinct().Count());
        Assert.Contains("1 May 2024 12:00:07.32 – 1 May 2024 12:00:14.62", page.Text("#headline"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Every_prediction_is_in_the_data(int horizon)
    {
        ForecastRun run = RunFixture.Run(horizon);
        JsonElement data = new Page(run).Data;
        for (int i = 0; i < run.Parts.Count; i++)
        {
            JsonElement part = data.GetProperty("parts")[i];
            Assert.Equal(run.Parts[i].Part, part.GetProperty("name").GetString());
            List<string> times = [.. part.GetProperty("times").EnumerateArray().Select(time => time.GetString()!)];
            Assert.Equal(times.Order(StringComparer.Ordinal), times);
            foreach (Prediction prediction in run.Parts[i].Predictions)
            {
                int row = times.BinarySearch(prediction.Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparer.Ordinal);
                JsonElement step = part.GetProperty("steps")[prediction.Step - 1];
                Assert.Equal(prediction.Step, step.GetProperty("step").GetInt32());
                Assert.Equal((float)prediction.Actual, part.GetProperty("actual")[row].GetSingle());
                Assert.Equal((float)prediction.Forecast, step.GetProperty("forecast")[row].GetSingle());
                Assert.Equal((float)prediction.SeasonalNaive, step.GetProperty("seasonalNaive")[row].GetSingle());
            }

            for (int step = 0; step < horizon; step++)
            {
                JsonElement error = part.GetProperty("byStep")[step];
                Assert.Equal(run.Parts[i].ByStep[step].Mae, error.GetProperty("mae").GetDouble(), 12);
                Assert.Equal(SeasonalNaiveMae(run.Parts[i], step + 1), error.GetProperty("seasonalNaiveMae").GetDouble(), 9);
            }
        }
    }

    [Fact]
    public void The_history_is_in_the_data()
    {
        ForecastRun run = RunFixture.Run();
        JsonElement history = new Page(run).Data.GetProperty("history");
        Assert.Equal(28, history.GetProperty("bestEpoch").GetInt32());
        Assert.Equal(run.History.Epochs.Select(epoch => (float)epoch.Loss), Numbers(history, "loss"));
        Assert.Equal(run.History.Epochs.Select(epoch => (float)epoch.ValidationLoss!.Value), Numbers(history, "validationLoss"));
        Assert.Equal(run.History.Epochs.Select(epoch => (float)epoch.LearningRate), Numbers(history, "learningRate"));
    }

    [Fact]
    public void What_is_not_finite_becomes_null()
    {
        ForecastRun run = RunFixture.Run();
        Prediction[] predictions = [.. run.Parts[1].Predictions];
        predictions[3] = predictions[3] with { Forecast = double.NaN, SeasonalNaive = double.PositiveInfinity };
        ForecastScores undefined = new(1, 1, double.NaN, 1, double.NaN);
        EpochRecord epoch = new(1, double.NaN, null, 0.1, TimeSpan.Zero, new Dictionary<string, double>());
        JsonElement data = new Page(run with
        {
            Parts = [run.Parts[0], run.Parts[1] with { Predictions = predictions, ByStep = [undefined] }],
            History = new History([epoch], StopReason.NonFinite, null, TimeSpan.Zero),
        }).Data;
        JsonElement step = data.GetProperty("parts")[1].GetProperty("steps")[0];
        Assert.Equal(JsonValueKind.Null, step.GetProperty("forecast")[3].ValueKind);
        Assert.Equal(JsonValueKind.Null, step.GetProperty("seasonalNaive")[3].ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("parts")[1].GetProperty("byStep")[0].GetProperty("mape").ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("history").GetProperty("loss")[0].ValueKind);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("history").GetProperty("bestEpoch").ValueKind);
    }

    private static IEnumerable<float> Numbers(JsonElement element, string name) =>
        element.GetProperty(name).EnumerateArray().Select(value => value.GetSingle());

    private static double SeasonalNaiveMae(PartEvaluation part, int step) => part.Predictions
        .Where(point => point.Step == step)
        .Average(point => Math.Abs(point.Actual - point.SeasonalNaive));
}

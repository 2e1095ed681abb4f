using Unroll.Reports.Analysis;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports.Tests.Analysis;

public class PartSeriesTests
{
    [Fact]
    public void A_long_part_keeps_its_last_times_and_of_a_long_horizon_some_steps()
    {
        const int windows = PartSeries.MaximumTimes + 500;
        const int horizon = 24;
        DateTime start = new(2020, 1, 1);
        IEnumerable<Prediction> predictions = Enumerable.Range(0, windows).SelectMany(
            origin => Enumerable.Range(1, horizon).Select(
                step => new Prediction(start.AddHours(origin), start.AddHours(origin + step), step, origin + step, step, 0)));
        ForecastScores scores = new(1, 1, 1, 1, 1);
        PartSeries series = PartSeries.Of(
            new PartEvaluation("test", scores, new Dictionary<string, ForecastScores>(), Enumerable.Repeat(scores, horizon).ToList(), predictions.ToList()), 24);
        Assert.Equal(PartSeries.MaximumTimes, series.Times.Count);
        Assert.Equal(start.AddHours(windows + horizon - 1), series.Times[^1]);
        Assert.Equal(500 + horizon - 1, series.Omitted);
        Assert.Equal([1, 6, 10, 15, 19, 24], series.Steps.Select(step => step.Step));
        Assert.All(series.Steps, step => Assert.Equal(step.Step, step.Forecast[100]));
    }
}

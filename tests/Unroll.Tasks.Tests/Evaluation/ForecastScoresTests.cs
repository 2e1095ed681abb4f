using FsCheck;
using FsCheck.Fluent;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Tests.Evaluation;

public sealed class ForecastScoresTests
{
    [Fact]
    public void Scores_are_those_worked_out_by_hand()
    {
        // Errors 1, −2, 0, 5 on truths 10, 20, 5, −10.
        Scores scores = ForecastScores.Of(ErrorSums.Of([10, 20, 5, -10], [9, 22, 5, -15]), new NaiveScale(4, 30),
            ErrorSums.Of([10, 20, 5, -10], [14, 24, 9, -14]));

        Assert.Equal(2, scores["mae"], 12);
        Assert.Equal(Math.Sqrt(30.0 / 4), scores["rmse"], 12);
        Assert.Equal(100 * (0.1 + 0.1 + 0 + 0.5) / 4, scores["mape"], 12);
        Assert.Equal(100 * ((2.0 / 19) + (4.0 / 42) + 0 + (10.0 / 25)) / 4, scores["smape"], 12);
        Assert.Equal(0.5, scores["mase"], 12);
        Assert.Equal(0.5, scores["rmsse"], 12);

        // The seasonal-naive forecast errs by 4 everywhere.
        double seasonal = 100 * ((4.0 / 12) + (4.0 / 22) + (4.0 / 7) + (4.0 / 12)) / 4;
        Assert.Equal(0.5 * ((scores["smape"] / seasonal) + (2.0 / 4)), scores["owa"], 12);
        Assert.True(double.IsNaN(scores["crps"]));
    }

    [Fact]
    public void The_seasonal_naive_forecast_has_an_overall_weighted_average_of_one()
    {
        ErrorSums seasonal = ErrorSums.Of([10, 20, 5], [12, 19, 9]);

        Assert.Equal(1, ForecastScores.Of(seasonal, new NaiveScale(2, 3), seasonal)["owa"], 12);
        Assert.True(double.IsNaN(ForecastScores.Of(seasonal, new NaiveScale(2, 3), default)["owa"]));
        Assert.Equal(3, ForecastScores.Of(seasonal, new NaiveScale(2, 3), seasonal, crps: 3)["crps"], 12);
    }

    [Fact]
    public void A_true_value_of_zero_leaves_only_the_percentage_error_undefined()
    {
        Scores scores = ForecastScores.Of(ErrorSums.Of([0, 0, 4], [0, 1, 4]), new NaiveScale(1, 1), default);

        Assert.True(double.IsNaN(scores["mape"]));
        Assert.Equal(200.0 / 3, scores["smape"], 12);
        Assert.Equal(1.0 / 3, scores["mae"], 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Without_a_scale_there_is_no_scaled_error(double scale)
    {
        Scores scores = ForecastScores.Of(ErrorSums.Of([1, 2], [2, 1]), new NaiveScale(scale, scale), default);

        Assert.True(double.IsNaN(scores["mase"]));
        Assert.True(double.IsNaN(scores["rmsse"]));
    }

    [Fact]
    public void For_any_series_the_root_mean_square_is_at_least_the_mean_and_the_symmetric_error_at_most_200()
    {
        Prop.ForAll<int[], int[]>((first, second) =>
        {
            int count = Math.Min(first.Length, second.Length);
            if (count == 0)
            {
                return true;
            }

            double[] actual = [.. first.Take(count).Select(x => x / 7.0)];
            double[] forecast = [.. second.Take(count).Select(x => x / 3.0)];
            Scores scores = ForecastScores.Of(ErrorSums.Of(actual, forecast), new NaiveScale(1, 1), default);
            Scores swapped = ForecastScores.Of(ErrorSums.Of(forecast, actual), new NaiveScale(1, 1), default);
            return scores["rmse"] >= scores["mae"] * (1 - 1e-12)
                && scores["smape"] is >= 0 and <= 200.0000001
                && scores["mae"] == swapped["mae"]
                && Math.Abs(scores["smape"] - swapped["smape"]) <= 1e-9;
        }).QuickCheckThrowOnFailure();
    }
}

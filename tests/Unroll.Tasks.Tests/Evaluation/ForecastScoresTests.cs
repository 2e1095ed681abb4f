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
        Scores scores = ForecastScores.Of(ErrorSums.Of([10, 20, 5, -10], [9, 22, 5, -15]), maseScale: 4);

        Assert.Equal(2, scores["mae"], 12);
        Assert.Equal(Math.Sqrt(30.0 / 4), scores["rmse"], 12);
        Assert.Equal(100 * (0.1 + 0.1 + 0 + 0.5) / 4, scores["mape"], 12);
        Assert.Equal(100 * ((2.0 / 19) + (4.0 / 42) + 0 + (10.0 / 25)) / 4, scores["smape"], 12);
        Assert.Equal(0.5, scores["mase"], 12);
    }

    [Fact]
    public void A_true_value_of_zero_leaves_only_the_percentage_error_undefined()
    {
        Scores scores = ForecastScores.Of(ErrorSums.Of([0, 0, 4], [0, 1, 4]), maseScale: 1);

        Assert.True(double.IsNaN(scores["mape"]));
        Assert.Equal(200.0 / 3, scores["smape"], 12);
        Assert.Equal(1.0 / 3, scores["mae"], 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Without_a_scale_there_is_no_scaled_error(double scale) =>
        Assert.True(double.IsNaN(ForecastScores.Of(ErrorSums.Of([1, 2], [2, 1]), scale)["mase"]));

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
            Scores scores = ForecastScores.Of(ErrorSums.Of(actual, forecast), 1);
            Scores swapped = ForecastScores.Of(ErrorSums.Of(forecast, actual), 1);
            return scores["rmse"] >= scores["mae"] * (1 - 1e-12)
                && scores["smape"] is >= 0 and <= 200.0000001
                && scores["mae"] == swapped["mae"]
                && Math.Abs(scores["smape"] - swapped["smape"]) <= 1e-9;
        }).QuickCheckThrowOnFailure();
    }
}

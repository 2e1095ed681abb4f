using FsCheck;
using FsCheck.Fluent;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Tests.Evaluation;

public sealed class ForecastScoresTests
{
    [Fact]
    public void Scores_are_those_worked_out_by_hand()
    {
        // Errors 1, −2, 0, 5 on truths 10, 20, 5, −10.
        ForecastScores scores = ForecastScores.Of([10, 20, 5, -10], [9, 22, 5, -15], maseScale: 4);

        Assert.Equal(2, scores.Mae, 12);
        Assert.Equal(Math.Sqrt(30.0 / 4), scores.Rmse, 12);
        Assert.Equal(100 * (0.1 + 0.1 + 0 + 0.5) / 4, scores.Mape, 12);
        Assert.Equal(100 * ((2.0 / 19) + (4.0 / 42) + 0 + (10.0 / 25)) / 4, scores.Smape, 12);
        Assert.Equal(0.5, scores.Mase, 12);
    }

    [Fact]
    public void A_true_value_of_zero_leaves_only_the_percentage_error_undefined()
    {
        ForecastScores scores = ForecastScores.Of([0, 0, 4], [0, 1, 4], maseScale: 1);

        Assert.True(double.IsNaN(scores.Mape));
        Assert.Equal(200.0 / 3, scores.Smape, 12);
        Assert.Equal(1.0 / 3, scores.Mae, 12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Without_a_scale_there_is_no_scaled_error(double scale) =>
        Assert.True(double.IsNaN(ForecastScores.Of([1, 2], [2, 1], scale).Mase));

    [Fact]
    public void No_points_or_unequal_lengths_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ForecastScores.Of([], [], 1));
        Assert.Throws<ArgumentException>(() => ForecastScores.Of([1, 2], [1], 1));
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
            ForecastScores scores = ForecastScores.Of(actual, forecast, 1);
            ForecastScores swapped = ForecastScores.Of(forecast, actual, 1);
            return scores.Rmse >= scores.Mae * (1 - 1e-12)
                && scores.Smape is >= 0 and <= 200.0000001
                && scores.Mae == swapped.Mae
                && Math.Abs(scores.Smape - swapped.Smape) <= 1e-9;
        }).QuickCheckThrowOnFailure();
    }
}

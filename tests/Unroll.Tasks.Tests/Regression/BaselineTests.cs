using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;

namespace Unroll.Tasks.Tests.Regression;

public class BaselineTests
{
    [Fact]
    public void What_is_linear_in_mean_last_value_slope_and_static_covariates_is_found_by_the_linear_baseline()
    {
        RandomStream random = new(3);
        List<SeriesItem> items = [];
        for (int i = 0; i < 600; i++)
        {
            double[] values = [.. Enumerable.Range(0, 5 + random.NextInt32(10)).Select(_ => random.NextNormal())];
            double mean = values.Average(), middle = (values.Length - 1) / 2.0;
            double slope = values.Select((value, t) => (t - middle) * value).Sum() / values.Select((_, t) => (t - middle) * (t - middle))
                .Sum();
            double target = 1e6 + (3 * mean) - (2 * values[^1]) + (5 * slope) + (i % 7);
            Frame frame = new(TimeIndex.Numbered(values.Length), ["sensor", "left"], [values, [.. values.Select(_ => target)]]);
            items.Add(new SeriesItem($"s{i}", frame) { StaticCovariates = [i % 7] });
        }

        PartEvaluation evaluation = Evaluate(new SeriesSet(items, ["kind"]));

        // The penalty of 1 on 360 standardized rows leaves about 0.3 % of each weight out.
        Assert.InRange(evaluation.Baselines[2].Value["mae"], 0, 0.01 * evaluation.Baselines[0].Value["mae"]);
        Assert.InRange(evaluation.Baselines[2].Value["r2"], 0.999, 1);
    }

    [Fact]
    public void Mean_and_median_are_those_of_the_training_part_and_exact_for_large_numbers()
    {
        // 0, 0, 0 and 100 in turns above a thousand million: the mean is 25 above, the median 0.
        SeriesSet series = new([.. Enumerable.Range(0, 400).Select(i => new SeriesItem(
            $"s{i}", new Frame(TimeIndex.Numbered(3), ["sensor", "left"], [[i % 5, 1, 2], [1e9, 1e9, 1e9 + (i % 4 == 3 ? 100 : 0)]])))]);

        PartEvaluation evaluation = Evaluate(series);
        RegressionEvaluation all = (RegressionEvaluation)evaluation;
        double rare = all.Series.Count(prediction => prediction.Actual > 1e9) / (double)all.Series.Count;
        Assert.Equal(0.25, rare, 6);
        Assert.Equal(100 * rare, evaluation.Baselines[1].Value["mae"], 6);
        Assert.Equal(100 * Math.Sqrt(rare), evaluation.Baselines[1].Value["rmse"], 6);
        Assert.InRange(evaluation.Baselines[0].Value["r2"], -0.01, 0.01);
    }

    private static RegressionEvaluation Evaluate(SeriesSet series)
    {
        SequenceRegressor regressor = SequenceRegressor.Create(RecipeReader.Parse(SmallFleet.Text, "small.yaml"));
        regressor.Plan(series);
        return regressor.Evaluate(series);
    }
}

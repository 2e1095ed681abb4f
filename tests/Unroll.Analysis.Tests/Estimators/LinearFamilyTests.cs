using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>Linear models beside scikit-learn's, and beside their definitions.</summary>
public class LinearFamilyTests
{
    [Theory]
    [InlineData("ridge1")]
    [InlineData("lasso0.1")]
    [InlineData("elasticNet")]
    public void Coefficients_are_those_of_scikit_learn(string name)
    {
        AnalysisCase reference = AnalysisCase.Named("linear-family");
        RegressionModel model = name switch
        {
            "ridge1" => new RidgeRegression { Alpha = 1, Standardize = false },
            "lasso0.1" => new LassoRegression { Alpha = 0.1, Standardize = false },
            _ => new LassoRegression { Alpha = 0.1, L1Ratio = 0.5, Standardize = false },
        };
        RegressionFit fit = model.Fit(new FeatureTable(reference.GivenRows("x")), reference.Given("y"));

        Near.Equal(reference.Values(name), [.. fit.Parameters.Skip(1).Select(parameter => parameter.Estimate)], 1e-4);
    }

    /// <summary>y = 1 + 2x with errors of 0.1: textbook formulas of simple regression.</summary>
    [Fact]
    public void Simple_regression_is_that_of_the_textbook()
    {
        double[] x = [0, 1, 2, 3, 4], y = [1.1, 2.9, 5.1, 6.9, 9.0];
        RegressionFit fit = new LinearRegression().Fit(Column(x), y);
        double slope = x.Zip(y, (a, b) => (a - 2) * (b - 5)).Sum() / 10;
        double spread = Math.Sqrt(x.Zip(y, (a, b) => Math.Pow(b - 5 - (slope * (a - 2)), 2)).Sum() / 3);
        PredictionIntervals interval = fit.Intervals(Column([5]))[0];

        Assert.Equal(slope, fit.Parameters[1].Estimate, 1e-12);
        Assert.Equal(5 - (2 * slope), fit.Parameters[0].Estimate, 1e-12);
        Assert.Equal(spread / Math.Sqrt(10), fit.Parameters[1].StandardError!.Value, 1e-12);
        Assert.Equal(spread * Math.Sqrt((1 / 5.0) + (4 / 10.0)), fit.Parameters[0].StandardError!.Value, 1e-12);
        Assert.Equal(3.182446 * spread * Math.Sqrt(1 + 0.2 + 0.9), (interval.Upper[0] - interval.Lower[0]) / 2, 1e-6);
    }

    [Theory]
    [InlineData(30, 4)]
    [InlineData(12, 25)]
    public void Errors_of_leaving_rows_out_are_those_of_fitting_without_them(int rows, int columns)
    {
        (double[][] x, double[] y) = Made(rows, columns);
        FeatureScale scale = FeatureScale.Of(x, isStandardized: false);
        double mean = y.Average();
        double[] errors = new RidgeSolver(scale.Apply(x)).LeaveOneOut([[.. y.Select(value => value - mean)]], 0.7)[0];
        RidgeRegression model = new() { Alpha = 0.7, Standardize = false };
        for (int left = 0; left < rows; left++)
        {
            int[] others = [.. Enumerable.Range(0, rows).Where(row => row != left)];
            RegressionFit fit = model.Fit(new FeatureTable([.. others.Select(row => x[row])]), [.. others.Select(row => y[row])]);

            Assert.Equal(y[left] - fit.Predict(new FeatureTable([x[left]]))[0][0], errors[left], 1e-8);
        }
    }

    [Fact]
    public void Lasso_leaves_out_what_says_nothing()
    {
        (double[][] x, _) = Made(200, 10);
        Random random = new(4);
        double[] y = [.. x.Select(row => (3 * row[2]) - (2 * row[7]) + (0.3 * (random.NextDouble() - 0.5)))];
        RegressionFit fit = new LassoRegression().Fit(new FeatureTable(x), y);

        Assert.Equal(3, fit.Parameters[3].Estimate, 0.1);
        Assert.Equal(-2, fit.Parameters[8].Estimate, 0.1);
        Assert.All(Enumerable.Range(0, 10).Except([2, 7]), j => Assert.True(Math.Abs(fit.Parameters[j + 1].Estimate) < 0.05));
    }

    [Fact]
    public void Features_that_depend_on_each_other_are_told()
    {
        double[][] x = [[1, 2], [2, 4], [3, 6], [5, 10]];
        RegressionFit fit = new LinearRegression().Fit(new FeatureTable(x), [2, 4, 6, 10]);

        Assert.Contains("depend on each other", fit.Warning);
        Assert.Equal(8, fit.Predict(new FeatureTable([[4, 8]]))[0][0], 1e-9);
        Assert.Contains("exact", new LinearRegression().Fit(new FeatureTable(x[..2]), [2, 4]).Warning);
    }

    private static FeatureTable Column(double[] values) => new([.. values.Select(value => (double[])[value])]);

    private static (double[][] X, double[] Y) Made(int rows, int columns)
    {
        Random random = new(1);
        double[][] x = [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => random.NextDouble()).ToArray())];
        return (x, [.. x.Select(row => row.Sum() + random.NextDouble())]);
    }
}

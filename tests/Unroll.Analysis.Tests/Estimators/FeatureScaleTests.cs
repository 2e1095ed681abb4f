using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>Features that single precision cannot hold, and rows that change after learning.</summary>
public class FeatureScaleTests
{
    private static readonly Random _random = new(3);

    private static readonly double[][] _x =
        [.. Enumerable.Range(0, 120).Select(_ => Enumerable.Range(0, 12).Select(_ => (2 * _random.NextDouble()) - 1).ToArray())];

    private static readonly double[] _y = [.. _x.Select(row => (3 * row[0]) - (2 * row[3]) + 10)];

    [Theory]
    [InlineData(1e45, 0)]
    [InlineData(1e-60, 0)]
    [InlineData(1, 1e9)]
    [InlineData(1, 1e12)]
    public void Series_beyond_single_precision_are_learned_by_mini_rocket(double size, double offset)
    {
        double[][] moved = [.. _x.Select(row => row.Select(value => (value * size) + offset).ToArray())];
        RegressionFit fit = new MiniRocketRegressor { Features = 840 }.Fit(new FeatureTable(moved[..80]), _y[..80]);
        FeatureTable others = new(moved[80..]);
        double[][] predicted = fit.Predict(others);
        Assert.Equal(predicted, RegressionFit.Load(JsonNode.Parse(fit.Save().ToJsonString())!).Predict(others));
        double error = predicted.Select((row, i) => Math.Pow(row[0] - _y[80 + i], 2)).Average();
        double spread = _y.Select(value => Math.Pow(value - _y.Average(), 2)).Average();
        Assert.True(error < 0.7 * spread, $"{error} of {spread}");
    }

    [Fact]
    public void What_single_precision_holds_stays_as_it_is() => Assert.Null(FeatureScale.ForSingle(_x, 12));

    [Fact]
    public void An_outlier_leaves_the_others_apart()
    {
        FeatureScale scale = FeatureScale.ForSingle([[1.0], [2], [1e20]], 1)!;
        float[] scaled = [.. scale.Apply([[1.0], [2], [1e20]]).Select(row => (float)row[0])];
        Assert.True(scaled[0] < scaled[1] && scaled[1] < scaled[2]);
    }

    [Theory]
    [InlineData("nearest-neighbors")]
    [InlineData("ridge")]
    [InlineData("svm")]
    public void A_fit_does_not_change_with_the_arrays_that_it_came_by(string name)
    {
        double[][] x = [.. _x.Select(row => (double[])row.Clone())], y = [.. _y.Select(value => new[] { value })];
        int[] labels = [.. _y.Select(value => value > 10 ? 1 : 0)];
        FeatureTable others = new(_x[..10]);
        RegressionFit fit = RegressionModel.Catalogue.Create(name).Fit(new FeatureTable(x), y);
        ClassificationFit classes = ClassificationModel.Catalogue.Create(name).Fit(new FeatureTable(x), labels);
        (double[][] before, double[][] shares) = (fit.Predict(others), classes.PredictProbabilities(others));
        Array.ForEach(x, row => Array.Fill(row, 99));
        Array.ForEach(y, row => Array.Fill(row, 99));
        Array.Fill(labels, 0);
        Assert.Equal(before, fit.Predict(others));
        Assert.Equal(shares, classes.PredictProbabilities(others));
    }
}

using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>What holds for every estimator of the catalogues.</summary>
public class EstimatorContractTests
{
    public static TheoryData<string> Regressions => [.. RegressionModel.Catalogue.Names];

    public static TheoryData<string> Classifications => [.. ClassificationModel.Catalogue.Names];

    [Theory]
    [InlineData("mini-rocket", "features", 2147483647)]
    [InlineData("mlp", "hidden-units", 2147483647)]
    [InlineData("mlp", "learning-rate", 1e308)]
    [InlineData("mlp", "learning-rate", 1e-300)]
    public void Sizes_beyond_memory_and_numbers_that_overflow_are_refused_by_field(string name, string setting, double value)
    {
        JsonObject block = new() { [name] = new JsonObject { [setting] = value % 1 == 0 && value < 1e10 ? (int)value : value } };
        foreach (Action create in (Action[])[
            () => RegressionModel.Catalogue.Create(block), () => ClassificationModel.Catalogue.Create(block)])
        {
            Assert.Contains($"{name}.{setting}", Assert.Throws<ConfigurationException>(create).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_perceptron_beyond_memory_is_a_sentence()
    {
        (double[][] x, double[][] y) = Made(20);
        PerceptronRegressor model = new(new() { HiddenUnits = [100_000, 100_000] });
        string message = Assert.Throws<InputException>(() => model.Fit(new FeatureTable(x), y)).Message;
        Assert.Contains("The perceptron cannot be trained", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void A_regression_learns_and_is_taken_up_again_as_it_was(string name)
    {
        RegressionModel model = RegressionModel.Catalogue.Create(name);
        (double[][] x, double[][] y) = Made(120);
        RegressionFit fit = model.Fit(new FeatureTable(x[..80]), y[..80]);
        FeatureTable others = new(x[80..]);
        double[][] predicted = fit.Predict(others);
        RegressionFit again = RegressionFit.Load(JsonNode.Parse(fit.Save().ToJsonString())!);

        Assert.Equal(2, fit.Outputs);
        Assert.Equal(predicted, again.Predict(others));
        Assert.Equal(fit.Intervals(others).SelectMany(ends => ends.Upper), again.Intervals(others).SelectMany(ends => ends.Upper));
        Assert.Equal(fit.Description, again.Description);
        Assert.Equal(model.Settings.ToJsonString(), again.Model.Settings.ToJsonString());
        for (int output = 0; output < 2; output++)
        {
            double error = predicted.Select((row, i) => Math.Pow(row[output] - y[80 + i][output], 2)).Average();
            double mean = y[..80].Average(row => row[output]);
            double spread = y[80..].Average(row => Math.Pow(row[output] - mean, 2));
            Assert.True(error < 0.7 * spread, $"{name}: {error}, where the mean has {spread}.");
        }
    }

    [Theory]
    [MemberData(nameof(Classifications))]
    public void A_classification_learns_and_is_taken_up_again_as_it_was(string name)
    {
        ClassificationModel model = ClassificationModel.Catalogue.Create(name);
        (double[][] x, double[][] y) = Made(150);
        x = ReferenceEquals(model.ForTokens, model) ? CodesOf(x) : x;

        // Class 1 has no row: its probability is 0, and the others keep their numbers.
        int[] labels = [.. y.Select(row => row[0] > 1 ? 3 : row[0] > 0 ? 2 : 0)];
        ClassificationFit fit = model.Fit(new FeatureTable(x[..100]), labels[..100], 5);
        FeatureTable others = new(x[100..]);
        double[][] probabilities = fit.PredictProbabilities(others);
        ClassificationFit again = ClassificationFit.Load(JsonNode.Parse(fit.Save().ToJsonString())!);

        Assert.All(probabilities, row => Assert.Equal(1, row.Sum(), 1e-9));
        Assert.All(probabilities, row => Assert.All(row, value => Assert.InRange(value, 0, 1)));
        Assert.All(probabilities, row => Assert.Equal([5, 0, 0], (double[])[row.Length, row[1], row[4]]));
        Assert.Equal(probabilities, again.PredictProbabilities(others));
        Assert.Equal(fit.Description, again.Description);
        Assert.Equal(model.Settings.ToJsonString(), again.Model.Settings.ToJsonString());
        double right = fit.Predict(others).Zip(labels[100..]).Count(pair => pair.First == pair.Second) / 50.0;
        Assert.True(right > 0.6, $"{name}: {right} right.");
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void Degenerate_regressions_have_predictions_or_a_sentence(string name) => Assert.All(Degenerate, x =>
    {
        Sentence(() =>
        {
            RegressionFit fit = RegressionModel.Catalogue.Create(name).Fit(new FeatureTable(x), [.. x.Select((_, row) => row % 2.0)]);
            Assert.All(fit.Predict(new FeatureTable(x)), row => Assert.True(double.IsFinite(row[0])));
            Assert.All(fit.Intervals(new FeatureTable(x)), ends => Assert.All(ends.Upper, end => Assert.True(double.IsFinite(end))));
        });
        Sentence(() =>
        {
            RegressionFit fit = RegressionModel.Catalogue.Create(name).Fit(new FeatureTable(x), [.. x.Select(_ => 7.0)]);
            Assert.All(fit.Predict(new FeatureTable(x)), row => Assert.Equal(7, row[0], 1e-6));
        });
    });

    [Theory]
    [MemberData(nameof(Classifications))]
    public void Degenerate_classifications_have_predictions_or_a_sentence(string name) => Assert.All(Degenerate, x =>
    {
        Sentence(() =>
        {
            ClassificationFit fit = ClassificationModel.Catalogue.Create(name).Fit(
                new FeatureTable(x), [.. x.Select((_, row) => row % 2)]);
            Assert.All(fit.PredictProbabilities(new FeatureTable(x)), row => Assert.Equal(1, row.Sum(), 1e-9));
        });
        Sentence(() =>
        {
            ClassificationFit fit = ClassificationModel.Catalogue.Create(name).Fit(new FeatureTable(x), [.. x.Select(_ => 2)]);
            Assert.Contains("one class", fit.Warning);
            Assert.All(fit.Predict(new FeatureTable(x)), label => Assert.Equal(2, label));
        });
    });

    [Fact]
    public void What_does_not_fit_is_refused_with_a_sentence()
    {
        RegressionFit fit = new RidgeRegression().Fit(new FeatureTable([[1, 2], [2, 1], [3, 5]]), [1, 2, 3]);

        Assert.Contains("were learned from", Assert.Throws<InputException>(() => fit.Predict(new FeatureTable([[1]]))).Message);
        Assert.Contains("missing", Assert.Throws<InputException>(() => fit.Predict(new FeatureTable([[1, double.NaN]]))).Message);
        Assert.Contains("2 targets", Assert.Throws<InputException>(
            () => new RidgeRegression().Fit(new FeatureTable([[1], [2], [3]]), [1, 2])).Message);
        Assert.Contains("label of row 1", Assert.Throws<InputException>(
            () => new RidgeClassifier().Fit(new FeatureTable([[1], [2]]), [0, 3], 2)).Message);
        Assert.Contains("damaged", Assert.Throws<InputException>(
            () => RegressionFit.Load(new JsonObject { ["model"] = "ridge" })).Message);
    }

    /// <summary>
    /// No row, a single row, constants, equal rows with different targets, huge and tiny numbers, missing and infinite ones.
    /// </summary>
    private static double[][][] Degenerate =>
    [
        [], [[]], [[1, 2]], [[1], [2]], [.. Enumerable.Repeat<double[]>([3, 4], 30)],
        [.. Enumerable.Range(0, 30).Select(row => (double[])[1e12 + row, 1e-12 * row, 0])],
        [[1, 2], [3]], [[1, double.NaN], [2, 3]], [[1, double.PositiveInfinity], [2, 3]],
    ];

    private static (double[][] X, double[][] Y) Made(int rows)
    {
        Random random = new(3);
        double[][] x =
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 4).Select(_ => (4 * random.NextDouble()) - 2).ToArray())];
        return (x, [.. x.Select(row => (double[])[row[0] + (0.5 * row[1]) + (0.2 * random.NextDouble()), row[2] - row[3]])]);
    }

    /// <summary>Numbers as the codes of tokens: a code for each tenth of a feature.</summary>
    private static double[][] CodesOf(double[][] x) =>
        [.. x.Select(row => row.Select((value, feature) => Math.Floor(2 + (10 * feature) + ((value + 2) * 2.5))).ToArray())];

    private static void Sentence(Action action)
    {
        try
        {
            action();
        }
        catch (InputException error)
        {
            Assert.EndsWith(".", error.Message);
        }
    }
}

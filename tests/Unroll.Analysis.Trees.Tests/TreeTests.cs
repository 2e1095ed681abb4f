using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;
using Unroll.Catalogue;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Analysis.Trees.Tests;

/// <summary>Trees, forests and gradient boosting: what holds for each, and their accuracy on real series.</summary>
public class TreeTests(Xunit.Abstractions.ITestOutputHelper output)
{
    static TreeTests() => TreeModels.Register();

    public static TheoryData<string> Names => ["decision-tree", "random-forest", "gradient-boosting", "fast-tree"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_regression_learns_the_same_twice_and_is_taken_up_again(string name)
    {
        (double[][] x, double[] y) = Made(300);
        double[][] targets = [.. y.Select((value, row) => (double[])[value, x[row][2]])];
        RegressionFit fit = Regression(name).Fit(new FeatureTable(x[..200]), targets[..200]);
        FeatureTable others = new(x[200..]);
        double[][] predicted = fit.Predict(others);

        Assert.Equal(predicted, Regression(name).Fit(new FeatureTable(x[..200]), targets[..200]).Predict(others));
        Assert.Equal(predicted, RegressionFit.Load(JsonNode.Parse(fit.Save().ToJsonString())!).Predict(others));
        double error = predicted.Select((row, i) => Math.Pow(row[0] - y[200 + i], 2)).Average();
        double spread = y.Average(value => value * value);
        output.WriteLine($"{name}: {error} of {spread}, {fit.Description}");
        Assert.True(error < 0.25 * spread, $"{name}: {error} of {spread}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_classification_learns_the_same_twice_and_is_taken_up_again(string name)
    {
        (double[][] x, double[] y) = Made(300);
        int[] labels = [.. y.Select(value => value < -1 ? 0 : value < 1 ? 1 : 2)];
        ClassificationFit fit = Classification(name).Fit(new FeatureTable(x[..200]), labels[..200]);
        FeatureTable others = new(x[200..]);
        double[][] probabilities = fit.PredictProbabilities(others);

        Assert.Equal(probabilities, Classification(name).Fit(new FeatureTable(x[..200]), labels[..200]).PredictProbabilities(others));
        Assert.Equal(probabilities, ClassificationFit.Load(JsonNode.Parse(fit.Save().ToJsonString())!).PredictProbabilities(others));
        Assert.All(probabilities, row => Assert.Equal(1, row.Sum(), 1e-9));
        double right = fit.Predict(others).Zip(labels[200..]).Count(pair => pair.First == pair.Second) / 100.0;
        Assert.True(right > 0.75, $"{name}: {right}");
    }

    [Theory]
    [InlineData(1e45, 0)]
    [InlineData(1e-60, 0)]
    [InlineData(1, 1e9)]
    [InlineData(1, 1e12)]
    public void Features_and_targets_beyond_single_precision_are_learned_as_others_are(double size, double offset)
    {
        (double[][] x, double[] y) = Made(300);
        double[][] moved = [.. x.Select(row => row.Select(value => (value * size) + offset).ToArray())];
        double[] targets = [.. y.Select(value => (value * size) + offset)];
        int[] labels = [.. y.Select(value => value < 0 ? 0 : 1)];
        foreach (string name in (string[])["decision-tree", "random-forest", "fast-tree"])
        {
            RegressionFit fit = Regression(name).Fit(new FeatureTable(moved[..200]), targets[..200]);
            double[][] predicted = fit.Predict(new FeatureTable(moved[200..]));
            Assert.Equal(
                predicted, RegressionFit.Load(JsonNode.Parse(fit.Save().ToJsonString())!).Predict(new FeatureTable(moved[200..])));
            double error = predicted.Select((row, i) => Math.Pow(((row[0] - offset) / size) - y[200 + i], 2)).Average();
            double spread = y.Average(value => value * value);
            Assert.True(error < 0.25 * spread, $"{name}: {error} of {spread}");

            ClassificationFit classes = Classification(name).Fit(new FeatureTable(moved[..200]), labels[..200]);
            int[] told = classes.Predict(new FeatureTable(moved[200..]));
            double right = told.Zip(labels[200..]).Count(pair => pair.First == pair.Second) / 100.0;
            Assert.True(right > 0.75, $"{name}: {right}");
        }
    }

    [Theory]
    [InlineData("random-forest", "trees")]
    [InlineData("gradient-boosting", "trees")]
    [InlineData("gradient-boosting", "leaves")]
    public void Sizes_that_never_end_or_that_a_tree_cannot_have_are_refused(string name, string setting)
    {
        foreach (int size in (int[])[int.MaxValue, 1_000_000])
        {
            JsonObject block = new() { [name] = new JsonObject { [setting] = size } };
            foreach (Action create in (Action[])[
                () => RegressionModel.Catalogue.Create(block), () => ClassificationModel.Catalogue.Create(block)])
            {
                Assert.Contains(setting, Assert.Throws<ConfigurationException>(create).Message, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Degenerate_tables_have_predictions_or_a_sentence(string name)
    {
        double[][][] degenerate =
        [
            [], [[]], [[1, 2]], [[1], [2]], [.. Enumerable.Repeat<double[]>([3, 4], 30)],
            [.. Enumerable.Range(0, 30).Select(row => (double[])[1e12 + row, 1e-12 * row, 0])],
            [[1, double.NaN], [2, 3]], [[1, double.PositiveInfinity], [2, 3]],
        ];
        Assert.All(degenerate, x =>
        {
            try
            {
                FeatureTable features = new(x);
                RegressionFit numbers = Regression(name).Fit(features, [.. x.Select((_, row) => row % 2.0)]);
                Assert.All(numbers.Predict(features), row => Assert.True(double.IsFinite(row[0])));
                RegressionFit constant = Regression(name).Fit(features, [.. x.Select(_ => 7.0)]);
                Assert.All(constant.Predict(features), row => Assert.Equal(7, row[0], 1e-5));
                ClassificationFit classes = Classification(name).Fit(features, [.. x.Select((_, row) => row % 2)]);
                Assert.All(classes.PredictProbabilities(features), row => Assert.Equal(1, row.Sum(), 1e-9));
            }
            catch (InputException error)
            {
                Assert.EndsWith(".", error.Message);
            }
        });
    }

    /// <summary>A tree whose leaves are to have more rows than half of those that it learns from tells the mean of all.</summary>
    [Theory]
    [InlineData("decision-tree", 51, "there are 100 rows to learn from, so that no split leaves as many on both sides: give at most 50.")]
    [InlineData("random-forest", 51, "give at most 50.")]
    [InlineData("gradient-boosting", 51, "give at most 50.")]
    [InlineData("gradient-boosting", int.MaxValue, "give at most 50.")]
    public void Leaves_that_no_split_leaves_are_refused(string name, int rows, string told)
    {
        (double[][] x, double[] y) = Made(100);
        FeatureTable features = new(x);
        int[] labels = [.. y.Select(value => value < 0 ? 0 : 1)];
        Assert.Contains(told, Assert.ThrowsAny<InputException>(
            () => Create(RegressionModel.Catalogue, rows).Fit(features, y)).Message, StringComparison.Ordinal);
        Assert.Contains(told, Assert.ThrowsAny<InputException>(
            () => Create(ClassificationModel.Catalogue, rows).Fit(features, labels)).Message, StringComparison.Ordinal);
        Assert.NotNull(Create(RegressionModel.Catalogue, 50).Fit(features, y));
        Assert.NotNull(Create(ClassificationModel.Catalogue, 50).Fit(features, labels));

        T Create<T>(BlockCatalogue<T> catalogue, int leaf)
            where T : class => catalogue.Create(JsonNode.Parse($"{{\"{name}\":{{\"min-samples-leaf\":{leaf}}}}}")!);
    }

    [Fact]
    public void Settings_make_the_model_again()
    {
        JsonNode settings = JsonNode.Parse("""{"gradient-boosting":{"algorithm":"fast-tree","trees":20,"min-samples-leaf":3}}""")!;

        Assert.Equal(settings.ToJsonString(), ClassificationModel.Catalogue.Create(settings).Settings.ToJsonString());
        Assert.Equal(settings.ToJsonString(), RegressionModel.Catalogue.Create(settings).Settings.ToJsonString());
        Assert.Equal("\"random-forest\"", RegressionModel.Catalogue.Create("random-forest").Settings.ToJsonString());
    }

    /// <summary>A tree grown to the end on a few rows without equals gives each row its own target.</summary>
    [Fact]
    public void A_whole_tree_knows_the_rows_that_it_has_learned()
    {
        (double[][] x, double[] y) = Made(100);

        Assert.All(new DecisionTreeRegressor().Fit(new FeatureTable(x), y).Predict(new FeatureTable(x)).Zip(y),
            pair => Assert.Equal(pair.Second, pair.First[0], 1e-5));
        RegressionFit pair = new DecisionTreeRegressor { Leaves = 2 }.Fit(new FeatureTable(x), y);
        Assert.Equal(2, pair.Predict(new FeatureTable(x)).Select(row => row[0]).Distinct().Count());
    }

    /// <summary>
    /// Mean accuracies of scikit-learn 1.2.1 over five seeds on the same steps (DecisionTreeClassifier, RandomForestClassifier,
    /// GradientBoostingClassifier), whose standard deviations are 0.3 to 1.6 points.
    /// </summary>
    [RealDataTheory]
    [InlineData("GunPoint", "decision-tree", 0.804)]
    [InlineData("GunPoint", "random-forest", 0.929)]
    [InlineData("GunPoint", "gradient-boosting", 0.824)]
    [InlineData("GunPoint", "fast-tree", 0.824)]
    [InlineData("ItalyPowerDemand", "decision-tree", 0.949)]
    [InlineData("ItalyPowerDemand", "random-forest", 0.966)]
    [InlineData("ItalyPowerDemand", "gradient-boosting", 0.965)]
    [InlineData("ItalyPowerDemand", "fast-tree", 0.965)]
    public void Classes_of_series_are_told_as_by_scikit_learn(string set, string name, double reference)
    {
        (FeatureTable training, int[] trainingLabels) = Read($"{set}_TRAIN");
        (FeatureTable test, int[] testLabels) = Read($"{set}_TEST");
        ClassificationFit fit = Classification(name).Fit(training, trainingLabels);
        double right = fit.Predict(test).Zip(testLabels).Count(pair => pair.First == pair.Second) / (double)test.Count;

        output.WriteLine($"{set} {name}: {right}, scikit-learn {reference}");
        Assert.True(right >= reference - 0.03, $"{set} {name}: {right}, scikit-learn {reference}");
    }

    private static RegressionModel Regression(string name) => name == "fast-tree"
        ? new GradientBoostingRegressor(new() { Algorithm = BoostingAlgorithm.FastTree }) : RegressionModel.Catalogue.Create(name);

    private static ClassificationModel Classification(string name) => name == "fast-tree"
        ? new GradientBoostingClassifier(new() { Algorithm = BoostingAlgorithm.FastTree }) : ClassificationModel.Catalogue.Create(name);

    private static (FeatureTable Features, int[] Labels) Read(string file)
    {
        SeriesSet set = TsReader.Read(RealDataFactAttribute.File($"ucr/{file}.ts"));
        return (
            new FeatureTable([.. set.Items.Select(item => item.Frame.Column(item.Frame.ColumnNames[0]).ToArray())]),
            [.. set.Items.Select(item => item.Class!.Value)]);
    }

    private static (double[][] X, double[] Y) Made(int rows)
    {
        Random random = new(3);
        double[][] x =
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, 4).Select(_ => (4 * random.NextDouble()) - 2).ToArray())];
        return (x, [.. x.Select(row => (row[0] * row[0]) + (row[1] > 0 ? 1 : -2) - 1)]);
    }
}

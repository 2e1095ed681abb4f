using System.Text.Json.Nodes;
using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>Classification by the words of texts: against dense logistic regression, and whatever codes come.</summary>
public class BagOfWordsTests
{
    [Fact]
    public void Counts_of_two_classes_are_learned_as_dense_logistic_regression_does()
    {
        (double[][] texts, int[] labels) = Texts(200, 12, 2);
        double[][] counts = [.. texts.Select(text => Counts(text, 12))];
        LogisticRegression dense = new() { Alpha = 0.5, Standardize = false };
        BagOfWordsClassifier sparse = new() { Weighting = TokenWeighting.Counts, Alpha = 0.5 };

        AssertNear(
            dense.Fit(new FeatureTable(counts), labels).PredictProbabilities(new FeatureTable(counts)),
            sparse.Fit(new FeatureTable(texts), labels).PredictProbabilities(new FeatureTable(texts)), 1e-3);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void The_minimum_has_no_slope_in_any_direction_however_it_is_reached(int classes)
    {
        (double[][] texts, int[] labels) = Texts(120, 9, classes);
        SparseRow[] rows = BagOfWords.Of(new FeatureTable(texts)).Count(new FeatureTable(texts));
        SparseLogisticObjective objective = new(SparseTable.Of(rows, 9), labels, classes, ratios: null) { Penalty = 0.3 };
        double[] parameters = new double[objective.Parameters], gradient = new double[objective.Parameters];
        TruncatedNewton.Minimize(objective, parameters, 1e-9, CancellationToken.None);
        double least = objective.Evaluate(parameters, gradient);

        Assert.All(gradient, slope => Assert.Equal(0, slope, 1e-6));
        for (int i = 0; i < parameters.Length; i++)
        {
            foreach (double step in (double[])[-0.01, 0.01])
            {
                double[] moved = [.. parameters];
                moved[i] += step;
                Assert.True(objective.Evaluate(moved, new double[moved.Length]) > least);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Gradient_and_Hessian_are_those_of_differences(int classes)
    {
        (double[][] texts, int[] labels) = Texts(40, 6, classes);
        SparseRow[] rows = BagOfWords.Of(new FeatureTable(texts)).Count(new FeatureTable(texts));
        Random random = new(5);
        int scores = SparseLogisticObjective.ScoresOf(classes);
        double[] ratios = [.. Enumerable.Range(0, 6 * scores).Select(_ => random.NextDouble() - 0.5)];
        SparseLogisticObjective objective = new(SparseTable.Of(rows, 6), labels, classes, ratios) { Penalty = 0.7 };
        double[] at = [.. Enumerable.Range(0, objective.Parameters).Select(_ => random.NextDouble() - 0.5)];
        double[] gradient = new double[at.Length], before = new double[at.Length], after = new double[at.Length];
        const double step = 1e-5;
        for (int i = 0; i < at.Length; i++)
        {
            double[] low = [.. at], high = [.. at], unit = new double[at.Length], column = new double[at.Length];
            (low[i], high[i], unit[i]) = (low[i] - step, high[i] + step, 1);
            double slope = (objective.Evaluate(high, after) - objective.Evaluate(low, before)) / (2 * step);
            objective.Evaluate(at, gradient);
            objective.HessianTimes(unit, column);

            Assert.Equal(slope, gradient[i], 1e-6);
            Assert.Equal(column[i], objective.Diagonal()[i], 1e-9);
            Assert.All(column.Zip(after.Zip(before)), pair =>
                Assert.Equal((pair.Second.First - pair.Second.Second) / (2 * step), pair.First, 1e-5));
        }
    }

    [Fact]
    public void Values_of_tokens_are_those_of_their_definitions()
    {
        // Three texts of three tokens: a twice and b; b; b and c.
        SparseRow[] counts = BagOfWords.Of(new FeatureTable([[2, 3, 2], [3], [4, 3]])).Count(
            new FeatureTable([[2, 3, 2], [3], [4, 3, 1, 0, 9]]));
        Assert.Equal([2, 1], counts[0].Values);
        Assert.Equal([1, 2], counts[2].Columns);

        // ln((1 + 3) / (1 + 1)) + 1 of a, 1 of b, which all have; as scikit-learn 1.4, TfidfVectorizer.
        double[] values = TokenValues.Of(counts, 3, TokenWeighting.TfIdf).Apply(counts)[0].Values;
        double a = 2 * (Math.Log(2) + 1), norm = Math.Sqrt((a * a) + 1);
        Assert.Equal(a / norm, values[0], 1e-12);
        Assert.Equal(1 / norm, values[1], 1e-12);
        Assert.Equal([1, 1], TokenValues.Of(counts, 3, TokenWeighting.Presence).Apply(counts)[0].Values);
    }

    [Fact]
    public void Words_of_one_class_alone_are_found_among_thousands_whatever_they_count()
    {
        Random random = new(2);
        int[] labels = [.. Enumerable.Range(0, 600).Select(row => row % 3)];
        double[][] texts = [.. labels.Select(label => (double[])
            [2 + label, .. Enumerable.Range(0, 10).Select(_ => 10.0 + random.Next(5000))])];
        foreach (TokenWeighting weighting in Enum.GetValues<TokenWeighting>())
        {
            ClassificationFit fit = new BagOfWordsClassifier { Weighting = weighting }.Fit(
                new FeatureTable(texts[..400]), labels[..400]);
            int[] found = fit.Predict(new FeatureTable(texts[400..]));
            Assert.True(found.Zip(labels[400..]).Count(pair => pair.First == pair.Second) > 190, weighting.ToString());
        }
    }

    [Fact]
    public void A_text_without_a_known_token_has_the_shares_of_the_classes()
    {
        ClassificationFit fit = new BagOfWordsClassifier().Fit(new FeatureTable([[2, 3], [2], [4], [0, 1]]), [0, 0, 1, 0]);

        Assert.Contains("1 text of 4", fit.Warning);
        Assert.All(fit.PredictProbabilities(new FeatureTable([[0], [1, 1], [77]])), row => Assert.Equal([0.75, 0.25], row));
    }

    [Fact]
    public void What_are_no_codes_or_no_words_is_refused_with_a_sentence()
    {
        Assert.Contains("codes of tokens", Assert.Throws<InputException>(
            () => new BagOfWordsClassifier().Fit(new FeatureTable([[2.5], [3]]), [0, 1])).Message);
        Assert.Contains("codes of tokens", Assert.Throws<InputException>(
            () => new BagOfWordsClassifier().Fit(new FeatureTable([[1e12], [3]]), [0, 1])).Message);
        Assert.Contains("no known token", Assert.Throws<InputException>(
            () => new BagOfWordsClassifier().Fit(new FeatureTable([[0], [1]]), [0, 1])).Message);
    }

    [Fact]
    public void Any_codes_have_probabilities_that_do_not_depend_on_order_and_are_saved()
    {
        Random random = new(1);
        for (int trial = 0; trial < 40; trial++)
        {
            double[][] texts = [[2, 3], [4], [3, 4], .. Enumerable.Range(0, random.Next(12)).Select(_ =>
                Enumerable.Range(0, 1 + random.Next(9)).Select(_ => (double)random.Next(1 << (1 + random.Next(30)))).ToArray())];
            ClassificationFit fit = new BagOfWordsClassifier { Weighting = (TokenWeighting)(trial % 4) }.Fit(
                new FeatureTable(texts), [.. texts.Select((_, row) => row % (2 + (trial / 4 % 2)))]);
            double[][] found = fit.PredictProbabilities(new FeatureTable(texts));
            double[][] again = ClassificationFit.Load(JsonNode.Parse(fit.Save().ToJsonString())!).PredictProbabilities(
                new FeatureTable([.. texts.Select(text => text.Reverse().ToArray())]));

            Assert.All(found, row => Assert.Equal(1, row.Sum(), 1e-9));
            Assert.All(found, row => Assert.All(row, value => Assert.InRange(value, 0, 1)));
            Assert.Equal(found, again);
        }
    }

    /// <summary>Texts of codes from 2 whose classes lean to some of them.</summary>
    private static (double[][] Texts, int[] Labels) Texts(int count, int codes, int classes)
    {
        Random random = new(4);
        int[] labels = [.. Enumerable.Range(0, count).Select(row => row % classes)];
        return ([.. labels.Select((label, row) => (double[])[2 + (row % codes), .. Enumerable.Range(0, 1 + random.Next(6)).Select(_ =>
            2.0 + (random.NextDouble() < 0.3 ? label : random.Next(codes)))])], labels);
    }

    private static double[] Counts(double[] text, int codes) =>
        [.. Enumerable.Range(2, codes).Select(code => (double)text.Count(own => own == code))];

    private static void AssertNear(double[][] expected, double[][] actual, double tolerance) => Assert.All(
        expected.Zip(actual), rows => Assert.All(rows.First.Zip(rows.Second), pair => Assert.Equal(pair.First, pair.Second, tolerance)));
}

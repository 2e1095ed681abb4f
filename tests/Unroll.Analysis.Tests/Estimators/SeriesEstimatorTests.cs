using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>Estimators that read whole series, on real ones.</summary>
public class SeriesEstimatorTests(Xunit.Abstractions.ITestOutputHelper output)
{
    /// <summary>The accuracies of aeon's MiniRocket with scikit-learn's ridge classifier.</summary>
    [RealDataTheory]
    [InlineData("GunPoint", 0.993)]
    [InlineData("ItalyPowerDemand", 0.965)]
    [InlineData("BasicMotions", 1.0)]
    [InlineData("JapaneseVowels", 0.983)]
    public void MiniRocket_is_within_a_point_of_the_reference(string name, double reference)
    {
        double accuracy = UcrSet.Read(name).Accuracy(new MiniRocketClassifier());

        output.WriteLine($"{name}: {accuracy}, reference {reference}");
        Assert.True(accuracy >= reference - 0.01, $"{name}: {accuracy}");
    }

    [Fact]
    public void Features_of_MiniRocket_are_shares()
    {
        Random random = new(1);
        double[][] rows =
            [.. Enumerable.Range(0, 10).Select(i => Enumerable.Range(0, 3 * (9 + (5 * i))).Select(_ => random.NextDouble()).ToArray())];
        MiniRocketTransform transform = MiniRocketTransform.Fit(new FeatureTable(rows, 3), 1000, 1);
        FeatureTable features = transform.Apply(new FeatureTable(rows, 3));

        Assert.Equal(84 * (1000 / 84), transform.Features);
        Assert.All(features.Rows, row => Assert.All(row, value => Assert.InRange(value, 0, 1)));
        Assert.True(features.Rows[3].Distinct().Count() > 5);
    }

    /// <summary>The convolution of the definition: weights of −1, three of them 2, spread by the dilation, zeros outside.</summary>
    [Fact]
    public void Shifted_series_add_up_to_convolutions()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9];
        ShiftedSeries shifted = new(values, 1, 2);
        int[] heavy = [0, 4, 7];
        for (int t = 0; t < values.Length; t++)
        {
            double expected = 0;
            for (int place = 0; place < 9; place++)
            {
                int at = t + ((place - 4) * 2);
                expected += at >= 0 && at < values.Length ? values[at] * (heavy.Contains(place) ? 2 : -1) : 0;
            }

            Assert.Equal(expected, shifted.Sum(0)[t] + heavy.Sum(place => shifted.At(0, place)[t]), 1e-5);
        }
    }

    /// <summary>The accuracies of the archive's nearest neighbour by dynamic time warping without and with a learned window.</summary>
    [RealDataTheory]
    [InlineData("GunPoint", 0.90)]
    [InlineData("ItalyPowerDemand", 0.94)]
    [InlineData("BasicMotions", 0.95)]
    [InlineData("JapaneseVowels", 0.93)]
    public void Nearest_neighbours_tell_classes(string name, double least)
    {
        double accuracy = UcrSet.Read(name).Accuracy(new NearestNeighborsClassifier());

        output.WriteLine($"{name}: {accuracy}");
        Assert.True(accuracy >= least, $"{name}: {accuracy}");
    }

    [Fact]
    public void The_nearest_are_those_of_all_distances()
    {
        Random random = new(3);
        double[][] rows =
            [.. Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 2 * (10 + (i % 3))).Select(_ => random.NextDouble()).ToArray())];
        NeighborOptions options = new() { Window = 0.3 };
        NeighborIndex index = new(rows[10..], 2, options);
        Assert.All(rows[..10], row =>
        {
            int[] expected =
                [.. Enumerable.Range(0, 30).OrderBy(i => DynamicTimeWarping.Distance(row, rows[10 + i], 2, 0.3)).Take(4)];
            Assert.Equal(expected, index.Nearest(row, 4));
        });
    }

    [Fact]
    public void A_distance_that_rows_have_not_is_refused() => Assert.Contains("differ in length", Assert.Throws<InputException>(
        () => new NearestNeighborsClassifier(new() { Distance = NeighborDistance.Euclidean })
            .Fit(new FeatureTable([[1, 2, 3], [1, 2]]), [0, 1]).Predict(new FeatureTable([[1, 2, 3]]))).Message);

    /// <summary>The accuracies of scikit-learn 1.2.1 on all steps, standardized: SVC, LogisticRegression and RidgeClassifierCV.</summary>
    [RealDataTheory]
    [InlineData("GunPoint", "svm", 0.8133)]
    [InlineData("GunPoint", "logistic", 0.8533)]
    [InlineData("GunPoint", "ridge", 0.8333)]
    [InlineData("ItalyPowerDemand", "svm", 0.9485)]
    [InlineData("ItalyPowerDemand", "logistic", 0.9631)]
    [InlineData("ItalyPowerDemand", "ridge", 0.9631)]
    public void Models_of_features_tell_classes_as_scikit_learn_does(string name, string model, double reference)
    {
        double accuracy = UcrSet.Read(name).Accuracy(ClassificationModel.Catalogue.Create(model));

        output.WriteLine($"{name} {model}: {accuracy}, scikit-learn {reference}");
        Assert.True(accuracy >= reference - 0.02, $"{name} {model}: {accuracy}, scikit-learn {reference}");
    }
}

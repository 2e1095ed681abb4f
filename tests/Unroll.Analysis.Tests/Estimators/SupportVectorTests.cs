using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>Support vector machines beside scikit-learn's, and beside their optimality conditions.</summary>
public class SupportVectorTests
{
    [Fact]
    public void Decisions_and_dual_objective_are_those_of_scikit_learn()
    {
        AnalysisCase reference = AnalysisCase.Named("svm-rbf");
        double[][] x = reference.GivenRows("x");
        int[] signs = [.. LogisticTests.Labels(reference).Select(label => label == 1 ? 1 : -1)];
        SupportVectors machine = SupportVectors.OfClasses(x, signs, new SupportVectorOptions(), 0.25, CancellationToken.None);

        Near.Equal(reference.Values("decision"), [.. x.Select(machine.Decide)], 1e-4);
        Assert.Equal(reference.Value("dualObjective"), machine.DualObjective, 1e-5);
    }

    /// <summary>Two points: the line between them is halved, and its margin is 1 at each.</summary>
    [Fact]
    public void A_linear_machine_has_the_widest_margin()
    {
        SupportVectorOptions options = new() { Kernel = SupportVectorKernel.Linear, Cost = 1000 };
        SupportVectors machine =
            SupportVectors.OfClasses([[0, 0], [2, 2], [5, 5], [-3, 0]], [-1, 1, 1, -1], options, 1, CancellationToken.None);

        Assert.Equal(-1, machine.Decide([0, 0]), 1e-4);
        Assert.Equal(1, machine.Decide([2, 2]), 1e-4);
        Assert.Equal(0, machine.Decide([1, 1]), 1e-4);
        Assert.Equal(2, machine.Count);
    }

    [Fact]
    public void Numbers_are_learned_up_to_the_error_that_costs_nothing()
    {
        double[][] x = [.. Enumerable.Range(0, 60).Select(i => (double[])[i / 10.0])];
        double[] y = [.. x.Select(row => Math.Sin(row[0]))];
        RegressionFit fit = new SupportVectorRegressor(new() { Cost = 100, Epsilon = 0.02 }).Fit(new FeatureTable(x), y);

        Assert.All(fit.Predict(new FeatureTable(x)).Zip(y), pair => Assert.Equal(pair.Second, pair.First[0], 0.03));
    }

    /// <summary>Where pairs were made of probabilities, coupling finds these.</summary>
    [Fact]
    public void Coupling_gives_back_what_pairs_were_made_of()
    {
        double[] made = [0.5, 0.2, 0.2, 0.1];
        double[][] pairs = [.. made.Select((a, i) => made.Select((b, j) => i == j ? 0 : a / (a + b)).ToArray())];

        Near.Equal(made, PairwiseCoupling.Couple(pairs), 1e-8);
    }

    [Fact]
    public void Probabilities_agree_with_frequencies()
    {
        Random random = new(5);
        double[] values = [.. Enumerable.Range(0, 5000).Select(_ => (6 * random.NextDouble()) - 3)];
        int[] signs = [.. values.Select(value => random.NextDouble() < 1 / (1 + Math.Exp((-2 * value) + 0.5)) ? 1 : -1)];
        PlattScaling scaling = PlattScaling.Fit(values, signs);

        Assert.Equal(-2, scaling.Slope, 0.15);
        Assert.Equal(0.5, scaling.Offset, 0.15);
    }
}

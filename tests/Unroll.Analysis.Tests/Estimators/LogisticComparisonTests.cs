using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>The orders of convergence of the ways to the minimum of logistic regression.</summary>
public class LogisticComparisonTests
{
    public static TheoryData<int, int, int> Samples => new() { { 200, 2, 2 }, { 300, 3, 3 }, { 400, 5, 4 } };

    /// <summary>The error of the next step is that of the last one squared: the ratio of their logarithms goes to 2.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void The_digits_of_Newton_double(int rows, int features, int classes)
    {
        LogisticPath newton = Compare(rows, features, classes).Paths[0];
        double[] digits = [.. Enumerable.Range(0, newton.Steps.Count).Select(newton.Digits)];
        double[] ratios = [.. digits.Zip(digits[1..]).Where(pair => pair.First > 0.7 && pair.Second < 15)
            .Select(pair => pair.Second / pair.First)];

        Assert.True(ratios.Length >= 2, $"{ratios.Length} steps near the minimum");
        Assert.All(ratios, ratio => Assert.InRange(ratio, 1.7, 2.6));
        Assert.InRange(ratios[^1], 1.9, 2.25);
    }

    /// <summary>What is above the minimum goes by the square of the distance, and so is squared, too.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void The_excess_of_Newton_is_squared_in_each_step(int rows, int features, int classes)
    {
        LogisticComparison comparison = Compare(rows, features, classes);
        IReadOnlyList<double> excess = comparison.Paths[0].Excess;
        Assert.All(excess.Zip(excess.Skip(1)), pair => Assert.True(pair.Second < pair.First));
        Assert.InRange(Math.Log(excess[^1]) / Math.Log(excess[^2]), 1.8, 2.3);
        Assert.True(excess[^1] < 1e-13 * comparison.MinimumValue, $"{excess[^1]}");
    }

    /// <summary>Gradient descent takes the same share off its error in each step: the ratio of its logarithms goes to 1.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void Gradient_descent_gains_the_same_in_each_step(int rows, int features, int classes)
    {
        LogisticPath descent = Compare(rows, features, classes, iterations: 2000).Paths[1];
        int last = descent.Steps.Count - 1;
        double[] shares = [.. Enumerable.Range(last / 2, last / 2).Select(step => descent.Distances[step] / descent.Distances[step - 1])];

        Assert.All(shares, share => Assert.InRange(share, 0.5, 0.99999));
        Assert.InRange(shares.Max() - shares.Min(), 0, 0.01);
        Assert.All(descent.Excess.Zip(descent.Excess.Skip(1)), pair => Assert.True(pair.Second < pair.First));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_minimum_has_no_gradient_and_all_start_at_the_same_place(int rows, int features, int classes)
    {
        LogisticComparison comparison = Compare(rows, features, classes);
        double[] gradient = comparison.Objective.Gradient(comparison.Minimum);

        Assert.All(gradient, slope => Assert.InRange(Math.Abs(slope), 0, 1e-10));
        Assert.Equal((classes - 1) * (features + 1), comparison.ParameterNames.Count);
        Assert.All(comparison.Paths, path => Assert.Equal(rows * Math.Log(classes), path.Steps[0].Value, 1e-9));
        Assert.All(comparison.Paths, path => Assert.Equal(1, path.Distances[0], 1e-12));
        Assert.All(comparison.Paths, path => Assert.True(path.Excess[^1] < 0.75 * path.Excess[0]));
    }

    [Fact]
    public void The_steps_of_a_table_are_each_of_Newton_and_round_ones_of_the_others()
    {
        LogisticComparison comparison = Compare(200, 2, 2, iterations: 150);
        int newton = comparison.Paths[0].Steps.Count;

        Assert.Equal([.. Enumerable.Range(0, newton), 10, 20, 50, 100, 150], comparison.TellingSteps);
    }

    [Fact]
    public void Separated_classes_are_refused_and_sizes_are_checked()
    {
        Assert.Contains("separate", Assert.Throws<InputException>(() => Compare(20, 20, 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Compare(19, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Compare(200, 0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Compare(200, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Compare(200, 2, 2, iterations: 0));
    }

    private static LogisticComparison Compare(int rows, int features, int classes, int iterations = 100) => LogisticComparison.Of(
        new LogisticComparisonOptions { Rows = rows, Features = features, Classes = classes, Iterations = iterations });
}

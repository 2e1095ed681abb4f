using FsCheck;
using FsCheck.Fluent;
using Unroll.Analysis.Estimators;

namespace Unroll.Analysis.Tests.Estimators;

/// <summary>Logistic regression beside statsmodels', and the ways to its minimum.</summary>
public class LogisticTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Estimates_and_standard_errors_are_those_of_statsmodels(bool isStandardized)
    {
        AnalysisCase reference = AnalysisCase.Named("logistic-newton");
        LogisticFit fit = Assert.IsType<LogisticFit>(new LogisticRegression { Alpha = 0, Standardize = isStandardized }.Fit(
            new FeatureTable(reference.GivenRows("x")), Labels(reference)));

        Near.Equal(reference.Values("parameters"), [.. fit.Parameters.Select(parameter => parameter.Estimate)], 1e-8);
        Near.Equal(reference.Values("standardErrors"), [.. fit.Parameters.Select(parameter => parameter.StandardError!.Value)], 1e-6);
        Assert.Equal(reference.Value("logLikelihood"), fit.LogLikelihood, 1e-9);
        Assert.Null(fit.Warning);
    }

    /// <summary>Near the minimum each error is at most a multiple of the last one's square.</summary>
    [Fact]
    public void Newton_converges_quadratically() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>().Filter(seed => seed >= 0),
        seed =>
        {
            (double[][] x, int[] labels) = Made(seed, 80, 3, seed % 2 == 0 ? 2 : 3);
            LogisticObjective objective = new(new FeatureTable(x), labels, seed % 2 == 0 ? 2 : 3, penalty: 0.5);
            IReadOnlyList<LogisticStep> steps = LogisticSolver.Minimize(objective);
            double[] minimum = steps[^1].Parameters;
            double[] errors =
                [.. steps.Select(step => Math.Sqrt(step.Parameters.Zip(minimum, (a, b) => (a - b) * (a - b)).Sum()))];
            for (int i = 0; i < errors.Length - 1; i++)
            {
                // Above the resolution of double precision, and near enough for the theorem.
                if (errors[i] is > 1e-7 and < 0.3)
                {
                    Assert.True(errors[i + 1] <= (4 * errors[i] * errors[i]) + 1e-12, $"{errors[i]} then {errors[i + 1]}");
                }
            }

            Assert.True(steps.Count < 15 && steps[^1].GradientNorm < 1e-5);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Gradient_and_Hessian_are_those_of_central_differences(int classes)
    {
        (double[][] x, int[] labels) = Made(7, 40, 3, classes);
        LogisticObjective objective = new(new FeatureTable(x), labels, classes, penalty: 0.3);
        Random random = new(1);
        double[] point = [.. Enumerable.Range(0, objective.Parameters).Select(_ => random.NextDouble() - 0.5)];
        double[] gradient = objective.Gradient(point);
        double[][] hessian = objective.Hessian(point);
        for (int i = 0; i < point.Length; i++)
        {
            double[] above = [.. point], below = [.. point];
            above[i] += 1e-5;
            below[i] -= 1e-5;
            Assert.Equal((objective.Value(above) - objective.Value(below)) / 2e-5, gradient[i], 1e-6);
            double[] slopes = [.. objective.Gradient(above).Zip(objective.Gradient(below), (a, b) => (a - b) / 2e-5)];
            Near.Equal(slopes, hessian[i], 1e-6);
        }

        double[] product = [.. point];
        objective.HessianTimes(point, point, product);
        Near.Equal([.. hessian.Select(row => row.Zip(point, (a, b) => a * b).Sum())], product, 1e-12);
    }

    /// <summary>scikit-learn 1.2.1: <c>LogisticRegression(C=1/4, multi_class="multinomial", tol=1e-14)</c> on centred features.</summary>
    [Fact]
    public void The_penalty_of_several_classes_does_not_depend_on_which_is_the_first()
    {
        double[][] x = [.. Enumerable.Range(0, 30).Select(i => (double[])[Math.Sin(i * i), Math.Cos(3 * i * i)])];
        int[] labels = [0, 2, 0, 1, 1, 1, 2, 0, 2, 0, 0, 2, 1, 0, 2, 2, 0, 1, 0, 1, 0, 1, 1, 2, 2, 1, 0, 0, 0, 0];
        LogisticRegression model = new() { Alpha = 4, Standardize = false };
        double[] expected = [0.427494, 0.354486, 0.218020, 0.191263, 0.371330, 0.437407, 0.601164, 0.245550, 0.153285];
        double[][] found = model.Fit(new FeatureTable(x), labels).PredictProbabilities(new FeatureTable(x[..3]));
        double[][] turned = model.Fit(new FeatureTable(x), [.. labels.Select(label => (label + 1) % 3)])
            .PredictProbabilities(new FeatureTable(x));

        Near.Equal(expected, [.. found.SelectMany(row => row)], 5e-6);
        Near.Equal(found[0], [turned[0][1], turned[0][2], turned[0][0]], 1e-9);
    }

    [Fact]
    public void The_three_ways_lead_to_the_same_minimum()
    {
        (double[][] x, int[] labels) = Made(5, 100, 3, 2);
        LogisticObjective objective = new(new FeatureTable(x), labels, 2, penalty: 1);
        LogisticStep newton = LogisticSolver.Minimize(objective)[^1];
        IReadOnlyList<LogisticStep> descent = LogisticSolver.Minimize(objective, LogisticMethod.GradientDescent);
        LogisticStep stochastic = LogisticSolver.Minimize(objective, LogisticMethod.StochasticGradientDescent, iterations: 400)[^1];

        Near.Equal(newton.Parameters, descent[^1].Parameters, 1e-6);
        Near.Equal(newton.Parameters, stochastic.Parameters, 0.05);
        Assert.All(descent.Zip(descent.Skip(1)), pair => Assert.True(pair.Second.Value <= pair.First.Value + 1e-12));
    }

    [Fact]
    public void Complete_separation_is_told()
    {
        FeatureTable features = new([[-2], [-1], [1], [2], [3], [-3]]);
        int[] labels = [0, 0, 1, 1, 1, 0];

        Assert.Contains("separate", new LogisticRegression { Alpha = 0 }.Fit(features, labels).Warning);
        Assert.Null(new LogisticRegression().Fit(features, labels).Warning);
    }

    /// <summary>More parameters than a Hessian matrix is made for: the gradient is 0 at the end all the same.</summary>
    [Fact]
    public void Many_parameters_are_estimated_without_the_matrix()
    {
        (double[][] x, int[] labels) = Made(2, 60, 600, 3);
        LogisticObjective objective = new(new FeatureTable(x), labels, 3, penalty: 1);
        IReadOnlyList<LogisticStep> steps = LogisticSolver.Minimize(objective);

        Assert.Equal(1202, objective.Parameters);
        Assert.True(steps[^1].GradientNorm < 1e-4, $"{steps[^1].GradientNorm}");
    }

    internal static int[] Labels(AnalysisCase reference) => [.. reference.Given("y").Select(value => (int)value)];

    private static (double[][] X, int[] Labels) Made(int seed, int rows, int columns, int classes)
    {
        Random random = new(seed);
        double[][] x =
            [.. Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns).Select(_ => (4 * random.NextDouble()) - 2).ToArray())];
        int[] labels = [.. x.Select(row => Math.Clamp((int)Math.Floor(row[0] + random.NextDouble() + 1), 0, classes - 1))];
        for (int k = 0; k < classes; k++)
        {
            labels[k] = k;
        }

        return (x, labels);
    }
}

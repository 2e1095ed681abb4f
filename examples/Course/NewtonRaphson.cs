using Unroll.Analysis.Estimators;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Course;

/// <summary>Logistic regression by Newton–Raphson written out, beside the library's and beside gradient descent.</summary>
internal static class NewtonRaphson
{
    private const int Rows = 200;

    public static ReportSection Run()
    {
        RandomStream random = new(1);
        double[] x = [.. Enumerable.Range(0, Rows).Select(_ => random.NextNormal())];
        double[] y = [.. x.Select(value => random.NextDouble() < 1 / (1 + Math.Exp(0.5 - (2 * value))) ? 1.0 : 0)];
        FeatureTable features = new([.. x.Select(value => (double[])[value])]);
        LogisticObjective objective = new(features, [.. y.Select(label => (int)label)], classes: 2);
        List<double[]> steps = [[0, 0]];
        while (steps.Count < 10)
        {
            steps.Add(Step(steps[^1], x, y));
        }

        for (int step = 0; step < 7; step++)
        {
            double[] beta = steps[step];
            double digits = Math.Min(16, -Math.Log10(Distance(beta, steps[^1])));
            Console.WriteLine($"step {step}: β = ({beta[0]:0.0000000000}, {beta[1]:0.0000000000}), {Math.Max(0, digits):0.0} digits");
        }

        double off = Distance(LogisticSolver.Minimize(objective)[^1].Parameters, steps[^1]);
        Console.WriteLine($"difference from the library's: {off:0.0e+0}");
        LogisticComparison comparison = LogisticComparison.Of(new LogisticComparisonOptions { Features = 3, Rows = 500 });
        foreach (LogisticPath path in comparison.Paths)
        {
            int last = path.Steps.Count - 1;
            Console.WriteLine($"{path.Name}: {path.Digits(last):0.0} digits after {last}");
        }

        return new LineSection(
            "Loss above its least, by step", Steps.Axis("step"), new ChartAxis("loss − least") { IsLogarithmic = true, Minimum = 1e-16 },
            [.. comparison.Paths.Select(path => new ChartLine(
                path.Name, Steps.Of(0, path.Steps.Count), [.. path.Excess.Select(excess => Math.Max(excess, 1e-16))]))])
        { IsColored = true };
    }

    private static double Distance(double[] a, double[] b) => Math.Sqrt(Math.Pow(a[0] - b[0], 2) + Math.Pow(a[1] - b[1], 2));

    #region page
    // β − H⁻¹ g of logistic regression with an intercept and one feature: X has a column of ones and x.
    private static double[] Step(double[] beta, double[] x, double[] y)
    {
        double g0 = 0, g1 = 0, h00 = 0, h01 = 0, h11 = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double p = 1 / (1 + Math.Exp(-(beta[0] + (beta[1] * x[i]))));
            double w = p * (1 - p);                                                      // the weights W
            (g0, g1) = (g0 + p - y[i], g1 + ((p - y[i]) * x[i]));                        // g = Xᵀ (p − y)
            (h00, h01, h11) = (h00 + w, h01 + (w * x[i]), h11 + (w * x[i] * x[i]));      // H = Xᵀ W X
        }

        double determinant = (h00 * h11) - (h01 * h01);
        return
        [
            beta[0] - (((h11 * g0) - (h01 * g1)) / determinant),
            beta[1] - (((h00 * g1) - (h01 * g0)) / determinant),
        ];
    }
    #endregion
}

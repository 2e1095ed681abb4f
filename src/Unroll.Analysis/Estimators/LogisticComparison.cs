using System.Globalization;
using System.Numerics.Tensors;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Newton–Raphson, gradient descent and stochastic gradient descent side by side: their ways to the minimum of logistic or softmax
/// regression without a penalty, on a sample that is made by such a model.
/// </summary>
/// <example>
/// <code>
/// LogisticComparison comparison = LogisticComparison.Of(new LogisticComparisonOptions { Rows = 500 });
/// LogisticPath newton = comparison.Paths[0];
/// double[][] hessian = comparison.Objective.Hessian(newton.Steps[^1].Parameters);
/// </code>
/// </example>
public sealed class LogisticComparison
{
    private const int FewestRows = 20;
    private const double Strength = 1.5;
    private const double Narrowing = 3;

    // A difference of two values holds no more digits than that.
    private const double Resolution = 1e-7;

    private static readonly int[] _roundSteps = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

    private LogisticComparison(
        LogisticObjective objective, IReadOnlyList<LogisticStep> newton, LogisticComparisonOptions options)
    {
        (Objective, ParameterNames) = (objective, Names(options));
        Minimum = LogisticSolver.Polish(objective, newton[^1].Parameters);
        MinimumValue = objective.Value(Minimum);
        int seed = unchecked((int)options.Seed);
        Paths =
        [
            PathOf(LogisticMethod.Newton, newton),
            .. new[] { LogisticMethod.GradientDescent, LogisticMethod.StochasticGradientDescent }.Select(method =>
                PathOf(method, LogisticSolver.Minimize(objective, method, options.Iterations, seed))),
        ];
    }

    /// <summary>The objective that is minimised: values, gradients and Hessian matrices of the sample.</summary>
    public LogisticObjective Objective { get; }

    /// <summary>The names of the parameters, in their order.</summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The parameters of the minimum, to the last digits of double precision.</summary>
    public double[] Minimum { get; }

    /// <summary>The value of the objective at the minimum.</summary>
    public double MinimumValue { get; }

    /// <summary>The ways of Newton–Raphson, gradient descent and stochastic gradient descent, in this order.</summary>
    public IReadOnlyList<LogisticPath> Paths { get; }

    /// <summary>Steps worth a row of a table: each of Newton–Raphson, then 10, 20, 50, 100, … and the last of the others.</summary>
    public IReadOnlyList<int> TellingSteps
    {
        get
        {
            int newton = Paths[0].Steps.Count - 1, last = Paths.Max(path => path.Steps.Count) - 1;
            return
            [
                .. Enumerable.Range(0, newton + 1)
                    .Concat(_roundSteps.Where(step => step > newton && step < last)).Append(last).Distinct(),
            ];
        }
    }

    /// <summary>Makes a sample and goes each way.</summary>
    /// <param name="options">The sample, and how far to go.</param>
    /// <exception cref="InputException">The features of the sample separate its classes, so that there is no minimum.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A size is too small.</exception>
    public static LogisticComparison Of(LogisticComparisonOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Rows, FewestRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Features, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Classes, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Iterations, 1);
        (double[][] rows, int[] labels) = Sample(options);
        LogisticObjective objective = new(new FeatureTable(rows), labels, options.Classes);
        IReadOnlyList<LogisticStep> newton = LogisticSolver.Minimize(objective);
        if (LogisticRegression.AreSeparated(newton[^1].Parameters, rows, options.Classes))
        {
            throw new InputException(
                $"The features of {CountFormatter.Format(options.Rows, "rows")} of seed {options.Seed} separate "
                + $"{CountFormatter.Format(options.Classes, "classes")} completely, so that the loss has no minimum: take more rows, fewer "
                + "features or classes, or another seed.");
        }

        return new LogisticComparison(objective, newton, options);
    }

    private static (double[][] Rows, int[] Labels) Sample(LogisticComparisonOptions options)
    {
        RandomStream random = new(options.Seed);
        double[] parameters = new double[(options.Classes - 1) * (options.Features + 1)];
        for (int i = 0; i < parameters.Length; i++)
        {
            // A feature counts the more the smaller it is, so that all of them count alike.
            int feature = i % (options.Features + 1);
            double size = feature == 0 ? 0.5 : Strength * (0.5 + random.NextDouble()) * Math.Pow(Narrowing, feature - 1);
            parameters[i] = random.NextDouble() < 0.5 ? -size : size;
        }

        double[][] rows = new double[options.Rows][];
        int[] labels = new int[options.Rows];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = [.. Enumerable.Range(0, options.Features).Select(j => random.NextNormal() / Math.Pow(Narrowing, j))];
            double[] probabilities = LogisticObjective.Probabilities(parameters, rows[row], options.Classes);
            double drawn = random.NextDouble() - probabilities[0];
            while (drawn > 0 && labels[row] < options.Classes - 1)
            {
                drawn -= probabilities[++labels[row]];
            }
        }

        return (rows, labels);
    }

    private static string[] Names(LogisticComparisonOptions options) =>
    [
        .. Enumerable.Range(1, options.Classes - 1).SelectMany(k => Enumerable.Range(0, options.Features + 1).Select(j =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(options.Classes == 2 ? "" : $"class-{k}.")}{(j == 0 ? "intercept" : $"feature-{j}")}"))),
    ];

    private LogisticPath PathOf(LogisticMethod method, IReadOnlyList<LogisticStep> steps)
    {
        double norm = TensorPrimitives.Norm<double>(Minimum);
        return new LogisticPath(
            method, steps, [.. steps.Select(Excess)],
            [.. steps.Select(step => TensorPrimitives.Distance<double>(step.Parameters, Minimum) / norm)]);
    }

    /// <summary>The height of a step above the minimum; near it by the second order, whose third-order rest is far smaller.</summary>
    private double Excess(LogisticStep step)
    {
        double difference = step.Value - MinimumValue;
        if (difference > Resolution * (1 + Math.Abs(MinimumValue)))
        {
            return difference;
        }

        double[] off = [.. step.Parameters.Zip(Minimum, (own, least) => own - least)];
        double[] product = new double[off.Length];
        Objective.HessianTimes(Minimum, off, product);
        return TensorPrimitives.Dot<double>(off, product) / 2;
    }
}

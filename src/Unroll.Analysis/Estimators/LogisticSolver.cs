using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>The ways to the minimum of logistic regression: Newton–Raphson, gradient descent and stochastic gradient descent.</summary>
public static class LogisticSolver
{
    private const int MostIterationsOfNewton = 50;
    private const int MostParametersOfHessian = 1000;
    private const double Enough = 1e-14;

    /// <summary>Minimises from 0.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="method">The method.</param>
    /// <param name="iterations">
    /// The most steps, or passes over all rows; null for 50 of Newton, 1,000 of gradient descent and 100 of the stochastic one.
    /// </param>
    /// <param name="seed">The seed of the order of rows.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The way: its start, and a point after each step.</returns>
    public static IReadOnlyList<LogisticStep> Minimize(
        LogisticObjective objective, LogisticMethod method = LogisticMethod.Newton, int? iterations = null, int seed = 1,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentOutOfRangeException.ThrowIfNegative(iterations ?? 0, nameof(iterations));
        return method switch
        {
            LogisticMethod.Newton => Newton(objective, iterations ?? MostIterationsOfNewton, cancellation),
            LogisticMethod.GradientDescent => Descend(objective, iterations ?? 1000, cancellation),
            LogisticMethod.StochasticGradientDescent => DescendStochastically(objective, iterations ?? 100, seed, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(method), method, "There is no such method."),
        };
    }

    /// <summary>Takes whole steps of Newton from near the minimum, as long as the gradient becomes smaller.</summary>
    internal static double[] Polish(LogisticObjective objective, double[] parameters)
    {
        double[] gradient = objective.Gradient(parameters);
        while (true)
        {
            double[] next = [.. parameters.Zip(Direction(objective, parameters, gradient), (value, step) => value - step)];
            double[] left = objective.Gradient(next);
            if (!(TensorPrimitives.Norm<double>(left) < TensorPrimitives.Norm<double>(gradient)))
            {
                return parameters;
            }

            (parameters, gradient) = (next, left);
        }
    }

    private static List<LogisticStep> Newton(LogisticObjective objective, int iterations, CancellationToken cancellation)
    {
        double[] parameters = new double[objective.Parameters];
        List<LogisticStep> steps = [];
        for (int iteration = 0; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] gradient = objective.Gradient(parameters);
            LogisticStep here = Add(steps, objective, parameters, gradient);
            if (iteration == iterations)
            {
                return steps;
            }

            double[] direction = Direction(objective, parameters, gradient);
            double decrease = TensorPrimitives.Dot<double>(gradient, direction);
            if (!(decrease > Enough * (1 + Math.Abs(here.Value))))
            {
                return steps;
            }

            // Far from the minimum a whole step may lead up: it is halved until it leads down.
            double[] next = [];
            double length = 1;
            bool isDown = false;
            for (; !isDown && length > 1e-10; length /= 2)
            {
                next = [.. parameters.Zip(direction, (value, step) => value - (length * step))];
                isDown = objective.Value(next) <= here.Value - (1e-4 * length * decrease);
            }

            if (!isDown)
            {
                return steps;
            }

            parameters = next;
        }
    }

    /// <summary>The Hessian's inverse times the gradient; of many parameters by conjugate gradients, without the matrix.</summary>
    private static double[] Direction(LogisticObjective objective, double[] parameters, double[] gradient)
    {
        if (parameters.Length > MostParametersOfHessian)
        {
            double[] direction = new double[gradient.Length];
            ConjugateGradients.Solve(
                (vector, product) => objective.HessianTimes(parameters, vector, product), gradient, direction,
                1e-6 * TensorPrimitives.Norm<double>(gradient), products: 200);
            return direction;
        }

        Matrix<double> hessian = Matrix<double>.Build.DenseOfRowArrays(objective.Hessian(parameters));

        // Features that depend on each other have no inverse: a weight far below any that counts makes one.
        double weight = 1e-12 * Math.Max(1e-300, hessian.Diagonal().Maximum());
        hessian.SetDiagonal(hessian.Diagonal().Add(weight));
        return hessian.LU().Solve(Vector<double>.Build.Dense(gradient)).ToArray();
    }

    private static List<LogisticStep> Descend(LogisticObjective objective, int iterations, CancellationToken cancellation)
    {
        double[] parameters = new double[objective.Parameters];
        double length = 1 / objective.Curvature();
        List<LogisticStep> steps = [];
        for (int iteration = 0; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            double[] gradient = objective.Gradient(parameters);
            LogisticStep here = Add(steps, objective, parameters, gradient);
            if (iteration == iterations || here.GradientNorm <= 1e-10 * (1 + Math.Abs(here.Value)))
            {
                return steps;
            }

            parameters = [.. parameters.Zip(gradient, (value, slope) => value - (length * slope))];
        }
    }

    private static List<LogisticStep> DescendStochastically(
        LogisticObjective objective, int passes, int seed, CancellationToken cancellation)
    {
        double[] parameters = new double[objective.Parameters];
        double first = 1 / Math.Max(1e-300, objective.RowCurvature());
        RandomStream random = new((ulong)seed);
        int[] order = [.. Enumerable.Range(0, objective.Rows)];
        double[] scores = objective.NewScores();
        List<LogisticStep> steps = [];
        for (int pass = 0; ; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(steps, objective, parameters, objective.Gradient(parameters));
            if (pass == passes)
            {
                return steps;
            }

            parameters = [.. parameters];
            random.Shuffle<int>(order);
            double length = first / (1 + (0.2 * pass));
            foreach (int row in order)
            {
                objective.StepAlong(parameters, row, length, scores);
            }
        }
    }

    private static LogisticStep Add(List<LogisticStep> steps, LogisticObjective objective, double[] parameters, double[] gradient)
    {
        LogisticStep step = new(steps.Count, objective.Value(parameters), TensorPrimitives.Norm<double>(gradient), parameters);
        steps.Add(step);
        return step;
    }
}

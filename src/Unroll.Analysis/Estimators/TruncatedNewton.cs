using System.Numerics.Tensors;

namespace Unroll.Analysis.Estimators;

/// <summary>
/// Newton's method for logistic regression of many sparse features, without a matrix (Lin, Weng and Keerthi 2008): each step is found by
/// conjugate gradients, preconditioned by the Hessian's diagonal, only as exactly as the gradient is small, and halved until it leads down.
/// </summary>
internal static class TruncatedNewton
{
    private const int MostSteps = 100;
    private const int MostProducts = 250;

    /// <summary>Minimises an objective, which is strictly convex but for equal shifts of all intercepts.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="parameters">The start, which becomes the minimum.</param>
    /// <param name="tolerance">The norm of the gradient at the minimum, as a share of its norm where all parameters are 0.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static void Minimize(
        SparseLogisticObjective objective, double[] parameters, double tolerance, CancellationToken cancellation)
    {
        double[] gradient = new double[parameters.Length], step = new double[parameters.Length], next = new double[parameters.Length];
        objective.Evaluate(next, gradient);
        double first = TensorPrimitives.Norm<double>(gradient), value = objective.Evaluate(parameters, gradient);
        for (int iteration = 0; iteration < MostSteps; iteration++)
        {
            double norm = TensorPrimitives.Norm<double>(gradient);
            if (norm <= tolerance * first)
            {
                return;
            }

            // Far from the minimum an exact step is wasted; near it the error is squared in each (Nocedal and Wright 2006, 7.1).
            Solve(objective, gradient, step, Math.Min(0.5, Math.Sqrt(norm / first)) * norm, cancellation);
            double slope = TensorPrimitives.Dot<double>(gradient, step), length = 1, reached;
            while (true)
            {
                TensorPrimitives.MultiplyAdd(step, length, parameters, next);
                reached = objective.Evaluate(next, gradient);
                if (reached <= value + (1e-4 * length * slope))
                {
                    break;
                }

                length /= 2;
                if (length < 1e-10)
                {
                    // No number of double precision is lower.
                    return;
                }
            }

            value = reached;
            next.CopyTo(parameters, 0);
        }
    }

    /// <summary>The step s of H·s = −g, until what is left is smaller than a norm.</summary>
    private static void Solve(
        SparseLogisticObjective objective, double[] gradient, double[] step, double enough, CancellationToken cancellation)
    {
        double[] diagonal = objective.Diagonal(), left = new double[step.Length], scaled = new double[step.Length];
        double[] direction = new double[step.Length], product = new double[step.Length];
        Array.Clear(step);
        TensorPrimitives.Negate(gradient, left);
        TensorPrimitives.Divide(left, diagonal, direction);
        double size = TensorPrimitives.Dot<double>(left, direction);
        for (int i = 0; i < MostProducts && TensorPrimitives.Norm<double>(left) > enough; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            objective.HessianTimes(direction, product);
            double curvature = TensorPrimitives.Dot<double>(direction, product);
            if (!(curvature > 0))
            {
                return;
            }

            double length = size / curvature;
            TensorPrimitives.MultiplyAdd(direction, length, step, step);
            TensorPrimitives.MultiplyAdd(product, -length, left, left);
            TensorPrimitives.Divide(left, diagonal, scaled);
            double following = TensorPrimitives.Dot<double>(left, scaled);
            TensorPrimitives.MultiplyAdd(direction, following / size, scaled, direction);
            size = following;
        }
    }
}

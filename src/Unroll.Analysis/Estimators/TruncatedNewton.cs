using System.Numerics.Tensors;
using Unroll.Analysis.Numerics;

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
        double[] gradient = new double[parameters.Length], descent = new double[parameters.Length];
        double[] step = new double[parameters.Length], next = new double[parameters.Length];
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
            TensorPrimitives.Negate(gradient, descent);
            ConjugateGradients.Solve(
                (vector, product) =>
                {
                    cancellation.ThrowIfCancellationRequested();
                    objective.HessianTimes(vector, product);
                },
                descent, step, Math.Min(0.5, Math.Sqrt(norm / first)) * norm, MostProducts, objective.Diagonal());
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
}

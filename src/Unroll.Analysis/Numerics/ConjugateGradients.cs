using System.Numerics.Tensors;

namespace Unroll.Analysis.Numerics;

/// <summary>
/// Solution of equations of a symmetric positive definite matrix that is known by its products with vectors alone, by conjugate gradients
/// with or without a diagonal preconditioner (Hestenes and Stiefel 1952; Nocedal and Wright 2006, algorithm 5.3).
/// </summary>
internal static class ConjugateGradients
{
    /// <summary>Solves A·x = b.</summary>
    /// <param name="multiply">Writes A·v into its second argument.</param>
    /// <param name="right">b.</param>
    /// <param name="solution">Where x goes: the best point found from 0, where the products run out.</param>
    /// <param name="tolerance">The norm of b − A·x that is small enough.</param>
    /// <param name="products">The most products.</param>
    /// <param name="diagonal">A's diagonal, by whose inverse residuals are scaled; null for none.</param>
    public static void Solve(
        Action<double[], double[]> multiply, ReadOnlySpan<double> right, double[] solution, double tolerance, int products,
        double[]? diagonal = null)
    {
        double[] residual = right.ToArray(), product = new double[residual.Length];
        double[] scaled = diagonal is null ? residual : new double[residual.Length];
        Array.Clear(solution);
        Scale(residual, diagonal, scaled);
        double[] direction = [.. scaled];
        double size = TensorPrimitives.Dot<double>(residual, scaled);
        for (int i = 0; i < products && TensorPrimitives.Norm<double>(residual) > tolerance; i++)
        {
            multiply(direction, product);
            double curvature = TensorPrimitives.Dot<double>(direction, product);
            if (!(curvature > 0))
            {
                return;
            }

            double length = size / curvature;
            TensorPrimitives.MultiplyAdd(direction, length, solution, solution);
            TensorPrimitives.MultiplyAdd(product, -length, residual, residual);
            Scale(residual, diagonal, scaled);
            double next = TensorPrimitives.Dot<double>(residual, scaled);
            TensorPrimitives.MultiplyAdd(direction, next / size, scaled, direction);
            size = next;
        }
    }

    /// <summary>Divides by the diagonal; without one the scaled residual is the residual itself.</summary>
    private static void Scale(double[] residual, double[]? diagonal, double[] scaled)
    {
        if (diagonal is not null)
        {
            TensorPrimitives.Divide(residual, diagonal, scaled);
        }
    }
}

using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Optimizers;

/// <summary>
/// Gradient clipping before a step, against the exploding gradients of recurrent networks (Pascanu, Mikolov and Bengio 2013). Either every
/// element is clipped by itself, or the gradient of all weights together is scaled by a factor that depends on its norm.
/// </summary>
public abstract class GradientClipping
{
    /// <summary>All ways to clip by name; users register their own here.</summary>
    public static BlockCatalogue<GradientClipping> Catalogue { get; } =
        new("gradient clipping", () => [GlobalNormClipping.Entry, ValueClipping.Entry, NormRenormalization.Entry]);

    /// <summary>Whether <see cref="ScaleFor"/> needs the norm of the gradient of all weights together.</summary>
    public abstract bool NeedsNorm { get; }

    /// <summary>Limits each element to −limit ... +limit.</summary>
    /// <param name="limit">Positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive and finite.</exception>
    public static GradientClipping ByValue(float limit) => new ValueClipping(limit);

    /// <summary>
    /// Shortens the gradient of all weights together if its norm is greater than a maximum, by maximum / (norm + 1e-6), as PyTorch's
    /// <c>clip_grad_norm_</c> does.
    /// </summary>
    /// <param name="maxNorm">Positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxNorm"/> is not positive and finite.</exception>
    public static GradientClipping ByGlobalNorm(float maxNorm) => new GlobalNormClipping(maxNorm);

    /// <summary>Rescales the gradient of all weights together to a norm, always; a gradient of zeros stays.</summary>
    /// <param name="norm">Positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="norm"/> is not positive and finite.</exception>
    public static GradientClipping Renormalize(float norm) => new NormRenormalization(norm);

    /// <summary>The Euclidean norm of a gradient, added up in double precision in a fixed order.</summary>
    /// <param name="gradient">Gradient of all weights.</param>
    public static double GlobalNorm(ReadOnlySpan<float> gradient) => Math.Sqrt(FixedOrder.SumOfSquares(gradient));

    /// <summary>The factor for a gradient of this norm; 1 where it stays.</summary>
    /// <param name="globalNorm">Euclidean norm of the gradient of all weights together; unused without <see cref="NeedsNorm"/>.</param>
    public abstract float ScaleFor(double globalNorm);

    /// <summary>Limits the elements of a range by themselves; does nothing where a factor is all.</summary>
    /// <param name="gradient">A range of the gradient, changed in place.</param>
    public virtual void ClampElements(Span<float> gradient)
    {
    }

    /// <summary>Limits the gradient of all weights: factor and elements.</summary>
    /// <param name="gradient">Gradient of all weights, changed in place.</param>
    public void Apply(Span<float> gradient)
    {
        float scale = ScaleFor(NeedsNorm ? GlobalNorm(gradient) : 0);
        if (scale != 1)
        {
            TensorPrimitives.Multiply(gradient, scale, gradient);
        }

        ClampElements(gradient);
    }
}

using System.Numerics.Tensors;

namespace Unroll.Optimizers;

/// <summary>See <see cref="GradientClipping.ByValue"/>.</summary>
internal sealed class ValueClipping : GradientClipping
{
    public ValueClipping(float limit)
    {
        Require.PositiveFinite(limit, nameof(limit));
        Limit = limit;
    }

    public float Limit { get; }

    public override bool NeedsNorm => false;

    public override float ScaleFor(double globalNorm) => 1;

    // Not a number stays so: a broken gradient must not pass for a small one.
    public override void ClampElements(Span<float> gradient)
    {
        TensorPrimitives.Max(gradient, -Limit, gradient);
        TensorPrimitives.Min(gradient, Limit, gradient);
    }
}

using System.Numerics.Tensors;
using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>See <see cref="GradientClipping.ByValue"/>.</summary>
internal sealed class ValueClipping : GradientClipping
{
    private static readonly Setting<ValueClipping, float> _value =
        new("limit", Kind.Single(NumberRange.Positive), clipping => clipping.Limit,
            "Greatest absolute value of an element.")
        { IsRequired = true, Example = "limit: 1" };

    public static Entry<GradientClipping> Entry { get; } = new(
        "clip-value", typeof(ValueClipping), "Limits each element of the gradient.", [_value],
        values => new ValueClipping(values.Get(_value)))
    {
        Shorthand = _value,
        Formula = "gᵢ ← min(max(gᵢ, −limit), limit)",
        Example = "clip-value: 1",
    };

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

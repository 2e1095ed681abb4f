using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>See <see cref="GradientClipping.Renormalize"/>.</summary>
internal sealed class NormRenormalization : GradientClipping
{
    private static readonly Setting<NormRenormalization, float> _value =
        new("norm", Kind.Single(NumberRange.Positive), clipping => clipping.Norm, "The norm.") { IsRequired = true, Example = "norm: 1" };

    public static Entry<GradientClipping> Entry { get; } = new(
        "renormalize", typeof(NormRenormalization), "Rescales the gradient of all weights together to a norm, always.", [_value],
        values => new NormRenormalization(values.Get(_value)))
    {
        Shorthand = _value,
        Formula = "g ← g·norm/|g|",
        Example = "renormalize: 1",
    };

    public NormRenormalization(float norm)
    {
        Require.PositiveFinite(norm, nameof(norm));
        Norm = norm;
    }

    public float Norm { get; }

    public override bool NeedsNorm => true;

    public override float ScaleFor(double globalNorm)
    {
        // A norm so small that the factor overflows counts as zero.
        float scale = (float)(Norm / globalNorm);
        return globalNorm > 0 && float.IsFinite(scale) ? scale : 1;
    }
}

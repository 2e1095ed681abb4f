using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>See <see cref="GradientClipping.ByGlobalNorm"/>.</summary>
internal sealed class GlobalNormClipping : GradientClipping
{
    private static readonly Setting<GlobalNormClipping, float> _value =
        new("norm", Kind.Single(NumberRange.Positive), clipping => clipping.MaxNorm, "Greatest norm.")
        {
            IsRequired = true,
            Example = "norm: 1"
        };

    public static Entry<GradientClipping> Entry { get; } = new(
        "clip-norm", typeof(GlobalNormClipping), "Shortens the gradient of all weights together where it is longer than a maximum.",
        [_value], values => new GlobalNormClipping(values.Get(_value)))
    {
        Shorthand = _value,
        Formula = "g ← g·norm/|g| where |g| > norm",
        Example = "clip-norm: 1",
    };

    public GlobalNormClipping(float maxNorm)
    {
        Require.PositiveFinite(maxNorm, nameof(maxNorm));
        MaxNorm = maxNorm;
    }

    public float MaxNorm { get; }

    public override bool NeedsNorm => true;

    public override float ScaleFor(double globalNorm) => globalNorm > MaxNorm ? (float)(MaxNorm / (globalNorm + 1e-6)) : 1;
}

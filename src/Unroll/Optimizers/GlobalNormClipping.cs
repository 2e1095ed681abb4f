namespace Unroll.Optimizers;

/// <summary>See <see cref="GradientClipping.ByGlobalNorm"/>.</summary>
internal sealed class GlobalNormClipping : GradientClipping
{
    public GlobalNormClipping(float maximumNorm)
    {
        Require.PositiveFinite(maximumNorm, nameof(maximumNorm));
        MaximumNorm = maximumNorm;
    }

    public float MaximumNorm { get; }

    public override bool NeedsNorm => true;

    public override float ScaleFor(double globalNorm) => globalNorm > MaximumNorm ? (float)(MaximumNorm / (globalNorm + 1e-6)) : 1;
}

namespace Unroll.Optimizers;

/// <summary>See <see cref="GradientClipping.Renormalize"/>.</summary>
internal sealed class NormRenormalization : GradientClipping
{
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

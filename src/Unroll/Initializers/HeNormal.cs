namespace Unroll.Initializers;

/// <summary>Normal with variance 2 / fanIn (He, Zhang, Ren and Sun 2015), made for rectifiers, truncated at two standard deviations as
/// in Keras.</summary>
public sealed class HeNormal : Initializer
{
    /// <inheritdoc/>
    public override string Name => "he-normal";

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        FillTruncatedNormal(values, Math.Sqrt(2.0 / fanIn), random);
    }
}

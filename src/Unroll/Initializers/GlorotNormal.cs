namespace Unroll.Initializers;

/// <summary>Normal with variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010), truncated at two standard deviations as in Keras.</summary>
public sealed class GlorotNormal : Initializer
{
    /// <inheritdoc/>
    public override string Name => "glorot-normal";

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        FillTruncatedNormal(values, Math.Sqrt(2.0 / ((double)fanIn + fanOut)), random);
    }
}

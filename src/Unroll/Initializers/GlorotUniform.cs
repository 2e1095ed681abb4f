namespace Unroll.Initializers;

/// <summary>Uniform within ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010), which keeps the variance of activations and gradients;
/// Keras' choice for kernels.</summary>
public sealed class GlorotUniform : Initializer
{
    /// <inheritdoc/>
    public override string Name => "glorot-uniform";

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double limit = Math.Sqrt(6.0 / ((double)fanIn + fanOut));
        FillUniform(values, -limit, limit, random);
    }
}

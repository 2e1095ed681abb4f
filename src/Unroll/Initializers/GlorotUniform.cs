using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>Uniform within ±√(6 / (fanIn + fanOut)) (Glorot and Bengio 2010), which keeps the variance of activations and gradients;
/// Keras' choice for kernels.</summary>
public sealed class GlorotUniform : Initializer
{
    internal static Entry<Initializer> Entry { get; } = new(
        "glorot-uniform", typeof(GlorotUniform), "Uniform, scaled by the inputs and outputs of each unit.", [], _ => new GlorotUniform())
    {
        Aliases = ["xavier-uniform"],
        Formula = "w ~ U(−l, l), l = √(6/(inputs + outputs))",
    };

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double limit = Math.Sqrt(6.0 / ((double)fanIn + fanOut));
        FillUniform(values, -limit, limit, random);
    }
}

using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>Normal with variance 2 / (fanIn + fanOut) (Glorot and Bengio 2010), truncated at two standard deviations as in Keras.</summary>
public sealed class GlorotNormal : Initializer
{
    internal static Entry<Initializer> Entry { get; } = new(
        "glorot-normal", typeof(GlorotNormal), "Truncated normal, scaled by the inputs and outputs of each unit.", [],
        _ => new GlorotNormal())
    {
        Aliases = ["xavier-normal"],
        Formula = "w ~ N(0, 2/(inputs + outputs))",
    };

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        FillTruncatedNormal(values, Math.Sqrt(2.0 / ((double)fanIn + fanOut)), random);
    }
}

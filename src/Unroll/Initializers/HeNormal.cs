using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>Normal with variance 2 / fanIn (He, Zhang, Ren and Sun 2015), made for rectifiers, truncated at two standard deviations as
/// in Keras.</summary>
public sealed class HeNormal : Initializer
{
    internal static Entry<Initializer> Entry { get; } = new(
        "he-normal", typeof(HeNormal), "Truncated normal, scaled by the inputs of each unit, made for rectifiers.", [], _ => new HeNormal())
    {
        Aliases = ["kaiming-normal"],
        Formula = "w ~ N(0, 2/inputs)",
    };

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        FillTruncatedNormal(values, Math.Sqrt(2.0 / fanIn), random);
    }
}

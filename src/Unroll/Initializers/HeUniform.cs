using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>Uniform within ±√(6 / fanIn) (He, Zhang, Ren and Sun 2015), made for rectifiers.</summary>
public sealed class HeUniform : Initializer
{
    internal static Entry<Initializer> Entry { get; } = new(
        "he-uniform", typeof(HeUniform), "Uniform, scaled by the inputs of each unit, made for rectifiers.", [], _ => new HeUniform())
    {
        Aliases = ["kaiming-uniform"],
        Formula = "w ~ U(−l, l), l = √(6/inputs)",
    };

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double limit = Math.Sqrt(6.0 / fanIn);
        FillUniform(values, -limit, limit, random);
    }
}

using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>All ones.</summary>
public sealed class Ones : Initializer
{
    internal static Entry<Initializer> Entry { get; } = new("ones", typeof(Ones), "All ones.", [], _ => new Ones());

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        values.Fill(1);
    }
}

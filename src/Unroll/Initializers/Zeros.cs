using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>All zeros: the usual biases.</summary>
public sealed class Zeros : Initializer
{
    internal static Entry<Initializer> Entry { get; } = new("zeros", typeof(Zeros), "All zeros.", [], _ => new Zeros());

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        values.Clear();
    }
}

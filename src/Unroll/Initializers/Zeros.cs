namespace Unroll.Initializers;

/// <summary>All zeros: the usual biases.</summary>
public sealed class Zeros : Initializer
{
    /// <inheritdoc/>
    public override string Name => "zeros";

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        values.Clear();
    }
}

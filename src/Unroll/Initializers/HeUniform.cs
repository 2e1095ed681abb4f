namespace Unroll.Initializers;

/// <summary>Uniform within ±√(6 / fanIn) (He, Zhang, Ren and Sun 2015), made for rectifiers.</summary>
public sealed class HeUniform : Initializer
{
    /// <inheritdoc/>
    public override string Name => "he-uniform";

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double limit = Math.Sqrt(6.0 / fanIn);
        FillUniform(values, -limit, limit, random);
    }
}

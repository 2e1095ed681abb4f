using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>An initializer with the same number everywhere.</summary>
public sealed class Constant : Initializer
{
    private static readonly Setting<Constant, float> _value =
        new("value", Kind.Single(), constant => constant.Value, "The number.") { IsRequired = true, Example = "value: 0.1" };

    internal static Entry<Initializer> Entry { get; } = new(
        "constant", typeof(Constant), "The same number everywhere.", [_value], values => new Constant(values.Get(_value)))
    {
        Shorthand = _value,
        Example = "constant: 0.1",
    };

    /// <summary>Creates the initializer.</summary>
    /// <param name="value">The number, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not finite.</exception>
    public Constant(float value)
    {
        Require.Finite(value, nameof(value));
        Value = value;
    }

    /// <summary>The number.</summary>
    public float Value { get; }

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random) => values.Fill(Value);
}

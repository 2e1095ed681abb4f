using System.Collections.ObjectModel;

namespace Unroll.Initializers;

/// <summary>The same number everywhere.</summary>
public sealed class Constant : Initializer
{
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

    /// <inheritdoc/>
    public override string Name => "constant";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        new ReadOnlyDictionary<string, double>(new Dictionary<string, double> { ["value"] = Value });

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random) => values.Fill(Value);
}

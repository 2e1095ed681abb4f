using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>Uniformly distributed numbers between two bounds.</summary>
public sealed class RandomUniform : Initializer
{
    private static readonly Setting<RandomUniform, float> _minimum =
        new("minimum", Kind.Single(), uniform => uniform.Minimum, "Smallest number.") { DefaultValue = -0.05f };

    private static readonly Setting<RandomUniform, float> _maximum =
        new("maximum", Kind.Single(), uniform => uniform.Maximum, "Greatest number.") { DefaultValue = 0.05f };

    internal static Entry<Initializer> Entry { get; } = new(
        "random-uniform", typeof(RandomUniform), "Uniform between two numbers.", [_minimum, _maximum],
        values => new RandomUniform(values.Get(_minimum), values.Get(_maximum)))
    {
        Example = "random-uniform: {minimum: -0.1, maximum: 0.1}",
    };

    /// <summary>Creates the initializer.</summary>
    /// <param name="minimum">Lower bound, finite; default −0.05 as in Keras.</param>
    /// <param name="maximum">Upper bound, finite and not less than <paramref name="minimum"/>; default 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite.</exception>
    /// <exception cref="ArgumentException"><paramref name="maximum"/> is less than <paramref name="minimum"/>.</exception>
    public RandomUniform(float minimum = -0.05f, float maximum = 0.05f)
    {
        Require.Finite(minimum, nameof(minimum));
        Require.Finite(maximum, nameof(maximum));
        if (maximum < minimum)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The maximum, {maximum}, is less than the minimum, {minimum}: exchange them."),
                nameof(maximum));
        }

        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Lower bound.</summary>
    public float Minimum { get; }

    /// <summary>Upper bound.</summary>
    public float Maximum { get; }

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        FillUniform(values, Minimum, Maximum, random);
    }
}

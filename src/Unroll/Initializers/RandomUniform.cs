using System.Collections.ObjectModel;

namespace Unroll.Initializers;

/// <summary>Uniform between two numbers.</summary>
public sealed class RandomUniform : Initializer
{
    /// <summary>Creates the initializer.</summary>
    /// <param name="minimum">Smallest number, finite; default −0.05 as in Keras.</param>
    /// <param name="maximum">Greatest number, finite and not less than <paramref name="minimum"/>; default 0.05.</param>
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

    /// <summary>Smallest number.</summary>
    public float Minimum { get; }

    /// <summary>Greatest number.</summary>
    public float Maximum { get; }

    /// <inheritdoc/>
    public override string Name => "random-uniform";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        new ReadOnlyDictionary<string, double>(new Dictionary<string, double> { ["minimum"] = Minimum, ["maximum"] = Maximum });

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        FillUniform(values, Minimum, Maximum, random);
    }
}

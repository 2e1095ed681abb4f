using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>
/// A sample whose features, in the order of their frequencies as the bands of a spectrogram are, are stretched or squeezed by a random
/// factor, the same at all its steps, as if another vocal tract had spoken (vocal tract length perturbation: Jaitly and Hinton 2013). The
/// first and the last feature stay where they are.
/// </summary>
public sealed class FrequencyWarp : Augmentation
{
    /// <summary>The share of the features that the factor stretches; those above are moved so that the last one stays.</summary>
    private const double Bend = 0.75;

    private static readonly Setting<FrequencyWarp, float> _width = new(
        "width", Kind.Single(NumberRange.Fraction), warp => warp.Width, "Half the range of the factor around 1.")
    { DefaultValue = DefaultWidth };

    internal static Entry<Augmentation> Entry { get; } = new(
        "frequency-warp", typeof(FrequencyWarp),
        "Stretches or squeezes the features of a sample in their order, such as the bands of a spectrogram.", [_width],
        values => new FrequencyWarp(values.Get(_width)))
    {
        Shorthand = _width,
        Formula = "x(g(f)), g(f) = α·f up to three quarters of the features, then straight to the last, α ~ U(1 − width, 1 + width)",
        Example = "frequency-warp: 0.15",
    };

    /// <summary>The width unless another is given.</summary>
    public const float DefaultWidth = 0.1f;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="width">Half the range of the factor around 1, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is out of its range.</exception>
    public FrequencyWarp(float width = DefaultWidth)
    {
        Require.PositiveFinite(width, nameof(width));
        Require.FractionBelowOne(width, nameof(width));
        Width = width;
    }

    /// <summary>Half the range of the factor around 1.</summary>
    public float Width { get; }

    /// <inheritdoc/>
    public override void Apply(TimeMajorSpan sequence, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double factor = 1 + (Width * ((2 * random.NextDouble()) - 1));
        int features = sequence.Features;
        if (features < 3)
        {
            return;
        }

        // Where a great factor would go beyond the last feature, the bend comes earlier.
        double last = features - 1, bend = Math.Min(Bend, Bend / factor) * last, bent = factor * bend;
        double slope = (last - bent) / (last - bend);
        Span<float> before = features <= 512 ? stackalloc float[features] : new float[features];
        for (int t = 0; t < sequence.Timesteps; t++)
        {
            Span<float> after = sequence.At(t);
            after.CopyTo(before);
            for (int f = 1; f < features - 1; f++)
            {
                // A sequence of single features, along which the place lies between two.
                Interpolation.At(before, 1, f <= bend ? factor * f : bent + (slope * (f - bend)), after.Slice(f, 1));
            }
        }
    }
}

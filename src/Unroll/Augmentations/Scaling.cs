using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>A random factor for each feature of a sample, the same at all its steps (Um et al. 2017).</summary>
public sealed class Scaling : Augmentation
{
    private static readonly Setting<Scaling, float> _deviation = new(
        "standard-deviation", Kind.Single(NumberRange.Positive), scaling => scaling.StandardDeviation,
        "Standard deviation of the factors around 1.")
    { DefaultValue = DefaultStandardDeviation };

    internal static Entry<Augmentation> Entry { get; } = new(
        "scaling", typeof(Scaling), "Multiplies each feature of a sample by a random factor.", [_deviation],
        values => new Scaling(values.Get(_deviation)))
    {
        Shorthand = _deviation,
        Formula = "f·x, f ~ N(1, deviation²) for each feature",
        Example = "scaling: 0.2",
    };

    /// <summary>The deviation unless another is given.</summary>
    public const float DefaultStandardDeviation = 0.1f;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="standardDeviation">Standard deviation of the factors, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is not positive and finite.</exception>
    public Scaling(float standardDeviation = DefaultStandardDeviation)
    {
        Require.PositiveFinite(standardDeviation, nameof(standardDeviation));
        StandardDeviation = standardDeviation;
    }

    /// <summary>Standard deviation of the factors around 1.</summary>
    public float StandardDeviation { get; }

    /// <inheritdoc/>
    public override void Apply(TimeMajorSpan sequence, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (int feature = 0; feature < sequence.Features; feature++)
        {
            float factor = (float)(1 + (StandardDeviation * random.NextNormal()));
            for (int at = feature; at < sequence.Values.Length; at += sequence.Features)
            {
                sequence.Values[at] *= factor;
            }
        }
    }
}

using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>
/// A random offset for each feature of a sample, the same at all its steps: as if other sensors had measured it, or, of the bands of a
/// spectrogram, another microphone and voice.
/// </summary>
public sealed class Shift : Augmentation
{
    private static readonly Setting<Shift, float> _deviation = new(
        "standard-deviation", Kind.Single(NumberRange.Positive), shift => shift.StandardDeviation,
        "Standard deviation of the offsets, in the unit of what the network sees: of scaled columns, in standard deviations.")
    { DefaultValue = DefaultStandardDeviation };

    internal static Entry<Augmentation> Entry { get; } = new(
        "shift", typeof(Shift), "Adds a random offset to each feature of a sample.", [_deviation],
        values => new Shift(values.Get(_deviation)))
    {
        Shorthand = _deviation,
        Formula = "x + o, o ~ N(0, deviation²) for each feature",
        Example = "shift: 0.3",
    };

    /// <summary>The deviation unless another is given.</summary>
    public const float DefaultStandardDeviation = 0.1f;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="standardDeviation">Standard deviation of the offsets, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is not positive and finite.</exception>
    public Shift(float standardDeviation = DefaultStandardDeviation)
    {
        Require.PositiveFinite(standardDeviation, nameof(standardDeviation));
        StandardDeviation = standardDeviation;
    }

    /// <summary>Standard deviation of the offsets.</summary>
    public float StandardDeviation { get; }

    /// <inheritdoc/>
    public override void Apply(TimeMajorSpan sequence, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        for (int feature = 0; feature < sequence.Features; feature++)
        {
            float offset = (float)(StandardDeviation * random.NextNormal());
            for (int at = feature; at < sequence.Values.Length; at += sequence.Features)
            {
                sequence.Values[at] += offset;
            }
        }
    }
}

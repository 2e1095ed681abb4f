using System.Buffers;
using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>Normal noise that is added to every value (Um et al. 2017).</summary>
public sealed class Jitter : Augmentation
{
    private static readonly Setting<Jitter, float> _deviation = new(
        "standard-deviation", Kind.Single(NumberRange.Positive), jitter => jitter.StandardDeviation,
        "Standard deviation of the noise, in the unit of what the network sees: of scaled columns, in standard deviations.")
    { DefaultValue = DefaultStandardDeviation };

    internal static Entry<Augmentation> Entry { get; } = new(
        "jitter", typeof(Jitter), "Adds normal noise to every value.", [_deviation], values => new Jitter(values.Get(_deviation)))
    {
        Shorthand = _deviation,
        Formula = "x + ε, ε ~ N(0, deviation²)",
        Example = "jitter: 0.05",
    };

    /// <summary>The deviation unless another is given.</summary>
    public const float DefaultStandardDeviation = 0.03f;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="standardDeviation">Standard deviation of the noise, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is not positive and finite.</exception>
    public Jitter(float standardDeviation = DefaultStandardDeviation)
    {
        Require.PositiveFinite(standardDeviation, nameof(standardDeviation));
        StandardDeviation = standardDeviation;
    }

    /// <summary>Standard deviation of the noise.</summary>
    public float StandardDeviation { get; }

    /// <inheritdoc/>
    public override void Apply(TimeMajorSpan sequence, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Span<float> values = sequence.Values;
        float[] rented = ArrayPool<float>.Shared.Rent(values.Length);
        Span<float> noise = rented.AsSpan(0, values.Length);
        random.NextNormals(noise);
        TensorPrimitives.MultiplyAdd(noise, StandardDeviation, values, values);
        ArrayPool<float>.Shared.Return(rented);
    }
}

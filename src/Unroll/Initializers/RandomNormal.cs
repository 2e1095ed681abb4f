using Unroll.Catalogue;

namespace Unroll.Initializers;

/// <summary>Normally distributed numbers.</summary>
public sealed class RandomNormal : Initializer
{
    private static readonly Setting<RandomNormal, float> _mean =
        new("mean", Kind.Single(), normal => normal.Mean, "Mean.");

    private static readonly Setting<RandomNormal, float> _deviation =
        new("standard-deviation", Kind.Single(NumberRange.NonNegative), normal => normal.StandardDeviation,
            "Standard deviation.")
        { DefaultValue = 0.05f };

    internal static Entry<Initializer> Entry { get; } = new(
        "random-normal", typeof(RandomNormal), "Normal numbers.", [_mean, _deviation],
        values => new RandomNormal(values.Get(_mean), values.Get(_deviation)))
    {
        Example = "random-normal: {standard-deviation: 0.1}",
    };

    /// <summary>Creates the initializer.</summary>
    /// <param name="mean">Mean, finite; default 0.</param>
    /// <param name="standardDeviation">Standard deviation, finite and at least 0; default 0.05 as in Keras.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public RandomNormal(float mean = 0, float standardDeviation = 0.05f)
    {
        Require.Finite(mean, nameof(mean));
        Require.NonNegativeFinite(standardDeviation, nameof(standardDeviation));
        Mean = mean;
        StandardDeviation = standardDeviation;
    }

    /// <summary>Mean.</summary>
    public float Mean { get; }

    /// <summary>Standard deviation.</summary>
    public float StandardDeviation { get; }

    private protected override bool FillsInParts => true;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, int fanIn, int fanOut, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ref float value in values)
        {
            value = (float)(Mean + (StandardDeviation * random.NextNormal()));
        }
    }
}

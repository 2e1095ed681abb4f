using System.Buffers;
using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>
/// A random run of a sample's steps, stretched to its whole length (window slicing: Le Guennec, Malinowski and Tavenard 2016).
/// </summary>
public sealed class Crop : Augmentation
{
    private static readonly Setting<Crop, float> _share = new(
        "share", Kind.Single(NumberRange.Fraction), crop => crop.Share, "Share of the steps that are kept.")
    { DefaultValue = DefaultShare };

    internal static Entry<Augmentation> Entry { get; } = new(
        "crop", typeof(Crop), "Keeps a random run of the steps, stretched to the whole length.", [_share],
        values => new Crop(values.Get(_share)))
    {
        Shorthand = _share,
        Formula = "x(s + t·(⌈share·T⌉ − 1)/(T − 1)), s uniform",
        Example = "crop: 0.8",
    };

    /// <summary>The share unless another is given.</summary>
    public const float DefaultShare = 0.9f;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="share">Share of the steps that are kept, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is out of its range.</exception>
    public Crop(float share = DefaultShare)
    {
        Require.PositiveFinite(share, nameof(share));
        Require.FractionBelowOne(share, nameof(share));
        Share = share;
    }

    /// <summary>Share of the steps that are kept.</summary>
    public float Share { get; }

    /// <inheritdoc/>
    public override bool ChangesTime => true;

    /// <inheritdoc/>
    public override void Apply(TimeMajorSpan sequence, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int timesteps = sequence.Timesteps, kept = Math.Max(1, (int)Math.Ceiling((double)Share * timesteps));
        if (kept >= timesteps)
        {
            return;
        }

        int start = random.NextInt32(timesteps - kept + 1);
        float[] rented = ArrayPool<float>.Shared.Rent(sequence.Values.Length);
        Span<float> before = rented.AsSpan(0, sequence.Values.Length);
        sequence.Values.CopyTo(before);
        for (int t = 0; t < timesteps; t++)
        {
            Interpolation.At(before, sequence.Features, start + ((double)t * (kept - 1) / (timesteps - 1)), sequence.At(t));
        }

        ArrayPool<float>.Shared.Return(rented);
    }
}

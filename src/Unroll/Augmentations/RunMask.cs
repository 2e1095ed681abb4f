using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>Random runs of a sample that are set to 0, the mean of scaled features (SpecAugment: Park et al. 2019).</summary>
public abstract class RunMask : Augmentation
{
    /// <summary>The share unless another is given.</summary>
    public const float DefaultShare = 0.2f;

    private static readonly Setting<RunMask, float> _share = new(
        "share", Kind.Single(NumberRange.Fraction), mask => mask.Share, "The greatest share of a sample that one mask covers.")
    { DefaultValue = DefaultShare };

    private static readonly Setting<RunMask, int> _count = new(
        "count", Kind.Integer(1, 100), mask => mask.Count, "Number of masks, which may overlap.")
    { DefaultValue = 1 };

    private protected RunMask(float share, int count)
    {
        Require.PositiveFinite(share, nameof(share));
        Require.FractionBelowOne(share, nameof(share));
        Require.AtLeast(count, 1, nameof(count));
        (Share, Count) = (share, count);
    }

    /// <summary>The greatest share of a sample that one mask covers.</summary>
    public float Share { get; }

    /// <summary>Number of masks.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public sealed override void Apply(TimeMajorSpan sequence, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        int length = LengthOf(sequence);
        for (int i = 0; i < Count; i++)
        {
            int count = random.NextInt32((int)(Share * length) + 1);
            Mask(sequence, random.NextInt32(length - count + 1), count);
        }
    }

    private protected static Entry<Augmentation> EntryOf<T>(string name, string summary, string formula, Func<float, int, T> create)
        where T : RunMask => new(
        name, typeof(T), summary, [_share, _count], values => create(values.Get(_share), values.Get(_count)))
        {
            Shorthand = _share,
            Formula = formula,
            Example = $"{name}: {{share: 0.2, count: 2}}",
        };

    /// <summary>Of how many steps or features runs are taken.</summary>
    private protected abstract int LengthOf(TimeMajorSpan sequence);

    /// <summary>Sets a run to 0.</summary>
    private protected abstract void Mask(TimeMajorSpan sequence, int start, int count);
}

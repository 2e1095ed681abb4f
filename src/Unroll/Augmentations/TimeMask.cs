using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>Random runs of steps of a sample that are set to 0, the mean of scaled features (SpecAugment: Park et al. 2019).</summary>
/// <param name="share">The greatest share of the steps that one mask covers, above 0 and below 1.</param>
/// <param name="count">Number of masks, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class TimeMask(float share = RunMask.DefaultShare, int count = 1) : RunMask(share, count)
{
    internal static Entry<Augmentation> Entry { get; } = EntryOf(
        "time-mask", "Sets random runs of steps to 0.", "x(t) = 0 for s ≤ t < s + w, w uniform up to share·T",
        (share, count) => new TimeMask(share, count));

    private protected override int LengthOf(TimeMajorSpan sequence) => sequence.Timesteps;

    private protected override void Mask(TimeMajorSpan sequence, int start, int count) =>
        sequence.Values.Slice(start * sequence.Features, count * sequence.Features).Clear();
}

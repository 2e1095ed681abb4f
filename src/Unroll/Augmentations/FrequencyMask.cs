using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>
/// Random runs of neighbouring features of a sample, such as the bands of a spectrogram, that are set to 0, the mean of scaled features
/// (SpecAugment: Park et al. 2019).
/// </summary>
/// <param name="share">The greatest share of the features that one mask covers, above 0 and below 1.</param>
/// <param name="count">Number of masks, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class FrequencyMask(float share = RunMask.DefaultShare, int count = 1) : RunMask(share, count)
{
    internal static Entry<Augmentation> Entry { get; } = EntryOf(
        "frequency-mask", "Sets random runs of neighbouring features, such as bands of a spectrogram, to 0.",
        "x_f(t) = 0 for s ≤ f < s + w, w uniform up to share·F", (share, count) => new FrequencyMask(share, count));

    private protected override int LengthOf(TimeMajorSpan sequence) => sequence.Features;

    private protected override void Mask(TimeMajorSpan sequence, int start, int count)
    {
        for (int t = 0; count > 0 && t < sequence.Timesteps; t++)
        {
            sequence.At(t).Slice(start, count).Clear();
        }
    }
}

using Unroll.Catalogue;
using Unroll.Data;

namespace Unroll.Augmentations;

/// <summary>
/// An augmentation: a random change of training samples that leaves what is predicted of them as it is, so that a network sees other
/// samples in every epoch. Stateless; what it draws follows from the seed, the epoch and the sample alone.
/// </summary>
public abstract class Augmentation
{
    /// <summary>All augmentations by name; users register their own here.</summary>
    public static BlockCatalogue<Augmentation> Catalogue { get; } = new(
        "augmentation", () =>
        [
            Jitter.Entry, Shift.Entry, Scaling.Entry, Crop.Entry, TimeWarp.Entry, TimeMask.Entry, FrequencyMask.Entry, FrequencyWarp.Entry,
            FrequencyFilter.Entry, Mixup.Entry,
        ]);

    /// <summary>Name in recipes: <c>jitter</c>.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>
    /// Whether steps move in time, so that it is refused where targets belong to single steps. False unless overridden.
    /// </summary>
    public virtual bool ChangesTime => false;

    /// <summary>Whether samples are mixed with others by <see cref="DrawShare"/>. False unless overridden.</summary>
    public virtual bool Mixes => false;

    /// <summary>Changes the real timesteps of one sample, those that are no padding; nothing unless overridden.</summary>
    /// <param name="sequence">[timesteps, 1, features], changed in place.</param>
    /// <param name="random">Random numbers of the sample in this epoch; of those that change time, the same for each input.</param>
    public virtual void Apply(TimeMajorSpan sequence, RandomStream random)
    {
    }

    /// <summary>
    /// The share λ of a sample in its mixture with another one, λ·x + (1 − λ)·x′, of inputs and targets alike; 1 unless overridden.
    /// </summary>
    /// <param name="random">Random numbers of the sample in this epoch.</param>
    /// <returns>From 0 to 1.</returns>
    public virtual float DrawShare(RandomStream random) => 1;
}

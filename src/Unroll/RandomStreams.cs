namespace Unroll;

/// <summary>The stream numbers of a seed's uses, so that no two uses share random numbers.</summary>
internal static class RandomStreams
{
    /// <summary>Order of the samples: one stream an epoch.</summary>
    public const ulong Shuffling = 1UL << 40;

    /// <summary>Initial weights: one stream a layer.</summary>
    public const ulong Weights = 2UL << 40;

    /// <summary>Dropout: one stream a shard of a step.</summary>
    private const ulong Passes = 3UL << 40;

    /// <summary>Augmentations: one stream an epoch, from which those of samples are derived.</summary>
    public const ulong Augmentation = 4UL << 40;

    /// <summary>The stream of dropout in a shard of a step.</summary>
    public static ulong PassOf(ulong step, int shard) => Passes + (step << 12) + (ulong)shard;
}

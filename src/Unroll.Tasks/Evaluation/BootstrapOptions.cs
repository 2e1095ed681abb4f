using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Evaluation;

/// <summary>The options of a bootstrap; those of <c>new()</c> are the defaults.</summary>
public readonly record struct BootstrapOptions()
{
    /// <summary>Level of the interval.</summary>
    public double Level { get; init; } = ConfidenceInterval.DefaultLevel;

    /// <summary>Number of resamples.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Seed of the resampling: the same gives the same interval, bit for bit.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>
    /// Number of neighbouring samples that are drawn together: 1 where samples are independent, more where neighbours resemble each other,
    /// as forecasts from neighbouring origins do.
    /// </summary>
    public int BlockLength { get; init; } = 1;
}

namespace Unroll.Insight.Gradients;

/// <summary>Sizes of a measurement of <see cref="GradientFlow"/>.</summary>
public sealed record GradientFlowOptions
{
    /// <summary>Timesteps of the sequences, at least 2. Default: 100.</summary>
    public int Timesteps { get; init; } = 100;

    /// <summary>Hidden units. Default: 32.</summary>
    public int Units { get; init; } = 32;

    /// <summary>Sequences. Default: 16.</summary>
    public int Rows { get; init; } = 16;

    /// <summary>Seed of weights and sequences. Default: 2.</summary>
    public ulong Seed { get; init; } = 2;
}

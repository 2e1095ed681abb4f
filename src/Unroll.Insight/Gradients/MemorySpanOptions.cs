namespace Unroll.Insight.Gradients;

/// <summary>Options of <see cref="MemorySpan"/>.</summary>
public sealed record MemorySpanOptions
{
    /// <summary>The spans to try, in timesteps, ascending. Default: 10, 20, 50, 100, 200, 500, 1,000.</summary>
    public IReadOnlyList<int> Spans { get; init; } = [10, 20, 50, 100, 200, 500, 1000];

    /// <summary>Hidden units. Default: 32.</summary>
    public int Units { get; init; } = 32;

    /// <summary>Training sequences. Default: 1,024.</summary>
    public int Sequences { get; init; } = 1024;

    /// <summary>Epochs at most; a training ends sooner once it has learned. Default: 30.</summary>
    public int Epochs { get; init; } = 30;

    /// <summary>Sequences of a batch. Default: 32.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>Learning rate of Adam. Default: 0.003.</summary>
    public float LearningRate { get; init; } = 0.003f;

    /// <summary>The accuracy on unseen sequences from which a span counts as learned. Default: 0.95.</summary>
    public double RequiredAccuracy { get; init; } = 0.95;

    /// <summary>Networks, from different initial weights, of which the best counts. Default: 1.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Seed of weights and sequences. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Ends the measurement.</summary>
    public CancellationToken CancellationToken { get; init; }
}

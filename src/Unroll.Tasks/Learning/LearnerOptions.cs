using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>Options of training that are no part of the recipe.</summary>
public readonly record struct LearnerOptions()
{
    /// <summary>Threads; 0, the default, takes all cores. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Called while training, after those that the recipe asks for; none by default.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Receives the progress of the training, as a callback too, after all others; null for none.</summary>
    public LearnerProgress? Progress { get; init; }

    /// <summary>A folder for checkpoints, from which a killed training resumes, bit for bit; null for none.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Stops the training after the running batch; the networks so far are evaluated and can be used.</summary>
    public CancellationToken CancellationToken { get; init; }
}

namespace Unroll.Tasks.Running;

/// <summary>Options of a run that are no part of its recipe.</summary>
public sealed record RunRequest
{
    /// <summary>A file in place of the recipe's data; null for those. When resuming: where the data are now.</summary>
    public string? DataFile { get; init; }

    /// <summary>The run folder, new or with an earlier run that the new one replaces; null for <c>runs/NAME-DATE-TIME</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>Seed of weights, order and dropout; null for the recipe's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Threads; 0 takes all cores. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Follows the run; null for silence.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>
    /// Stops the training after the running batch; the networks so far are evaluated and written, and the run can be resumed.
    /// </summary>
    public CancellationToken CancellationToken { get; init; }
}

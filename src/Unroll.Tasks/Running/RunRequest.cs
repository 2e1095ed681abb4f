namespace Unroll.Tasks.Running;

/// <summary>How a recipe is run, beside what it says itself.</summary>
public sealed record RunRequest
{
    /// <summary>A file to learn from instead of the recipe's data; null for those. Of a run that goes on: where its data are now.</summary>
    public string? DataFile { get; init; }

    /// <summary>The run folder, new or with an earlier run that the new one replaces; null for <c>runs/NAME-DATE-TIME</c>.</summary>
    public string? Folder { get; init; }

    /// <summary>Seed of weights, order and dropout; null for the recipe's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Threads; 0 takes all cores. The result does not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Follows the run; null for silence.</summary>
    public RunProgress? Progress { get; init; }

    /// <summary>Stops the training after the running batch; what was learned until then is evaluated and written, and the run can go on.</summary>
    public CancellationToken CancellationToken { get; init; }
}

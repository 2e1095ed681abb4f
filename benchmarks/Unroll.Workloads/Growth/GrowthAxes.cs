using Unroll.Workloads.Table;

namespace Unroll.Workloads.Growth;

/// <summary>The sizes whose growth is measured: of an LSTM that sees 8 features and gives one number for its last timestep.</summary>
internal static class GrowthAxes
{
    private static readonly Workload _moderate = new("growth", LayerKind.Lstm, Batch: 32, Timesteps: 128, Features: 8, Units: 64, Depth: 1);

    /// <summary>The axes.</summary>
    public static IReadOnlyList<GrowthAxis> All { get; } =
    [
        new("timesteps", "timesteps", Powers(64, 8192), value => _moderate with { Timesteps = value },
            [new("all timesteps remembered", false), new("gradient checkpointing", true)]),
        new("batch", "rows of the batch", Powers(1, 1024), value => _moderate with { Batch = value }, [new("training step", false)]),
        new("units", "hidden units", Powers(8, 1024), value => _moderate with { Units = value }, [new("training step", false)]),
    ];

    private static int[] Powers(int first, int last) =>
        [.. Enumerable.Range(0, 32).Select(power => (long)first << power).TakeWhile(value => value <= last).Select(value => (int)value)];
}

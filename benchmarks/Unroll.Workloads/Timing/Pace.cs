namespace Unroll.Workloads.Timing;

/// <summary>How long one turn at a workload lasts.</summary>
/// <param name="WarmSeconds">Seconds of calls that are not timed; at least one call.</param>
/// <param name="Seconds">Seconds of timed calls.</param>
/// <param name="MinimumCalls">Timed calls there are at least, however long they take.</param>
internal readonly record struct Pace(double WarmSeconds, double Seconds, int MinimumCalls);

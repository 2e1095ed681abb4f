namespace Unroll.Workloads.Throughput;

/// <summary>One turn of a task.</summary>
/// <param name="Seconds">How long it took.</param>
/// <param name="WaitingShare">Share of it for which a network waited for its samples; null where there is no network.</param>
internal readonly record struct Turn(double Seconds, double? WaitingShare = null);

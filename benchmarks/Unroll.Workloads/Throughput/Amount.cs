namespace Unroll.Workloads.Throughput;

/// <summary>How much a turn gets done.</summary>
/// <param name="Unit">What is counted, such as <c>rows</c>.</param>
/// <param name="Count">How many of them.</param>
internal readonly record struct Amount(string Unit, double Count);

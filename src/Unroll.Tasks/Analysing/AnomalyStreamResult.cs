namespace Unroll.Tasks.Analysing;

/// <summary>What a stream had.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Anomalies">Those of them that are anomalies.</param>
public readonly record struct AnomalyStreamResult(long Rows, long Anomalies);

namespace Unroll.Tasks.Analysing;

/// <summary>The counts of a stream: its rows and its anomalies.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Anomalies">Those of them that are anomalies.</param>
public readonly record struct AnomalyStreamResult(long Rows, long Anomalies);

namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>How a detector does on a stream, at a threshold.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="Raw">The sum of the weights of its detections and misses, before it is normalised.</param>
/// <param name="Found">Windows in which there is a detection.</param>
/// <param name="Windows">Windows that there are.</param>
/// <param name="FalsePositives">Detections outside windows.</param>
internal readonly record struct StreamResult(string Name, double Raw, int Found, int Windows, int FalsePositives);

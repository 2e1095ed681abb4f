using Unroll.AnomalyBenchmark.Scoring;

namespace Unroll.AnomalyBenchmark.Synthesis;

/// <summary>A stream whose anomalies are known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Times">The time of each point, sorted.</param>
/// <param name="Values">The value of each point.</param>
/// <param name="Windows">The windows of its anomalies.</param>
internal sealed record LabelledStream(
    string Name, IReadOnlyList<DateTime> Times, IReadOnlyList<double> Values, IReadOnlyList<AnomalyWindow> Windows);

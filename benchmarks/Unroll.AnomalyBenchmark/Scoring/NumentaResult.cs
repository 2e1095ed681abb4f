namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>How a detector does over all streams.</summary>
/// <param name="Score">From 0, as good as no detection at all, to 100, each window found at its first point and nothing else.</param>
/// <param name="Threshold">The score from which a point is a detection: that with the best result over all streams.</param>
/// <param name="Streams">What each stream adds at this threshold.</param>
internal sealed record NumentaResult(double Score, double Threshold, IReadOnlyList<StreamResult> Streams)
{
    /// <summary>Windows in which there is a detection.</summary>
    public int Found => Streams.Sum(stream => stream.Found);

    /// <summary>Windows that there are.</summary>
    public int Windows => Streams.Sum(stream => stream.Windows);

    /// <summary>Detections outside windows.</summary>
    public int FalsePositives => Streams.Sum(stream => stream.FalsePositives);
}

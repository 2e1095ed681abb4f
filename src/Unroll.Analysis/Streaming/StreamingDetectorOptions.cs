namespace Unroll.Analysis.Streaming;

/// <summary>Settings of a <see cref="StreamingDetector"/>; the defaults fit streams of all kinds.</summary>
public readonly record struct StreamingDetectorOptions
{
    /// <summary>Creates settings with their defaults.</summary>
    public StreamingDetectorOptions()
    {
    }

    /// <summary>
    /// The number of points that are remembered, as an exponentially weighted window, as usual or not; at least 100. A score says how
    /// unexpected a point is among as many.
    /// </summary>
    public int Memory { get; init; } = 2000;
}

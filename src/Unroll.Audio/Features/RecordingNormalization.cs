namespace Unroll.Audio.Features;

/// <summary>The normalisation of each feature over a recording, by which microphones and voices matter less.</summary>
public enum RecordingNormalization
{
    /// <summary>None.</summary>
    None,

    /// <summary>The mean over all features of the recording is taken off: its loudness.</summary>
    Level,

    /// <summary>The mean of each feature over the recording is taken off.</summary>
    Mean,

    /// <summary>Each feature has mean 0 and deviation 1 over the recording.</summary>
    MeanVariance,
}

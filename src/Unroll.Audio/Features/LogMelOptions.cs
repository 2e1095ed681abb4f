namespace Unroll.Audio.Features;

/// <summary>
/// Frames, bands and normalisation of <see cref="LogMelStep"/> and <see cref="MfccStep"/>; <c>default</c> for all defaults.
/// </summary>
public readonly record struct LogMelOptions
{
    /// <summary>The bands unless another number is given.</summary>
    public const int DefaultBands = 40;

    /// <summary>The columns of sound, each with features of its own; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// The sampling rate in hertz that features are made at; sound of another rate is resampled. Null for the lowest of the training part.
    /// </summary>
    public int? SampleRate { get; init; }

    /// <summary>Length of a frame, under a Hann window; 25 ms unless given.</summary>
    public SampleSpan WinLength { get => field == default ? SampleSpan.OfMilliseconds(25) : field; init; }

    /// <summary>Length from one frame to the next; 10 ms unless given.</summary>
    public SampleSpan HopLength { get => field == default ? SampleSpan.OfMilliseconds(10) : field; init; }

    /// <summary>Points of the Fourier transform, a power of two; null for the least that holds a frame.</summary>
    public int? FftLength { get; init; }

    /// <summary>Number of mel bands; 40 unless given.</summary>
    public int Bands { get => field == 0 ? DefaultBands : field; init; }

    /// <summary>The lowest frequency in hertz; 0 unless given.</summary>
    public double LowestFrequency { get; init; }

    /// <summary>The highest frequency in hertz; null for half the sampling rate.</summary>
    public double? HighestFrequency { get; init; }

    /// <summary>The mel scale; that of Slaney unless given.</summary>
    public MelScale MelScale { get; init; }

    /// <summary>The height of the triangles; that of Slaney unless given.</summary>
    public MelNormalization MelNormalization { get; init; }

    /// <summary>
    /// Whether frames lie within the recording, rather than around each hop's sample with zeros beyond the ends (<c>center</c>).
    /// </summary>
    public bool WithinRecording { get; init; }

    /// <summary>Factor of the sample before that is taken off each sample, as 0.97; 0 for none.</summary>
    public double PreEmphasis { get; init; }

    /// <summary>Decibels below the loudest of a recording at which softer ones are cut off; null for none, 80 unless given.</summary>
    public double? TopDecibels { get => IsTopGiven ? field : DefaultTopDecibels; init => (field, IsTopGiven) = (value, true); }

    /// <summary>
    /// Decibels below the loudest frame of a recording under which frames at its ends are cut off; null for none. The loudness is that
    /// of all columns together.
    /// </summary>
    public double? TrimDecibels { get; init; }

    /// <summary>The normalisation over each recording; none unless given.</summary>
    public RecordingNormalization Normalization { get; init; }

    internal const double DefaultTopDecibels = 80;

    private bool IsTopGiven { get; init; }
}

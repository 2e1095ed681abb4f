namespace Unroll.Audio.Features;

/// <summary>A length of sound: a number of samples, or a duration, which is as many samples as the sampling rate makes of it.</summary>
public readonly record struct SampleSpan
{
    private SampleSpan(int samples, TimeSpan duration) => (Samples, Duration) = (samples, duration);

    /// <summary>Samples; 0 where a duration is given.</summary>
    public int Samples { get; }

    /// <summary>Duration; zero where samples are given.</summary>
    public TimeSpan Duration { get; }

    /// <summary>A number of samples.</summary>
    /// <param name="count">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static SampleSpan OfSamples(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new(count, TimeSpan.Zero);
    }

    /// <summary>A duration.</summary>
    /// <param name="milliseconds">Milliseconds, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="milliseconds"/> is not above 0.</exception>
    public static SampleSpan OfMilliseconds(double milliseconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(milliseconds);
        return new(0, TimeSpan.FromMilliseconds(milliseconds));
    }

    internal static SampleSpan Of(TimeSpan duration) => new(0, duration);

    /// <summary>Samples at a sampling rate, at least 1.</summary>
    /// <param name="sampleRate">The sampling rate in hertz.</param>
    public int At(int sampleRate) => Samples > 0 ? Samples
        : (int)Math.Clamp(Math.Round(Duration.TotalSeconds * sampleRate), 1, int.MaxValue);
}

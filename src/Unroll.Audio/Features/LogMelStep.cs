using Unroll.Series.Preparing;

namespace Unroll.Audio.Features;

/// <summary>
/// A step that replaces each column of sound by its log-mel spectrogram: short Fourier transforms of frames, their power in bands of equal
/// width on the mel scale, in decibels. A column x becomes <c>x-mel-1</c>, <c>x-mel-2</c>, …; other columns are dropped. The numbers are
/// those of <c>librosa.power_to_db(librosa.feature.melspectrogram(…))</c>.
/// </summary>
public sealed class LogMelStep : SpectralStep
{
    /// <summary>Its entry in <see cref="PreparingStep.Catalogue"/>.</summary>
    public static StepEntry Entry { get; } = new(
        "log-mel",
        typeof(LogMelStep),
        "Replaces sound by its log-mel spectrogram: the loudness of mel bands in frames that follow each other.",
        [SpectralSettings.Bands, .. SpectralSettings.Others],
        values => new LogMelStep(SpectralSettings.Read(values)),
        Restore)
    {
        Shorthand = SpectralSettings.Bands,
        Formula = "10·log₁₀ max(10⁻¹⁰, M·|FFT(w·x)|²)",
        Example = "log-mel: {n-mels: 40, hop-length: 10ms, normalize: mean-variance}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="options">Frames, bands and normalisation.</param>
    /// <exception cref="InputException">The options do not fit together.</exception>
    public LogMelStep(LogMelOptions options = default)
        : base(options, "mel")
    {
    }

    /// <inheritdoc/>
    public override string Name => "log-mel";
}

using Unroll.Catalogue;
using Unroll.Series.Preparing;

namespace Unroll.Audio.Features;

/// <summary>
/// A step that replaces each column of sound by its mel-frequency cepstral coefficients: the discrete cosine transform of its log-mel bands
/// (<see cref="LogMelStep"/>), orthonormal, of which the first ones are kept. A column x becomes <c>x-mfcc-1</c>, <c>x-mfcc-2</c>, ….
/// </summary>
public sealed class MfccStep : SpectralStep
{
    /// <summary>The coefficients unless another number is given.</summary>
    public const int DefaultCoefficients = 20;

    private static readonly Setting<MfccStep, int> _coefficients = new(
        "n-mfcc", Kind.Integer(1, 1024), step => step.Coefficients, "Number of coefficients, at most that of bands.")
    { DefaultValue = DefaultCoefficients };

    /// <summary>Its entry in <see cref="PreparingStep.Catalogue"/>.</summary>
    public static StepEntry Entry { get; } = new(
        "mfcc",
        typeof(MfccStep),
        "Replaces sound by its mel-frequency cepstral coefficients in frames that follow each other.",
        [_coefficients, SpectralSettings.Bands, .. SpectralSettings.Others],
        values => new MfccStep(values.Get(_coefficients), SpectralSettings.Read(values)),
        Restore)
    {
        Shorthand = _coefficients,
        Formula = "DCT-II of the log-mel bands",
        Example = "mfcc: {n-mfcc: 13, hop-length: 10ms}",
    };

    /// <summary>Creates the step.</summary>
    /// <param name="coefficients">Number of coefficients, from 1 to the number of bands.</param>
    /// <param name="options">Frames, bands and normalisation.</param>
    /// <exception cref="InputException">There are more coefficients than bands, or the options do not fit together.</exception>
    public MfccStep(int coefficients = DefaultCoefficients, LogMelOptions options = default)
        : base(options, "mfcc") =>
        Coefficients = coefficients >= 1 && coefficients <= options.Bands ? coefficients : throw new InputException(
            $"Step 'mfcc' got n-mfcc: {coefficients} of {options.Bands} bands: give a number from 1 to that of the bands (n-mels).");

    /// <inheritdoc/>
    public override string Name => "mfcc";

    /// <summary>Number of coefficients.</summary>
    internal override int Coefficients { get; }
}

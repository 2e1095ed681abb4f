using System.Text.Json;
using Unroll.Catalogue;

namespace Unroll.Audio.Features;

/// <summary>The settings that the steps of sound share, each once.</summary>
internal static class SpectralSettings
{
    private const int MostBands = 1024;

    private static readonly Setting<SpectralStep, IReadOnlyList<string>> _columns = new(
        "columns", Kind.Texts(allowsSingle: true), step => step.Options.Columns!, "The columns of sound, each with features of its own.")
    { DefaultNote = "all of numbers", Example = "columns: [left]" };

    private static readonly Setting<SpectralStep, int?> _sampleRate = new(
        "sample-rate", Kind.Optional(Kind.Integer(1)), step => step.Options.SampleRate,
        "The sampling rate in hertz that features are made at; sound of another rate is resampled.")
    { DefaultNote = "the lowest of the training part" };

    private static readonly Setting<SpectralStep, SampleSpan> _winLength = new(
        "win-length", SampleSpanKind.Instance, step => step.Options.WinLength, "Length of a frame, under a Hann window.")
    { DefaultValue = default(LogMelOptions).WinLength, Example = "win-length: 25ms or win-length: 400" };

    private static readonly Setting<SpectralStep, SampleSpan> _hopLength = new(
        "hop-length", SampleSpanKind.Instance, step => step.Options.HopLength, "Length from one frame to the next.")
    { DefaultValue = default(LogMelOptions).HopLength, Example = "hop-length: 10ms or hop-length: 160" };

    private static readonly Setting<SpectralStep, int?> _fftLength = new(
        "n-fft", Kind.Optional(Kind.Integer(2, 1 << 20)), step => step.Options.FftLength,
        "Points of the Fourier transform, a power of two; frames are padded to it.")
    { DefaultNote = "the least that holds a frame" };

    private static readonly Setting<SpectralStep, double> _lowest = new(
        "f-min", Kind.Number(NumberRange.NonNegative), step => step.Options.LowestFrequency, "The lowest frequency in hertz.");

    private static readonly Setting<SpectralStep, double?> _highest = new(
        "f-max", Kind.Optional(Kind.Number(NumberRange.Positive)), step => step.Options.HighestFrequency,
        "The highest frequency in hertz.")
    { DefaultNote = "half the sampling rate" };

    private static readonly Setting<SpectralStep, MelScale> _scale = new(
        "mel-scale", Choice<MelScale>(), step => step.Options.MelScale,
        "The scale of pitch: `slaney` as in librosa, `htk` as in HTK and torchaudio.");

    private static readonly Setting<SpectralStep, MelNormalization> _norm = new(
        "norm", Choice<MelNormalization>(), step => step.Options.MelNormalization,
        "Height of the bands' triangles: of area 1 (`slaney`), or 1 (`none`).");

    private static readonly Setting<SpectralStep, bool> _center = new(
        "center", Kind.Flag, step => !step.Options.WithinRecording,
        "Whether frames lie around each hop's sample, with zeros beyond the ends of a recording; else they lie within it.")
    { DefaultValue = true };

    private static readonly Setting<SpectralStep, double> _preEmphasis = new(
        "pre-emphasis", Kind.Number(NumberRange.ShareBelowOne), step => step.Options.PreEmphasis,
        "Factor of the sample before that is taken off each sample, usually 0.97.");

    private static readonly Setting<SpectralStep, double> _top = new(
        "top-db", Kind.Number(NumberRange.NonNegative), step => step.Options.TopDecibels ?? 0,
        "Decibels below the loudest of a recording at which softer ones are cut off; 0 for none.")
    { DefaultValue = LogMelOptions.DefaultTopDecibels };

    private static readonly Setting<SpectralStep, double> _trim = new(
        "trim-db", Kind.Number(NumberRange.NonNegative), step => step.Options.TrimDecibels ?? 0,
        "Decibels below the loudest frame of a recording under which frames at its begin and end are cut off as silence; 0 for none.");

    private static readonly Setting<SpectralStep, RecordingNormalization> _normalize = new(
        "normalize", Choice<RecordingNormalization>(), step => step.Options.Normalization,
        "What is taken off each recording by itself: its loudness (`level`), the `mean` of each feature, or its mean and deviation.");

    /// <summary>The number of bands.</summary>
    public static Setting<SpectralStep, int> Bands { get; } = new(
        "n-mels", Kind.Integer(1, MostBands), step => step.Options.Bands, "Number of mel bands.")
    { DefaultValue = LogMelOptions.DefaultBands };

    /// <summary>All other settings.</summary>
    public static IReadOnlyList<Setting> Others { get; } =
    [
        _winLength, _hopLength, _fftLength, _lowest, _highest, _scale, _norm, _center, _preEmphasis, _top, _trim, _normalize,
        _sampleRate, _columns,
    ];

    /// <summary>The options of values.</summary>
    public static LogMelOptions Read(SettingValues values) => new()
    {
        Columns = values.Get(_columns),
        SampleRate = values.Get(_sampleRate),
        WinLength = values.Get(_winLength),
        HopLength = values.Get(_hopLength),
        FftLength = values.Get(_fftLength),
        Bands = values.Get(Bands),
        LowestFrequency = values.Get(_lowest),
        HighestFrequency = values.Get(_highest),
        MelScale = values.Get(_scale),
        MelNormalization = values.Get(_norm),
        WithinRecording = !values.Get(_center),
        PreEmphasis = values.Get(_preEmphasis),
        TopDecibels = values.Get(_top) is var top and > 0 ? top : null,
        TrimDecibels = values.Get(_trim) is var trim and > 0 ? trim : null,
        Normalization = values.Get(_normalize),
    };

    private static ValueKind<TEnum> Choice<TEnum>()
        where TEnum : struct, Enum =>
        Kind.Choice([.. Enum.GetValues<TEnum>().Select(value => (JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()), value))]);
}

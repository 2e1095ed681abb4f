using System.Numerics.Tensors;

namespace Unroll.Audio.Features;

/// <summary>
/// Triangular bands of equal width on the mel scale: band b rises from the centre of band b − 1 to its own and falls to that of band b + 1,
/// linearly in hertz.
/// </summary>
internal sealed class MelFilterBank
{
    // Slaney's Auditory Toolbox: 15 bands of 200/3 Hz up to 1,000 Hz, and 27 more up to 6,400 Hz, each a constant ratio above the last.
    private const double LinearWidth = 200.0 / 3;
    private const double LinearEnd = 1000;
    private static readonly double _logarithmicWidth = Math.Log(6.4) / 27;

    private readonly int[] _first;
    private readonly double[][] _weights;

    /// <summary>Creates the bands.</summary>
    /// <param name="options">Number, range, scale and height.</param>
    /// <param name="fftLength">Points of the Fourier transform.</param>
    /// <param name="sampleRate">The sampling rate in hertz.</param>
    /// <param name="step">The step's name, for messages.</param>
    /// <exception cref="InputException">The range goes beyond half the sampling rate, or a band lies between two frequencies.</exception>
    public MelFilterBank(LogMelOptions options, int fftLength, int sampleRate, string step)
    {
        double lowest = options.LowestFrequency, highest = options.HighestFrequency ?? (sampleRate / 2.0);
        if (highest > sampleRate / 2.0 || lowest >= highest)
        {
            throw new InputException(FormattableString.Invariant(
                $"Step '{step}' got frequencies from {lowest} to {highest} Hz, but sound of {sampleRate} samples a second has those up to ")
                + FormattableString.Invariant($"{sampleRate / 2.0} Hz: give f-min and f-max within them."));
        }

        (double from, double to) = (ToMel(lowest, options.MelScale), ToMel(highest, options.MelScale));
        double[] edges = [.. Enumerable.Range(0, options.Bands + 2)
            .Select(i => ToHertz(from + ((to - from) * i / (options.Bands + 1)), options.MelScale))];
        (_first, _weights) = (new int[options.Bands], new double[options.Bands][]);
        double width = (double)sampleRate / fftLength;
        for (int band = 0; band < options.Bands; band++)
        {
            (double left, double centre, double right) = (edges[band], edges[band + 1], edges[band + 2]);
            double height = options.MelNormalization == MelNormalization.Slaney ? 2 / (right - left) : 1;
            int first = Math.Max(0, (int)Math.Floor(left / width) + 1), end = Math.Min(fftLength / 2, (int)Math.Ceiling(right / width) - 1);
            _first[band] = first;
            _weights[band] = [.. Enumerable.Range(first, Math.Max(0, end - first + 1)).Select(bin => height
                * Math.Max(0, Math.Min(((bin * width) - left) / (centre - left), (right - (bin * width)) / (right - centre))))];
            if (!Array.Exists(_weights[band], weight => weight > 0))
            {
                throw new InputException(FormattableString.Invariant(
                    $"Step '{step}' has {options.Bands} bands, of which number {band + 1} ({left:0.#} to {right:0.#} Hz) lies between two ")
                    + FormattableString.Invariant($"frequencies of {fftLength} points ({width:0.#} Hz apart): give fewer bands (n-mels), ")
                    + "or more points (n-fft).");
            }
        }
    }

    /// <summary>The power of each band.</summary>
    /// <param name="power">The power of each frequency.</param>
    /// <param name="bands">Receives that of the bands.</param>
    public void Apply(ReadOnlySpan<double> power, Span<double> bands)
    {
        for (int band = 0; band < _weights.Length; band++)
        {
            bands[band] = TensorPrimitives.Dot(power.Slice(_first[band], _weights[band].Length), _weights[band]);
        }
    }

    private static double ToMel(double hertz, MelScale scale) =>
        scale == MelScale.Htk ? 2595 * Math.Log10(1 + (hertz / 700))
        : hertz < LinearEnd ? hertz / LinearWidth
        : (LinearEnd / LinearWidth) + (Math.Log(hertz / LinearEnd) / _logarithmicWidth);

    private static double ToHertz(double mel, MelScale scale) =>
        scale == MelScale.Htk ? 700 * (Math.Pow(10, mel / 2595) - 1)
        : mel < LinearEnd / LinearWidth ? mel * LinearWidth
        : LinearEnd * Math.Exp(_logarithmicWidth * (mel - (LinearEnd / LinearWidth)));
}

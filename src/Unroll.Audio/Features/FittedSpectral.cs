using System.Globalization;
using System.Numerics.Tensors;
using System.Text.Json.Nodes;
using NWaves.Operations;
using NWaves.Signals;
using NWaves.Transforms;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Audio.Features;

/// <summary>Makes features of sound, at one sampling rate.</summary>
internal sealed class FittedSpectral : FittedStep
{
    private const double LeastPower = 1e-10;
    private const double LeastDeviation = 1e-8;

    private readonly SpectralStep _step;
    private readonly string[] _columns;
    private readonly int _rate;
    private readonly int _hop;
    private readonly int _fftLength;
    private readonly double[] _window;
    private readonly MelFilterBank _bank;
    private readonly double[][] _cosines;

    /// <summary>Creates the fitted step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="columns">The columns of sound.</param>
    /// <param name="rate">The sampling rate in hertz.</param>
    public FittedSpectral(SpectralStep step, string[] columns, int rate)
    {
        (_step, _columns, _rate) = (step, columns, rate);
        LogMelOptions options = step.Options;
        int length = options.WinLength.At(rate);
        _hop = options.HopLength.At(rate);
        _fftLength = options.FftLength ?? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(2, length));
        if (length > _fftLength)
        {
            throw new InputException(
                $"Step '{step.Name}' has frames of {CountFormatter.Format(length, "samples")} (win-length, at {rate} Hz), which an "
                + $"n-fft of {_fftLength} does not hold: give shorter frames, or more points.");
        }

        // A periodic Hann window, in the middle of the points of the transform.
        _window = new double[_fftLength];
        int start = (_fftLength - length) / 2;
        for (int i = 0; i < length; i++)
        {
            _window[start + i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / length));
        }

        _bank = new MelFilterBank(options, _fftLength, rate, step.Name);
        _cosines = [.. Enumerable.Range(0, step.Coefficients).Select(k => Cosines(k, options.Bands))];
    }

    /// <inheritdoc/>
    public override string Name => _step.Name;

    /// <inheritdoc/>
    public override int? ReachBack => null;

    /// <summary>The sampling rate of a series.</summary>
    /// <exception cref="InputException">It is not known.</exception>
    public static int RateOf(Frame frame, string id, string step) =>
        frame.Time.SampleRate ?? (frame.Time is { IsNumbered: false, Interval: { } interval }
            ? Math.Max(1, (int)Math.Round(TimeSpan.TicksPerSecond / (double)interval.Ticks))
            : throw new InputException(
                $"Step '{step}' needs the sampling rate, which series '{id}' does not tell: give recordings (.wav), rows at a regular "
                + "interval, or sample-rate in the step."));

    /// <inheritdoc/>
    public override Frame Transform(Frame frame, string id)
    {
        ArgumentNullException.ThrowIfNull(frame);
        (double[][][] sounds, int first, int end) = Bands(frame, id);
        List<string> names = [];
        List<double[]> results = [];
        for (int i = 0; i < sounds.Length; i++)
        {
            double[][] features = Features([.. sounds[i].Select(band => band[first..end])]);
            Normalize(features);
            string name = $"{_columns[i]}-{_step.Feature}-";
            names.AddRange(features.Select((_, k) => name + (k + 1).ToString(CultureInfo.InvariantCulture)));
            results.AddRange(features);
        }

        return new Frame(TimeIndex.Numbered(results[0].Length), names, results);
    }

    /// <summary>The samples under the window of each frame, within the recording.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<RowRange> FramesOf(Frame frame, string id, int count)
    {
        ArgumentNullException.ThrowIfNull(frame);
        double rows = RowRateOf(frame, id) / (double)_rate;
        int length = _step.Options.WinLength.At(_rate), last = frame.RowCount - 1;
        int trimmed = _step.Options.TrimDecibels is null ? 0 : Bands(frame, id).First;
        int first = ((_fftLength - length) / 2) - Padding + (trimmed * _hop);
        RowRange[] frames = new RowRange[count];
        for (int t = 0; t < count; t++)
        {
            double start = (first + ((double)t * _hop)) * rows, end = start + (length * rows);
            int from = (int)Math.Clamp(Math.Round(start), 0, last);
            frames[t] = new(from, (int)Math.Clamp(Math.Round(end), from + 1, last + 1) - from);
        }

        return frames;
    }

    /// <inheritdoc/>
    public override JsonObject ToJson() => _step.ToJson(_columns, _rate);

    /// <summary>Samples of silence before a recording.</summary>
    private int Padding => _step.Options.WithinRecording ? 0 : _fftLength / 2;

    /// <summary>The rate of a series' rows; those of unknown rate are taken to have the one that the recipe gives.</summary>
    private int RowRateOf(Frame frame, string id) =>
        _step.Options.SampleRate is { } given && frame.Time is { SampleRate: null, IsNumbered: true } ? given : RateOf(frame, id, Name);

    /// <summary>The samples at the step's rate, with missing ones as silence.</summary>
    private double[] Samples(Frame frame, string column, string id)
    {
        if (!frame.HasColumn(column))
        {
            throw new InputException(
                $"Step '{Name}' learned from the column '{column}', but series '{id}' has {string.Join(", ", frame.ColumnNames)}: give "
                + "sound with the channels that were trained with.");
        }

        double[] samples = new double[frame.RowCount];
        frame.CopyColumn(column, 0, samples);
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = double.IsNaN(samples[i]) ? 0 : samples[i];
        }

        int rate = RowRateOf(frame, id);
        if (rate != _rate && samples.Length > 0)
        {
            DiscreteSignal resampled = new Resampler().Resample(
                new DiscreteSignal(rate, Array.ConvertAll(samples, sample => (float)sample)), _rate);
            samples = Array.ConvertAll(resampled.Samples, sample => (double)sample);
        }

        for (int i = samples.Length - 1; _step.Options.PreEmphasis > 0 && i > 0; i--)
        {
            samples[i] -= _step.Options.PreEmphasis * samples[i - 1];
        }

        return samples;
    }

    /// <summary>The bands of each column in decibels, and the frames to keep: those without silence at the ends of all columns.</summary>
    private (double[][][] Sounds, int First, int End) Bands(Frame frame, string id)
    {
        double[] loudness = [];
        double[][][] sounds = new double[_columns.Length][][];
        for (int i = 0; i < sounds.Length; i++)
        {
            sounds[i] = Bands(Samples(frame, _columns[i], id), ref loudness);
        }

        if (_step.Options.TrimDecibels is not { } trim)
        {
            return (sounds, 0, loudness.Length);
        }

        // From the first to the last frame that is loud enough, of which the loudest is one.
        double least = Decibels(TensorPrimitives.Max<double>(loudness)) - trim;
        int first = Array.FindIndex(loudness, power => Decibels(power) >= least);
        return (sounds, first, Array.FindLastIndex(loudness, power => Decibels(power) >= least) + 1);
    }

    private static double Decibels(double power) => 10 * Math.Log10(Math.Max(LeastPower, power));

    /// <summary>The bands of all frames of a column: an array of each band.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="loudness">The power of each frame over all columns, to which that of this one is added.</param>
    private double[][] Bands(double[] samples, ref double[] loudness)
    {
        int before = Padding;
        int frames = 1 + (Math.Max(0, samples.Length + (2 * before) - _fftLength) / _hop);
        double[][] bands = [.. Enumerable.Range(0, _step.Options.Bands).Select(_ => new double[frames])];
        RealFft64 transform = new(_fftLength);
        double[] frame = new double[_fftLength], real = new double[(_fftLength / 2) + 1], imaginary = new double[(_fftLength / 2) + 1];
        double[] power = new double[(_fftLength / 2) + 1], row = new double[bands.Length];
        loudness = loudness.Length == 0 ? new double[frames] : loudness;
        for (int t = 0; t < frames; t++)
        {
            int start = (t * _hop) - before, from = Math.Max(0, -start), to = Math.Clamp(samples.Length - start, from, _fftLength);
            Array.Clear(frame);
            samples.AsSpan(start + from, to - from).CopyTo(frame.AsSpan(from));
            TensorPrimitives.Multiply(frame, _window, frame);
            transform.Direct(frame, real, imaginary);
            TensorPrimitives.Multiply(imaginary, imaginary, power);
            TensorPrimitives.MultiplyAdd(real, real, power, power);
            _bank.Apply(power, row);
            loudness[t] += TensorPrimitives.Sum<double>(row);
            for (int band = 0; band < bands.Length; band++)
            {
                bands[band][t] = Decibels(row[band]);
            }
        }

        if (_step.Options.TopDecibels is { } top)
        {
            double floor = bands.Max(band => TensorPrimitives.Max<double>(band)) - top;
            Array.ForEach(bands, band => TensorPrimitives.Max(band, floor, band));
        }

        return bands;
    }

    /// <summary>The bands, or their cepstral coefficients.</summary>
    private double[][] Features(double[][] bands) =>
        _cosines.Length == 0 ? bands : [.. _cosines.Select(cosines => Mixed(bands, cosines))];

    private void Normalize(double[][] features)
    {
        RecordingNormalization kind = _step.Options.Normalization;
        double level = features.Average(feature => TensorPrimitives.Sum<double>(feature) / feature.Length);
        foreach (double[] feature in kind == RecordingNormalization.None ? [] : features)
        {
            double mean = kind == RecordingNormalization.Level ? level : TensorPrimitives.Sum<double>(feature) / feature.Length;
            TensorPrimitives.Subtract(feature, mean, feature);
            double deviation = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(feature) / feature.Length);
            if (kind == RecordingNormalization.MeanVariance && deviation > LeastDeviation)
            {
                TensorPrimitives.Divide(feature, deviation, feature);
            }
        }
    }

    private static double[] Mixed(double[][] bands, double[] shares)
    {
        double[] mixed = new double[bands[0].Length];
        for (int band = 0; band < bands.Length; band++)
        {
            TensorPrimitives.MultiplyAdd(bands[band], shares[band], mixed, mixed);
        }

        return mixed;
    }

    /// <summary>A row of the orthonormal discrete cosine transform of the second kind.</summary>
    private static double[] Cosines(int k, int bands) => [.. Enumerable.Range(0, bands)
        .Select(b => Math.Sqrt((k == 0 ? 1.0 : 2.0) / bands) * Math.Cos(Math.PI * k * (b + 0.5) / bands))];
}

using System.Numerics;
using System.Text.Json.Nodes;
using Unroll.Audio.Features;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Audio.Tests;

/// <summary>Features of sound beside the formulas of the literature, written out here without a fast transform.</summary>
public sealed class LogMelTests
{
    private const int Rate = 4000;

    public LogMelTests() => AudioBlocks.Register();

    [Theory]
    [InlineData("log-mel: {n-mels: 6, win-length: 24, hop-length: 10, n-fft: 32}")]
    [InlineData("log-mel: {n-mels: 5, win-length: 32, hop-length: 16, mel-scale: htk, norm: none, center: false}")]
    [InlineData("log-mel: {n-mels: 4, win-length: 6ms, hop-length: 4ms, n-fft: 64, f-min: 300, f-max: 1800, top-db: 20}")]
    [InlineData("log-mel: {n-mels: 6, win-length: 30, hop-length: 10, top-db: 0, pre-emphasis: 0.97}")]
    public void Bands_are_those_of_the_direct_formula(string text)
    {
        LogMelStep step = (LogMelStep)Read(text);
        double[] samples = Samples(150);

        Frame features = step.Fit(Set(samples)).Transform(Set(samples)[0].Frame, "1");

        double[][] expected = Direct(samples, step.Options);
        Assert.Equal(step.Options.Bands, features.ColumnNames.Count);
        Assert.Equal("audio-mel-1", features.ColumnNames[0]);
        for (int band = 0; band < expected.Length; band++)
        {
            double[] actual = features.Column($"audio-mel-{band + 1}").ToArray();
            Assert.Equal(expected[band].Length, actual.Length);
            for (int t = 0; t < actual.Length; t++)
            {
                Assert.Equal(expected[band][t], actual[t], 1e-6);
            }
        }
    }

    [Fact]
    public void Cepstral_coefficients_are_the_cosine_transform_of_the_bands()
    {
        double[] samples = Samples(200);
        const string Frames = "n-mels: 6, win-length: 32, hop-length: 16";
        Frame bands = Transform($"log-mel: {{{Frames}}}", samples), cepstrum = Transform($"mfcc: {{n-mfcc: 4, {Frames}}}", samples);

        Assert.Equal(4, cepstrum.ColumnNames.Count);
        for (int k = 0; k < 4; k++)
        {
            for (int t = 0; t < bands.RowCount; t++)
            {
                double sum = Enumerable.Range(0, 6).Sum(
                    b => bands.Column($"audio-mel-{b + 1}")[t] * Math.Cos(Math.PI * k * ((2 * b) + 1) / 12));
                Assert.Equal(Math.Sqrt((k == 0 ? 1 : 2) / 6.0) * sum, cepstrum.Column($"audio-mfcc-{k + 1}")[t], 1e-9);
            }
        }
    }

    [Fact]
    public void Each_feature_of_a_recording_is_brought_to_mean_0_and_deviation_1()
    {
        Frame features = Transform("log-mel: {n-mels: 6, win-length: 32, hop-length: 8, normalize: mean-variance}", Samples(300));

        foreach (string name in features.ColumnNames)
        {
            double[] values = features.Column(name).ToArray();
            Assert.Equal(0, values.Average(), 1e-9);
            Assert.Equal(1, values.Average(value => value * value), 1e-9);
        }
    }

    [Fact]
    public void Louder_recordings_have_the_same_normalised_features()
    {
        const string Step = "log-mel: {n-mels: 6, win-length: 32, hop-length: 8, normalize: mean}";
        double[] samples = Samples(300);
        Frame soft = Transform(Step, [.. samples.Select(sample => sample / 8)]), loud = Transform(Step, samples);

        Assert.Equal(
            loud.Column("audio-mel-3").ToArray(), soft.Column("audio-mel-3").ToArray(), (left, right) => Math.Abs(left - right) < 1e-6);
    }

    [Fact]
    public void Silence_has_features_that_are_numbers()
    {
        Frame features = Transform("log-mel: {n-mels: 6, win-length: 32, hop-length: 8, normalize: mean-variance}", new double[100]);

        Assert.All(features.ColumnNames, name => Assert.All(features.Column(name).ToArray(), value => Assert.Equal(0, value, 1e-6)));
    }

    [Theory]
    [InlineData("log-mel: {n-mels: 6, win-length: 32, hop-length: 8, top-db: 0, normalize: none")]
    [InlineData("log-mel: {n-mels: 6, win-length: 32, hop-length: 8, top-db: 0, normalize: mean")]
    [InlineData("mfcc: {n-mfcc: 4, n-mels: 6, win-length: 32, hop-length: 8, top-db: 0, normalize: mean")]
    public void Silence_at_the_ends_is_cut_off_before_features_are_normalised(string step)
    {
        // Two tones, with a pause between them that stays, and hiss 60 dB below them before and behind.
        double[] sound = [.. Hiss(200, 1), .. Samples(160), .. Hiss(120, 2), .. Samples(160), .. Hiss(400, 3)];
        string unnormalised = step[..step.LastIndexOf(',')];
        Frame whole = Transform(unnormalised + "}", sound), trimmed = Transform(step + ", trim-db: 30}", sound);

        // Frames of 32 samples every 8, centred: those that reach into the tones by enough.
        int first = 200 / 8, end = (200 + 160 + 120 + 160) / 8;
        Assert.InRange(trimmed.RowCount, end - first - 4, end - first + 4);
        Assert.Equal(whole.ColumnNames, trimmed.ColumnNames);
        foreach (string name in whole.ColumnNames)
        {
            double[] all = whole.Column(name).ToArray(), kept = trimmed.Column(name).ToArray();
            int at = Enumerable.Range(first - 2, 5).First(
                start => Math.Abs((all[start + 1] - all[start]) - (kept[1] - kept[0])) < 1e-9);
            double mean = step.Contains("none", StringComparison.Ordinal) ? 0 : all[at..(at + kept.Length)].Average();
            Assert.Equal(
                all[at..(at + kept.Length)].Select(value => value - mean), kept, (left, right) => Math.Abs(left - right) < 1e-9);
        }
    }

    [Fact]
    public void Silence_at_the_ends_is_cut_off_where_all_channels_are_silent_and_frames_know_their_place()
    {
        double[] left = [.. Hiss(200, 1), .. Samples(160), .. Hiss(640, 2)], right = [.. Hiss(440, 3), .. Samples(160), .. Hiss(400, 4)];
        Frame sound = new(TimeIndex.Sampled(1000, Rate), ["left", "right"], [left, right]);
        FittedStep fitted = Read("log-mel: {n-mels: 6, win-length: 32, hop-length: 8, trim-db: 30}").Fit(SeriesSet.Of(sound));

        Frame features = fitted.Transform(sound, "1");
        IReadOnlyList<RowRange> frames = fitted.FramesOf(sound, "1", features.RowCount)!;

        Assert.Equal(12, features.ColumnNames.Count);
        Assert.InRange(features.RowCount, ((600 - 200) / 8) - 4, ((600 - 200) / 8) + 4);
        Assert.InRange(frames[0].Start, 200 - 32, 200);
        Assert.InRange(frames[^1].Start, 600 - 32, 600);
        Assert.Equal(frames[0].Start + 8, frames[1].Start);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Sound_that_is_loud_or_silent_throughout_is_not_cut(double loudness)
    {
        double[] samples = [.. Samples(300).Select(sample => loudness * sample)];

        Assert.Equal(
            Transform("log-mel: {n-mels: 6, win-length: 32, hop-length: 8}", samples).RowCount,
            Transform("log-mel: {n-mels: 6, win-length: 32, hop-length: 8, trim-db: 30}", samples).RowCount);
    }

    [Fact]
    public void Sound_of_another_rate_is_resampled_to_that_of_training()
    {
        double[] slow = Tone(500, Rate), fast = Tone(500, 3 * Rate);
        FittedStep fitted = Read("log-mel: {n-mels: 8, win-length: 16ms, hop-length: 8ms}").Fit(Set(slow));

        Frame expected = fitted.Transform(Set(slow)[0].Frame, "1");
        Frame actual = fitted.Transform(new Frame(TimeIndex.Sampled(fast.Length, 3 * Rate), ["audio"], [fast]), "1");

        Assert.InRange(actual.RowCount, expected.RowCount - 1, expected.RowCount + 1);
        int loudest = Loudest(expected);
        Assert.Equal(loudest, Loudest(actual));
        Assert.Equal(expected.Column($"audio-mel-{loudest}")[10], actual.Column($"audio-mel-{loudest}")[10], 0.5);
    }

    [Theory]
    [InlineData("log-mel: {n-mels: 5, win-length: 20ms, f-min: 60, normalize: mean, columns: [audio]}")]
    [InlineData("mfcc: {n-mfcc: 3, n-mels: 7, mel-scale: htk, norm: none, top-db: 0, center: false, sample-rate: 2000, trim-db: 25}")]
    public void A_preparation_is_restored_bit_for_bit(string text)
    {
        SeriesSet set = Set(Samples(400));
        Preparation preparation = Preparation.Fit(
            [Read(text), new ScaleStep()], set, new PreparationOptions { Use = SeriesUse.Whole });

        Preparation restored = Preparation.FromJson(JsonNode.Parse(preparation.ToJson().ToJsonString())!.AsObject());

        Frame expected = preparation.Transform(set)[0].Frame, actual = restored.Transform(set)[0].Frame;
        Assert.Equal(expected.ColumnNames, actual.ColumnNames);
        Assert.All(expected.ColumnNames, name => Assert.Equal(expected.Column(name).ToArray(), actual.Column(name).ToArray()));
    }

    [Theory]
    [InlineData("log-mel: {n-fft: 300}", "power of two")]
    [InlineData("log-mel: {win-length: 100ms, n-fft: 256}", "frames of 400 samples (win-length")]
    [InlineData("log-mel: {n-mels: 120, n-fft: 128}", "give fewer bands")]
    [InlineData("log-mel: {f-max: 3000}", "up to 2000 Hz")]
    [InlineData("log-mel: {f-min: 500, f-max: 400}", "f-max above f-min")]
    [InlineData("log-mel: {columns: [left]}", "the columns of numbers are: audio")]
    [InlineData("mfcc: {n-mfcc: 30, n-mels: 20}", "n-mfcc: 30 of 20 bands")]
    [InlineData("log-mel: {hop-length: soon}", "25ms, or a number of samples")]
    public void What_does_not_fit_says_what_to_do(string text, string expected) => Assert.Contains(
        expected, Assert.ThrowsAny<InputException>(() => Read(text).Fit(Set(Samples(400)))).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_of_unknown_rate_need_one_that_is_given()
    {
        SeriesSet rows = SeriesSet.Of(new Frame(TimeIndex.Numbered(400), ["audio"], [Samples(400)]));

        Assert.Contains(
            "sample-rate in the step",
            Assert.Throws<InputException>(() => Read("log-mel: 6").Fit(rows)).Message, StringComparison.Ordinal);
        Frame features = Read($"log-mel: {{n-mels: 6, sample-rate: {Rate}}}").Fit(rows).Transform(rows[0].Frame, "1");
        Assert.Equal(
            Transform("log-mel: {n-mels: 6}", Samples(400)).Column("audio-mel-2").ToArray(), features.Column("audio-mel-2").ToArray());
    }

    [Fact]
    public void Defaults_are_not_written()
    {
        Assert.Equal("""{"log-mel":{}}""", Write(new LogMelStep()));
        Assert.Equal("""{"log-mel":{"n-mels":20,"hop-length":80}}""", Write(new LogMelStep(new()
        {
            Bands = 20,
            HopLength = SampleSpan.OfSamples(80),
        })));
    }

    private static string Write(PreparingStep step) =>
        new JsonObject { ["log-mel"] = LogMelStep.Entry.Write(LogMelStep.Entry.ReadBack(step)) }.ToJsonString();

    private static PreparingStep Read(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return Unroll.Tasks.Recipes.RecipeReader.Parse(
            "name: x\ntask: classify\ndata: {file: x.wav, class: c}\n"
            + $"prepare: {{steps: [{{{text[..colon]}: {text[(colon + 1)..].Trim()}}}]}}\n"
            + "model: [gru: 2, dense: {units: 2, activation: softmax}]\n",
            "x.yaml").EffectiveSteps[0].Create();
    }

    private static Frame Transform(string step, double[] samples) => Read(step).Fit(Set(samples)).Transform(Set(samples)[0].Frame, "1");

    private static SeriesSet Set(double[] samples) =>
        SeriesSet.Of(new Frame(TimeIndex.Sampled(samples.Length, Rate), ["audio"], [samples]));

    private static double[] Samples(int count)
    {
        RandomStream random = new(5);
        return [.. Enumerable.Range(0, count)
            .Select(i => (0.3 * Math.Sin(i * 0.7)) + (0.1 * Math.Sin(i * 2.1)) + (0.05 * random.NextNormal()))];
    }

    private static double[] Hiss(int count, ulong seed)
    {
        RandomStream random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 0.0002 * random.NextNormal())];
    }

    private static double[] Tone(double hertz, int rate) =>
        [.. Enumerable.Range(0, rate / 2).Select(i => 0.5 * Math.Sin(2 * Math.PI * hertz * i / rate))];

    private static int Loudest(Frame frame) =>
        Enumerable.Range(1, frame.ColumnNames.Count).MaxBy(band => frame.Column($"audio-mel-{band}").ToArray().Average());

    /// <summary>Log-mel bands, by a Fourier sum and triangles between the edges of bands.</summary>
    private static double[][] Direct(double[] samples, LogMelOptions options)
    {
        int window = options.WinLength.At(Rate), hop = options.HopLength.At(Rate);
        int points = options.FftLength ?? (int)BitOperations.RoundUpToPowerOf2((uint)window);
        double[] emphasised = [.. samples.Select((sample, i) => sample - (i == 0 ? 0 : options.PreEmphasis * samples[i - 1]))];
        int before = options.WithinRecording ? 0 : points / 2;
        int frames = 1 + ((samples.Length + (2 * before) - points) / hop);
        bool isHtk = options.MelScale == MelScale.Htk;
        double Mel(double f) => isHtk ? 1127.0104803 * Math.Log(1 + (f / 700))
            : f < 1000 ? 3 * f / 200 : 15 + (27 * Math.Log(f / 1000) / Math.Log(6.4));
        double Hertz(double m) => isHtk
            ? 700 * (Math.Exp(m / 1127.0104803) - 1) : m < 15 ? 200 * m / 3 : 1000 * Math.Pow(6.4, (m - 15) / 27);
        double lowest = Mel(options.LowestFrequency), highest = Mel(options.HighestFrequency ?? (Rate / 2));
        double[] edges = [.. Enumerable.Range(0, options.Bands + 2)
            .Select(i => Hertz(lowest + ((highest - lowest) * i / (options.Bands + 1))))];
        double[][] bands = [.. Enumerable.Range(0, options.Bands).Select(_ => new double[frames])];
        for (int t = 0; t < frames; t++)
        {
            for (int bin = 0; bin <= points / 2; bin++)
            {
                Complex sum = 0;
                for (int i = 0; i < window; i++)
                {
                    int n = ((points - window) / 2) + i, at = (t * hop) - before + n;
                    double weight = Math.Pow(Math.Sin(Math.PI * i / window), 2);
                    sum += at < 0 || at >= samples.Length ? 0
                        : emphasised[at] * weight * Complex.Exp(new Complex(0, -2 * Math.PI * bin * n / points));
                }

                double frequency = (double)bin * Rate / points, power = sum.Magnitude * sum.Magnitude;
                for (int b = 0; b < options.Bands; b++)
                {
                    double triangle = Math.Min(
                        (frequency - edges[b]) / (edges[b + 1] - edges[b]), (edges[b + 2] - frequency) / (edges[b + 2] - edges[b + 1]));
                    double height = options.MelNormalization == MelNormalization.Slaney ? 2 / (edges[b + 2] - edges[b]) : 1;
                    bands[b][t] += Math.Max(0, triangle) * height * power;
                }
            }
        }

        double[][] decibels = [.. bands.Select(band => band.Select(power => 10 * Math.Log10(Math.Max(1e-10, power))).ToArray())];
        double loudest = decibels.Max(band => band.Max());
        return options.TopDecibels is { } top
            ? [.. decibels.Select(band => band.Select(value => Math.Max(value, loudest - top)).ToArray())] : decibels;
    }
}

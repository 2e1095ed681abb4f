using Unroll.Series.Frames;
using Unroll.Tasks.Labelling;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Labelling;

/// <summary>Labels at the rate of samples, of which a step makes frames.</summary>
public class FrameLabelTests
{
    private const int Rate = 1000;
    private const int Hop = 20;

    private const string Text = """
        name: tones
        task: label
        data: {file: tones.csv, id: recording, channels: [sound], target: pitch}
        prepare: {steps: [{log-mel: {n-mels: 8, win-length: 32, hop-length: 20}}, {scale: standard}]}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model: [{dense: {units: 2, activation: softmax}}]
        train: {epochs: 20, batch-size: 4, learning-rate: 0.1}
        """;

    [Fact]
    public void Each_frame_gets_the_most_frequent_label_of_its_samples()
    {
        SequenceLabeller labeller = SequenceLabeller.Create(RecipeReader.Parse(Text, "tones.yaml"));
        SeriesSet tones = Tones(20);

        TrainingRun run = labeller.Fit(tones);

        Assert.Equal(["high", "low"], labeller.ClassNames);
        Assert.InRange(run.Test.Model["accuracy"], 0.85, 1);
        SeriesLabels labels = labeller.Predict(tones)[0];
        Frame first = tones[0].Frame;
        double[] pitch = first.Column("pitch").ToArray();
        Assert.Equal((first.RowCount / Hop) + 1, labels.Count);
        for (int frame = 0; frame < labels.Count; frame++)
        {
            double[] own = [.. pitch.Skip((frame * Hop) - 16).Take(Math.Min(32, (frame * Hop) + 16))];
            string expected = own.Count(code => code == 0) * 2 > own.Length ? "low" : "high";
            if (own.Count(code => code == 0) * 2 != own.Length)
            {
                Assert.Equal(expected, labels[frame].Actual);
            }
        }

        Assert.Equal(5 * Hop, labels.Time[5].Ticks);
        SeriesSet unknown = tones.Map(item => item.Frame.Select("sound"));
        Assert.All(labeller.Predict(unknown)[0], step => Assert.Null(step.Actual));
        Assert.Equal(
            labels.Select(step => step.Predicted), labeller.Predict(unknown)[0].Select(step => step.Predicted));
    }

    [Fact]
    public void Numbers_of_frames_are_means_and_samples_without_a_label_do_not_count()
    {
        SequenceLabeller labeller = SequenceLabeller.Create(RecipeReader.Parse(
            Text.Replace("target: pitch", "target: level", StringComparison.Ordinal)
                .Replace("{units: 2, activation: softmax}", "1", StringComparison.Ordinal)
                .Replace("epochs: 20", "epochs: 1", StringComparison.Ordinal),
            "tones.yaml"));
        SeriesSet tones = Tones(10);
        labeller.Fit(tones);

        SeriesNumbers numbers = labeller.PredictNumbers(tones)[0];

        double[] level = tones[0].Frame.Column("level").ToArray();
        for (int frame = 1; frame < 5; frame++)
        {
            double[] known = [.. level.Skip((frame * Hop) - 16).Take(32).Where(value => !double.IsNaN(value))];
            Assert.Equal(known.Length == 0 ? null : known.Average(), numbers[frame].Actual, Same);
        }

        Assert.Null(numbers[2].Actual);
    }

    [Theory]
    [InlineData("{scale: standard}", "{mfcc: {sample-rate: 1000}}", "prepare.steps[2]")]
    [InlineData("{scale: standard}", "{resample: 1h}", "prepare.steps[2]")]
    public void Frames_of_frames_have_no_label(string step, string other, string place)
    {
        InputException error = Assert.ThrowsAny<InputException>(() =>
            RecipeReader.Parse(Text.Replace(step, other, StringComparison.Ordinal), "tones.yaml"));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains("makes other rows", error.Message, StringComparison.Ordinal);
    }

    private static bool Same(double? expected, double? actual) => expected is { } first && actual is { } second
        ? Math.Abs(first - second) < 1e-9 : expected is null && actual is null;

    /// <summary>Recordings of two tones that take turns; the level is not known of the samples 20 to 59.</summary>
    private static SeriesSet Tones(int count)
    {
        RandomStream random = new(7);
        return new SeriesSet([.. Enumerable.Range(0, count).Select(number =>
        {
            int length = 400 + (20 * random.NextInt32(5));
            double[] sound = new double[length], pitch = new double[length], level = new double[length];
            double phase = 0;
            for (int t = 0, state = 0; t < length; t++)
            {
                state = t % 90 == 0 ? random.NextInt32(2) : state;
                phase += 2 * Math.PI * (state == 0 ? 60 : 300) / Rate;
                (sound[t], pitch[t], level[t]) = (Math.Sin(phase) + (0.05 * random.NextNormal()), state, t is >= 20 and < 60
                    ? double.NaN : t);
            }

            return new SeriesItem($"r{number + 1}", new Frame(TimeIndex.Sampled(length, Rate), ["sound", "pitch", "level"],
                [sound, pitch, level]).WithCategories("pitch", ["low", "high"]));
        })]);
    }
}

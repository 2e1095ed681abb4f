using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>Series that are scaled by their own numbers before their class is told.</summary>
public class ScaleEachSeriesTests
{
    private static readonly SeriesSet _waves = SmallSeriesSet.Waves();

    [Fact]
    public void Series_scaled_by_themselves_are_told_whatever_their_size()
    {
        using TemporaryFolder folder = new();
        string text = SmallSeriesSet.Text.Edit(
            "model:", "prepare: {steps: [scale: {per-series: true}]}\nmodel:");
        SequenceClassifier each = SequenceClassifier.Create(SmallSeriesSet.Recipe(text), seed: 1),
            together = SequenceClassifier.Create(SmallSeriesSet.Recipe(), seed: 1);
        TrainingRun run = each.Fit(_waves);
        together.Fit(_waves);
        RunFolder.Write(folder.Path, run, each);
        SequenceClassifier loaded = SequenceClassifier.Load(folder.Path);

        // 8 is a power of 2: what is divided by the standard deviation is the same to the last bit.
        SeriesSet others = SmallSeriesSet.Waves(9, seed: 8), larger = others.Map(item => Larger(item.Frame));
        double[][] Told(SequenceClassifier classifier, SeriesSet series) =>
            [.. classifier.Predict(series).Select(prediction => prediction.Probabilities.ToArray())];
        Assert.InRange(run.Tested().Model["accuracy"], 0.9, 1);
        Assert.Equal(Told(each, others), Told(each, larger));
        Assert.Equal(Told(each, others), Told(loaded, larger));
        Assert.NotEqual(Told(together, others), Told(together, larger));
    }

    private static Frame Larger(Frame frame) => frame.ColumnNames.ToArray().Aggregate(
        frame, (current, column) => current.With(column, [.. frame.Column(column).ToArray().Select(value => 8 * value)]));
}

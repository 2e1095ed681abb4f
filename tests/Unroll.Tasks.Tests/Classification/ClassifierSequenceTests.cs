using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>Sequences of different lengths in a classification: padded, truncated, split or in batches of similar length.</summary>
public class ClassifierSequenceTests
{
    private static readonly SeriesSet _waves = SmallSeriesSet.Waves();

    [Fact]
    public void Series_of_similar_length_can_share_batches()
    {
        Recipe recipe = SmallSeriesSet.Recipe(
            SmallSeriesSet.Text.Edit("batch-size: 8", "batch-size: 8, bucket-by-length: true"));

        TrainingRun run = SequenceClassifier.Create(recipe, seed: 1).Fit(_waves);

        Assert.True(recipe.Train.BucketByLength);
        Assert.NotEqual(SequenceClassifier.Create(SmallSeriesSet.Recipe(), seed: 1)
            .Fit(_waves).Histories[0].Epochs[0].Loss, run.Histories[0].Epochs[0].Loss);
        Assert.InRange(run.Tested().Model["accuracy"], 0.9, 1);
    }

    [Theory]
    [InlineData("{length: 6}", 6)]
    [InlineData("{length: shortest, truncate: start}", 8)]
    [InlineData("{length: 30, pad: start}", 30, "masking")]
    [InlineData("{length: 30, pad: start}", 30, "masking: -7.5")]
    [InlineData("{split: 5, pad: start}", 5, "masking")]
    [InlineData("{split: 5}", 5)]
    public void Sequences_are_padded_truncated_or_split_and_every_series_is_told(string sequence, int length, string first = "dropout: 0")
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("split: {train", $"sequence: {sequence}\nsplit: {{train")
            .Edit("  - gru: 6", $"  - {first}\n  - gru: 6"));
        SequenceClassifier classifier = SequenceClassifier.Create(recipe, seed: 1);
        TrainingRun run = classifier.Fit(_waves);

        Assert.Equal(length, classifier.SequenceLength);
        Assert.Equal(12, run.Tested().Series.Count);
        Assert.InRange(run.Tested().Model["roc_auc"], 0.7, 1);

        // A series that is shorter or longer than any that was learned from is told all the same.
        SeriesSet odd = new(
            [_waves[0] with { Frame = _waves[0].Frame.Slice(0, 3) }, Longest(_waves)], _waves.StaticNames, _waves.ClassNames);
        Assert.All(classifier.Predict(odd), prediction => Assert.Equal(1, prediction.Probabilities.Sum(), 5));
    }

    [Theory]
    [InlineData("masking")]
    [InlineData("masking: -7.5")]
    public void Padding_at_the_start_that_is_masked_has_no_share_in_a_prediction(string masking)
    {
        // The same weights read the same series in sequences of 14 and of 40 steps: whatever is before the start, the probability is the
        // same.
        string text = SmallSeriesSet.Text.Edit("  - gru: 6", $"  - {masking}\n  - gru: 6");
        double[][] told = [.. ((int[])[14, 40]).Select(length =>
        {
            Recipe recipe = SmallSeriesSet.Recipe(
                text.Edit("split: {train", $"sequence: {{length: {length}, pad: start}}\nsplit: {{train"));
            SequenceClassifier classifier = SequenceClassifier.Create(recipe, seed: 1);
            classifier.Plan(_waves);
            return classifier.Predict(_waves).Select(prediction => prediction.Probabilities[1]).ToArray();
        })];

        Assert.True(told[0].Distinct().Count() > 30);
        Assert.All(told[0].Zip(told[1]), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Theory]
    [InlineData("gru: 6")]
    [InlineData("batch-normalization\n  - masking\n  - gru: 6")]
    public void Padding_at_the_start_that_the_network_would_take_for_steps_is_refused(string first)
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("split: {train", "sequence: {pad: start}\nsplit: {train")
            .Edit("gru: 6", first));
        InputException error = Assert.ThrowsAny<InputException>(() => SequenceClassifier.Create(recipe, seed: 1).Fit(_waves));
        Assert.StartsWith("small.yaml, line 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("model[1]: series are padded at the start (sequence.pad: start)", error.Message, StringComparison.Ordinal);
        Assert.Contains("Write `- masking` as the first layer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_that_hold_what_padding_does_are_not_left_out_without_a_word()
    {
        Frame Of(int length, double value) =>
            new(TimeIndex.Numbered(length), ["level"], [Enumerable.Range(0, length).Select(t => t == 1 ? 0 : value + t).ToArray()]);
        SeriesSet set = new(
            [.. Enumerable.Range(0, 20).Select(i => new SeriesItem($"s{i}", Of(3 + (i % 4), i % 2 == 0 ? 1 : -9)) { Class = i % 2 })], [],
                ["high", "low"]);
        string text = SmallSeriesSet.Text
            .Edit("split: {train", "prepare: {steps: [{scale: none}]}\nsequence: {pad: start}\nsplit: {train")
            .Edit("epochs: 12", "epochs: 1");

        InputException error = Assert.ThrowsAny<InputException>(() =>
            SequenceClassifier.Create(SmallSeriesSet.Recipe(text.Edit("  - gru: 6", "  - masking\n  - gru: 6")),
                seed: 1).Fit(set));
        Assert.Contains("12 steps hold 0 in all columns, as the padding at the start does", error.Message, StringComparison.Ordinal);
        Assert.Contains("`- masking: -1000`", error.Message, StringComparison.Ordinal);

        TrainingRun run = SequenceClassifier.Create(
            SmallSeriesSet.Recipe(text.Edit("  - gru: 6", "  - masking: -1000\n  - gru: 6")), seed: 1)
                .Fit(set);
        Assert.Equal(4, run.Tested().Series.Count);
    }

    private static SeriesItem Longest(SeriesSet set)
    {
        double[] rising = [.. Enumerable.Range(0, 50).Select(t => 50f + t)];
        return set[1] with { Frame = new Frame(TimeIndex.Numbered(50), ["level", "noise"], [rising, new double[50]]) };
    }
}

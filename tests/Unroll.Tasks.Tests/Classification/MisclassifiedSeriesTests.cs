using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>Mistakes beside their nearest neighbours in the training part.</summary>
public class MisclassifiedSeriesTests
{
    private const string Text = """
        name: bumps
        task: classify
        data: {file: bumps.csv, test-file: other.csv, id: series, class: kind}
        prepare: {steps: []}
        split: {train: 0.8, validation: 0.2}
        model: [global-average-pooling1d, {dense: {units: 1, activation: sigmoid}}]
        train: {epochs: 1}
        """;

    [Fact]
    public void A_wrong_label_is_seen_by_its_neighbours()
    {
        // The test series with the label of the other class are drawn beside the very training series that they equal.
        SeriesSet training = Bumps(50, wrong: false), test = Bumps(20, wrong: true);
        TrainingRun run = SequenceClassifier.Create(RecipeReader.Parse(Text, "bumps.yaml"), seed: 1).Fit(training, test);
        ClassificationEvaluation tested = run.Tested();

        Assert.NotEmpty(tested.Misclassified);
        Assert.InRange(tested.Misclassified.Count, 1, 6);
        Assert.Empty(((ClassificationEvaluation)run.Validation!).Misclassified);
        foreach (MisclassifiedSeries series in tested.Misclassified)
        {
            Assert.True(series.Prediction.IsWrong);
            Assert.Equal(series.Prediction.Predicted, series.NearestOfPredicted!.Class);
            Assert.Equal(series.Prediction.Actual, series.NearestOfTrue!.Class);

            // Early bumps are early, late ones late: the true class by its label lies far away.
            SeriesNeighbor like = series.Prediction.Actual == 0 ? series.NearestOfPredicted : series.NearestOfTrue;
            SeriesNeighbor unlike = series.Prediction.Actual == 0 ? series.NearestOfTrue : series.NearestOfPredicted;
            Assert.InRange(like.Distance, 0, 0.5);
            Assert.InRange(unlike.Distance, 2, 100);
        }

        double[] excess = [.. tested.Misclassified.Select(series => series.Prediction).Select(prediction =>
            prediction.Probabilities[prediction.Predicted] - prediction.Probabilities[prediction.Actual!.Value])];
        Assert.Equal(excess.OrderDescending(), excess);
    }

    [Fact]
    public void A_report_draws_each_mistake_beside_both_neighbours()
    {
        TrainingRun run = SequenceClassifier.Create(RecipeReader.Parse(Text, "bumps.yaml"), seed: 1).Fit(Bumps(50, false), Bumps(20, true));
        ChartGridSection section = run.Recipe.Task.Report(run).OfType<ChartGridSection>().Single();

        Assert.Equal(run.Tested().Misclassified.Count, section.Rows.Count);
        Assert.All(section.Rows, row => Assert.Equal(3, row.Charts.Count));
        Assert.Equal(["bump", "this series"], section.Rows[0].Charts[1].Lines.Select(line => line.Name));
        Assert.Equal(30, section.Rows[0].Charts[0].Lines[0].Y.Count);
        Assert.Single(section.Rows[0].Charts.Select(chart => chart.Y).Distinct());
    }

    [Fact]
    public void Long_series_of_many_columns_are_drawn_by_few()
    {
        RandomStream random = new(3);
        string[] names = ["a", "b", "c", "d", "e"];
        SeriesSet Random(int count) => new([.. Enumerable.Range(0, count).Select(index => new SeriesItem(
            FormattableString.Invariant($"{index}"), new Frame(TimeIndex.Numbered(700 + index), names, [.. names.Select(
                _ => Enumerable.Range(0, 700 + index).Select(_ => random.NextNormal()).ToArray())])) { Class = index % 2 })],
            classNames: ["one", "other"]);
        TrainingRun run = SequenceClassifier.Create(RecipeReader.Parse(Text, "noise.yaml"), seed: 1).Fit(Random(30), Random(30));
        ChartGridSection section = run.Recipe.Task.Report(run).OfType<ChartGridSection>().Single();

        Assert.All(
            section.Rows.SelectMany(row => row.Charts), chart => Assert.Equal((3, 500), (chart.Lines.Count, chart.Lines[0].Y.Count)));
        Assert.Contains("Of many columns", section.Note, StringComparison.Ordinal);
    }

    /// <summary>Bumps that are early in the first class and late in the second; with wrong labels all are late.</summary>
    private static SeriesSet Bumps(int count, bool wrong)
    {
        RandomStream random = new(7, (ulong)count);
        return new SeriesSet([.. Enumerable.Range(0, count).Select(index =>
        {
            int at = wrong || index % 2 == 1 ? 22 : 7;
            double[] values = [.. Enumerable.Range(0, 30).Select(
                t => (3 * Math.Exp(-Math.Pow(t - at, 2) / 4)) + (0.02 * random.NextNormal()))];
            return new SeriesItem(FormattableString.Invariant($"b{index}"), new Frame(TimeIndex.Numbered(30), ["bump"], [values]))
            {
                Class = index % 2,
            };
        })], classNames: ["early", "late"]);
    }
}

using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>Static columns of texts, where another file has other texts than the one that was learned from.</summary>
public sealed class StaticTextClassificationTests
{
    [Fact]
    public void Texts_of_test_series_do_not_change_what_is_learned()
    {
        Recipe recipe = RecipeReader.Parse(SmallSeriesSet.Text, "small.yaml");
        SeriesSet waves = SmallSeriesSetOf(["sex=f", "sex=m"], i => i % 2 == 0 ? [1, 0] : [0, 1]);
        SequenceClassifier first = SequenceClassifier.Create(recipe, 1), second = SequenceClassifier.Create(recipe, 1);
        first.Fit(waves);

        // As a file would be read whose first series, of the test part, is of another sex.
        second.Fit(SmallSeriesSetOf(["sex=?", "sex=m", "sex=f"], i => i % 2 == 0 ? [0, 0, 1] : [0, 1, 0]));

        Assert.Equal(first.Networks[0].GetWeights(), second.Networks[0].GetWeights());
        Assert.Equal(first.Networks[0].Metadata["unroll.task"], second.Networks[0].Metadata["unroll.task"]);
    }

    [Fact]
    public void Series_of_one_sex_are_classified_by_what_was_learned_of_both()
    {
        SeriesSet waves = SmallSeriesSetOf(sexes: ["sex=f", "sex=m"], i => i % 2 == 0 ? [1, 0] : [0, 1]);
        SequenceClassifier classifier = SequenceClassifier.Create(RecipeReader.Parse(SmallSeriesSet.Text, "small.yaml"), 1);
        classifier.Fit(waves);
        SeriesSet men = new(
            [.. waves.Items.Where(item => item.StaticCovariates[1] == 1)
                .Select(item => item with { StaticCovariates = [1] })], ["sex=m"], waves.ClassNames);

        Dictionary<string, IReadOnlyList<double>> all = classifier.Predict(waves)
            .ToDictionary(prediction => prediction.Id, prediction => prediction.Probabilities);

        Assert.All(classifier.Predict(men), prediction => Assert.Equal(all[prediction.Id], prediction.Probabilities));
    }

    private static SeriesSet SmallSeriesSetOf(string[] sexes, Func<int, double[]> staticCovariates)
    {
        SeriesSet waves = SmallSeriesSet.Waves();
        return new SeriesSet(
            [.. waves.Items.Select((item, i) => item with { StaticCovariates = staticCovariates(i) })], sexes, waves.ClassNames);
    }
}

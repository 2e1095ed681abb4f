using Unroll.Augmentations;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Recipes;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Augmentations of a recipe's training samples.</summary>
public sealed class AugmentationRecipeTests
{
    private const string All = "augment: [jitter: 0.05, scaling: 0.1, crop: 0.9, time-warp: 0.2, mixup: 0.2]";

    [Fact]
    public void Series_are_classified_after_a_training_with_all_augmentations()
    {
        Recipe recipe = With(All);
        SequenceClassifier classifier = SequenceClassifier.Create(recipe);
        TrainingRun run = classifier.Fit(SmallSeriesSet.Waves(), options: new LearnerOptions { Threads = 1 });

        Assert.InRange(run.Tested().Model["accuracy"], 0.85, 1);
        Assert.NotEqual(Loss(With("shuffle: true")), run.History.Epochs[^1].Loss);
        Assert.Equal(Loss(recipe), run.History.Epochs[^1].Loss);

        // Level and noise of each step; age and site of a series are left as they are.
        Assert.Equal([0, 1], classifier.Learned.AugmentedInputs);
    }

    [Fact]
    public void Augmentations_are_written_as_they_were_read()
    {
        Recipe recipe = With(All);

        Assert.Equal(["jitter", "scaling", "crop", "time-warp", "mixup"], recipe.Train.Augment.Select(block => block.Name));
        Assert.Equal(0.05f, ((Jitter)recipe.Train.Augment[0].Create()).StandardDeviation);
        Assert.Single(With("augment: jitter").Train.Augment);
    }

    [Theory]
    [InlineData("crop: 0.9")]
    [InlineData("time-warp: 0.1")]
    [InlineData("scaling: 0.1")]
    public void What_changes_a_window_but_not_what_follows_is_refused_of_forecasts(string augmentation)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(
            RecipeTemplate.With("epochs: 2", $"epochs: 2\n  augment: [jitter, {augmentation}]"), "small.yaml"));

        Assert.Contains("field train.augment[2]: " + augmentation.Split(':')[0], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mixtures_of_class_indices_name_the_field()
    {
        string text = SmallSeriesSet.Text.Edit("{units: 1, activation: sigmoid}", "{units: 2, activation: softmax}")
            .Edit("batch-size: 8", "batch-size: 8, augment: mixup, loss: sparse-categorical-crossentropy");
        InputException error = Assert.ThrowsAny<InputException>(
            () => SequenceClassifier.Create(SmallSeriesSet.Recipe(text)).Fit(SmallSeriesSet.Waves()));

        Assert.Contains("train.augment", error.Message, StringComparison.Ordinal);
        Assert.Contains("mixup", error.Message, StringComparison.Ordinal);
    }

    private static double Loss(Recipe recipe) => SequenceClassifier.Create(recipe)
        .Fit(SmallSeriesSet.Waves(), options: new LearnerOptions { Threads = 2 }).History.Epochs[^1].Loss;

    private static Recipe With(string setting) =>
        SmallSeriesSet.Recipe(SmallSeriesSet.Text.Edit("batch-size: 8", $"batch-size: 8, {setting}"));
}

using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>What an embedding cannot look up is refused before training, at the embedding.</summary>
public sealed class EmbeddingInputTests
{
    [Theory]
    [InlineData("{}", "embedding: {input-dim: 10, output-dim: 4}", "takes whole numbers from 0 to 9 (input-dim: 10), but load is -")]
    [InlineData("{steps: []}", "embedding: {input-dim: 5, output-dim: 4}",
        "takes whole numbers from 0 to 4 (input-dim: 5), but load is 6 behind the steps of preparation. Set input-dim to at least 7")]
    [InlineData("{steps: [{difference: 1}]}", "embedding: {input-dim: 10, output-dim: 4}", "prepare: {steps: []}")]
    [InlineData("{steps: []}", "dense: 1\n  - embedding: {input-dim: 10, output-dim: 4}",
        "field model[2].embedding: takes indices, but model[1] (dense) gives other numbers.")]
    [InlineData("{}", "masking\n  - embedding: {input-dim: 10, output-dim: 4}", "field model[2].embedding: takes whole numbers")]
    public void Numbers_that_are_no_indices_are_refused(string prepare, string layers, string message)
    {
        string text = Text(prepare, layers);
        foreach (Action<Learner> act in new Action<Learner>[] { learner => learner.Plan(Series()), learner => learner.Fit(Series()) })
        {
            InputException error = Assert.ThrowsAny<InputException>(() => act(new Learner(RecipeReader.Parse(text, "small.yaml"))));

            Assert.StartsWith("small.yaml, line ", error.Message, StringComparison.Ordinal);
            Assert.Contains(".embedding: ", error.Message, StringComparison.Ordinal);
            Assert.True(error.Message.Contains(message, StringComparison.Ordinal), error.Message);
        }
    }

    [Fact]
    public void Indices_train() =>
        new Learner(RecipeReader.Parse(Text("{steps: []}", "embedding: {input-dim: 7, output-dim: 4}"), "small.yaml")).Fit(Series());

    private static string Text(string prepare, string layers) => RecipeTemplate.With(
        "  - lstm: 4\n", $"  - {layers}\n  - global-average-pooling1d\n").Edit("model:", $"prepare: {prepare}\nmodel:");

    private static SeriesSet Series()
    {
        DateTime[] days = [.. Enumerable.Range(0, 100).Select(day => new DateTime(2020, 1, 1).AddDays(day))];
        return SeriesSet.Of(new Frame(
            new TimeIndex(days), ["load"], [[.. Enumerable.Range(0, 100).Select(day => day % 9 == 4 ? 6.0 : day % 5)]]));
    }
}

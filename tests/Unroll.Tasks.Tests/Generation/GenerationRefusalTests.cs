using Unroll.Catalogue;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;
using Unroll.Tasks.Generation;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Generation;

public class GenerationRefusalTests
{
    [Theory]
    [InlineData("split: {by: time, train: 0.8, test: 0.2}", "by: order")]
    [InlineData("prepare: {steps: [scale: standard]}", "tokenize alone")]
    [InlineData("prepare: {steps: [tokenize: {unit: row}]}", "character, subword or word")]
    [InlineData("outputs: [a, b]", "outputs")]
    [InlineData("stream: {valid: \"[\"}", "list of lines")]
    [InlineData("stream: {length: 0}", "stream.length")]
    [InlineData("data: {file: a.txt, format: text, class: mood}", "data.class")]
    [InlineData("train: {truncated-steps: 5}", "stream.length steps")]
    [InlineData("train: {steps-per-epoch: 5}", "order of the text")]
    [InlineData("model: [{embedding: {output-dim: 8}}, {bidirectional: {layer: {lstm: 8}}}, dense]", "left to right")]
    public void A_recipe_that_does_not_fit_is_refused_where_it_does_not(string line, string expected)
    {
        string key = line[..line.IndexOf(':', StringComparison.Ordinal)];
        string recipe = string.Join('\n', new[]
        {
            "name: small", "task: generate", "data: {file: a.txt, format: text}",
            "model: [{embedding: {output-dim: 8}}, {lstm: 8}, dense]",
        }.Where(other => !other.StartsWith(key, StringComparison.Ordinal)).Append(line));

        InputException refused = Assert.Throws<ConfigurationException>(() => RecipeReader.Parse(recipe, "small.yaml"));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_cannot_be_learned_from_are_refused_before_training()
    {
        TextGenerator generator = TextGenerator.For().Train(train => train with { BatchSize = 8 });

        Assert.Contains("empty", Refusal(() => generator.Fit("")), StringComparison.Ordinal);
        Assert.Contains("one distinct character", Refusal(() => generator.Fit(new string('a', 5000))), StringComparison.Ordinal);
        Assert.Contains("too few for 8 streams of 100 steps", Refusal(() => generator.Fit("A short text.")), StringComparison.Ordinal);
        string text = string.Concat(Enumerable.Repeat("abcdef ", 2000));
        Assert.Contains("units", Refusal(() => TextGenerator.For().Network(
            new Layers.Lstm(8, new() { ReturnSequences = true }), new Layers.Dense(5)).Fit(text)), StringComparison.Ordinal);
        Assert.Contains("single text", Refusal(() => generator.Split(new GroupedSplit(
            SplitPart.OfShare(0.8), SplitPart.None, SplitPart.OfShare(0.2))).Fit("ab cd ef")), StringComparison.Ordinal);
    }

    [Fact]
    public void Prompts_with_unknown_tokens_or_without_end_are_refused()
    {
        TextGenerator generator = TextGenerator.For().Train(train => train with { BatchSize = 8 });
        generator.Plan(TextFileReader.Of(string.Concat(Enumerable.Repeat("abc def\n", 500))));

        Assert.Contains("'x'", Refusal(() => generator.Generate("abx")), StringComparison.Ordinal);
        Assert.Contains("U+0009", Refusal(() => generator.Generate("ab\tc")), StringComparison.Ordinal);
        Assert.Contains("at most 100,000", Refusal(() => generator.Generate(new string('a', 100_001))), StringComparison.Ordinal);
        Assert.NotEmpty(string.Concat(generator.Generate("abc", new() { Length = 3 })));
    }

    [Fact]
    public void Words_of_a_prompt_that_are_not_known_are_told()
    {
        TextGenerator generator = TextGenerator.For()
            .Prepare(new TokenizeStep(new() { Unit = TokenUnit.Word, MinCount = 2 })).Train(train => train with { BatchSize = 8 });
        generator.Plan(TextFileReader.Of(string.Concat(Enumerable.Repeat("one two three four\n", 500)) + "seldom\n"
            + string.Concat(Enumerable.Repeat("one two three four\n", 500))));

        Assert.Empty(generator.Notes("two three"));
        Assert.Contains(
            "2 of 3 words of the prompt, such as 'xyzzy'", Assert.Single(generator.Notes("xyzzy two plugh")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_be_the_beginning_of_the_end_is_held_back()
    {
        StopFilter stop = new(["END", "\n"]);

        Assert.Equal(["a", "", "", "ENa", "b"], (string[])[stop.Take("a"), stop.Take("E"), stop.Take("N"), stop.Take("a"), stop.Take("b")]);
        Assert.Equal("", stop.Take("EN"));
        Assert.Equal("EN", stop.Rest());
        Assert.Equal("", stop.Take("D rest"));
        Assert.True(stop.IsReached);
    }

    private static string Refusal(Func<object> action) => Assert.ThrowsAny<InputException>(action).Message;
}

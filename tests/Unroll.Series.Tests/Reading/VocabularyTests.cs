using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class VocabularyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_most_frequent_come_first_then_the_order_of_code_points()
    {
        // c three times, b and U+1F600 and U+FF21 once: U+1F600 comes last, although its first UTF-16 unit is less than U+FF21.
        Vocabulary vocabulary = Vocabulary.Of(TextCorpus.Of("\U0001F600c\uFF21cbc", TextUnit.Character));
        Assert.Equal(["c", "b", "\uFF21", "\U0001F600"], vocabulary.Tokens);
        Assert.Equal(4, vocabulary.Count);
        Assert.Equal(3, vocabulary.CodeOf("\U0001F600"));
        Assert.Equal("b", vocabulary[1]);
        Assert.Null(vocabulary.UnknownToken);
    }

    [Fact]
    public void Only_the_training_part_counts()
    {
        TextCorpus corpus = TextCorpus.Of("the cat the dog a bird", TextUnit.Word);
        Vocabulary vocabulary = Vocabulary.Of(corpus.Slice(0, 4), new() { UnknownToken = "<unk>" });
        Assert.Equal(["<unk>", "the", "cat", "dog"], vocabulary.Tokens);
        Assert.Equal([1, 2, 1, 3, 0, 0], corpus.Encode(vocabulary));
        Assert.Equal("the cat <unk>", vocabulary.Decode([1, 2, 0]));

        // What comes after the training part teaches nothing, whatever it is.
        Vocabulary same = Vocabulary.Of(
            TextCorpus.Of("the cat the dog zebra zebra zebra", TextUnit.Word).Slice(0, 4), new() { UnknownToken = "<unk>" });
        Assert.Equal(vocabulary.Tokens, same.Tokens);
    }

    [Fact]
    public void Rare_tokens_are_left_out_for_the_unknown_one()
    {
        TextCorpus corpus = TextCorpus.Of("a a a b b c d", TextUnit.Word);
        Assert.Equal(["?", "a", "b"], Vocabulary.Of(corpus, new() { MinCount = 2, UnknownToken = "?" }).Tokens);
        Assert.Equal(["?", "a", "b", "c"], Vocabulary.Of(corpus, new() { MaxSize = 4, UnknownToken = "?" }).Tokens);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], corpus.Encode(Vocabulary.Of(corpus, new() { MaxSize = 1, UnknownToken = "?" })));
        Assert.Contains(
            "2 of 4", Assert.Throws<InputException>(() => Vocabulary.Of(corpus, new() { MinCount = 2 })).Message,
            StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Vocabulary.Of(corpus, new() { MaxSize = 0 }));
        Assert.Throws<InputException>(() => Vocabulary.Of(corpus.Slice(0, 0)));
    }

    [Fact]
    public void A_token_that_the_training_part_lacks_is_told_with_its_place()
    {
        TextCorpus corpus = TextCorpus.Of("aab\u0007", TextUnit.Character);
        Vocabulary vocabulary = Vocabulary.Of(corpus.Slice(0, 2));
        string message = Assert.Throws<InputException>(() => corpus.Encode(vocabulary)).Message;
        Assert.Contains("Token 3", message, StringComparison.Ordinal);
        Assert.Contains("'b'", message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => vocabulary.CodeOf("b"));
        Assert.Throws<InputException>(() => vocabulary.Encode("ab"));
        Assert.Throws<InputException>(() => TextCorpus.Of("a", TextUnit.Word).Encode(vocabulary));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Decode([1]));
    }

    [Theory]
    [InlineData(TextUnit.Character, null)]
    [InlineData(TextUnit.Word, "<unk>")]
    public void A_vocabulary_is_saved_and_read_back(TextUnit unit, string? unknown)
    {
        string path = Path.Combine(_folder.Path, "vocabulary.json");
        Vocabulary vocabulary = Vocabulary.Of(TextCorpus.Of("\"to\" be \U0001F600 é\n\0", unit), new() { UnknownToken = unknown });
        vocabulary.Save(path);
        Vocabulary loaded = Vocabulary.Load(path);
        Assert.Equal(vocabulary.Tokens, loaded.Tokens);
        Assert.Equal((unit, unknown), (loaded.Unit, loaded.UnknownToken));
        Assert.Equal(vocabulary.CodeOf("be"[..(unit == TextUnit.Word ? 2 : 1)]), loaded.CodeOf("be"[..(unit == TextUnit.Word ? 2 : 1)]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"unit\":\"letter\",\"unknown\":null,\"tokens\":[\"a\"]}")]
    [InlineData("{\"unit\":\"word\",\"unknown\":null,\"tokens\":[]}")]
    [InlineData("{\"unit\":\"word\",\"unknown\":null,\"tokens\":[\"a\",\"a\"]}")]
    [InlineData("{\"unit\":\"word\",\"unknown\":\"u\",\"tokens\":[\"a\",\"u\"]}")]
    [InlineData("{\"unit\":\"word\",\"unknown\":null,\"tokens\":[1]}")]
    public void What_is_no_vocabulary_is_refused(string json) => Assert.Contains(
        "vocabulary.json is no vocabulary",
        Assert.Throws<InputException>(() => Vocabulary.Load(_folder.Write("vocabulary.json", json))).Message, StringComparison.Ordinal);
}

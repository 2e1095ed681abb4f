using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Byte-pair encoding: <c>tokenize: {unit: subword}</c>.</summary>
public class SubwordTests
{
    private const string Verse = "The lower the newest,  the wider the lowest:\nnewer and newer 1234 times.\n\n";

    /// <summary>The example of Sennrich et al. (2016), without their sign of a word's end.</summary>
    [Fact]
    public void Merges_are_the_most_frequent_pairs_first()
    {
        string[] words = [.. Repeat("low", 5), .. Repeat("lower", 2), .. Repeat("newest", 6), .. Repeat("widest", 3)];
        JsonArray merges = Fit(words, new() { Unit = TokenUnit.Subword, VocabularySize = 17 }).ToJson()["merges"]![0]!.AsArray();

        // Ten characters; (e, s) and (s, t) occur 9 times, (l, o) and (o, w) 7 times, then (e, w) 6 times.
        Assert.Equal(
            ["e+s", "es+t", "l+o", "lo+w", "e+w", "ew+est", "n+ewest"],
            merges.Select(pair => $"{pair![0]!.GetValue<string>()}+{pair[1]!.GetValue<string>()}"));
    }

    [Fact]
    public void Tokens_are_frequent_words_whole_and_parts_of_others()
    {
        string[] words = [.. Repeat("low", 5), .. Repeat("lower", 2), .. Repeat("newest", 6), .. Repeat("widest", 3)];
        Tokenizer tokenizer = TokenizerOf(words, new() { Unit = TokenUnit.Subword, VocabularySize = 17 });

        Assert.Equal(["newest", " ", "low", "est"], tokenizer.Tokens("newest lowest"));
        Assert.Equal(17 + Tokenizer.First, tokenizer.Count);

        // The training part has no blank.
        Assert.Equal("newest\uFFFDlowest", tokenizer.Decode(tokenizer.Encode("newest lowest")));
    }

    [Theory]
    [InlineData(Verse)]
    [InlineData("lowest newest")]
    [InlineData("  4321 \n and   the end.")]
    [InlineData("")]
    public void Decoding_gives_the_text(string text)
    {
        Tokenizer tokenizer = TokenizerOf([Verse, "  leading, for each: and of  ends"],
            new() { Unit = TokenUnit.Subword, VocabularySize = 60 });
        Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text)));
        Assert.Equal(text, string.Concat(tokenizer.Tokens(text)));
    }

    [Fact]
    public void Any_text_of_known_characters_comes_back_and_more_merges_make_it_shorter()
    {
        Random random = new(3);
        string[] texts = [.. Enumerable.Range(0, 200).Select(_ => new string(random.GetItems("aab bé\nc1 2.-".AsSpan(), 40)))];
        Tokenizer few = TokenizerOf(texts, new() { Unit = TokenUnit.Subword, VocabularySize = 20 });
        Tokenizer many = TokenizerOf(texts, new() { Unit = TokenUnit.Subword, VocabularySize = 200 });

        Assert.All(texts, text => Assert.Equal(text, many.Decode(many.Encode(text))));
        Assert.True(texts.Sum(text => many.Encode(text).Length) < texts.Sum(text => few.Encode(text).Length));
    }

    [Fact]
    public void A_saved_step_gives_the_same_codes()
    {
        SeriesSet texts = TextFileReader.OfLines([Verse, "the newest word"]);
        FittedStep fitted = Fit([Verse], new() { Unit = TokenUnit.Subword, VocabularySize = 40, LowerCase = true });
        JsonObject json = fitted.ToJson();
        json["step"] = fitted.Name;
        FittedStep restored = FittedStep.Restore(JsonNode.Parse(json.ToJsonString())!.AsObject());

        Assert.Equal(
            fitted.Transform(texts[1].Frame, "2").Column("text").ToArray(),
                restored.Transform(texts[1].Frame, "2").Column("text").ToArray());
        Assert.Equal(json["merges"]!.ToJsonString(), restored.ToJson()["merges"]!.ToJsonString());
    }

    [Fact]
    public void A_number_of_sub_words_needs_their_unit() => Assert.Contains(
        "unit: subword", Assert.Throws<InputException>(() => new TokenizeStep(new() { VocabularySize = 100 })).Message,
            StringComparison.Ordinal);

    private static IEnumerable<string> Repeat(string word, int count) => Enumerable.Repeat(word, count);

    private static FittedStep Fit(string[] texts, TokenizeOptions options) => new TokenizeStep(options).Fit(TextFileReader.OfLines(texts));

    private static Tokenizer TokenizerOf(string[] texts, TokenizeOptions options) => Preparation.Fit(
        [new TokenizeStep(options)], TextFileReader.OfLines(texts), new PreparationOptions { Use = SeriesUse.Whole }).TokenizerOf("text")!;
}

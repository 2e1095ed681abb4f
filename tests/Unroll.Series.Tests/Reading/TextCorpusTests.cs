using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class TextCorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Characters_are_code_points()
    {
        // A smiley of two UTF-16 units, and an e with an accent of its own: one and two code points.
        TextCorpus corpus = TextCorpusReader.Read(_folder.Write("text.txt", "aé\U0001F600e\u0301\r\na"), TextUnit.Character);
        Assert.Equal(["a", "é", "\U0001F600", "e", "\u0301", "\r", "\n", "a"], Tokens(corpus));
        Assert.Equal(7, corpus.DistinctTokens.Count);
        Assert.Equal("aé\U0001F600e\u0301\r\na", corpus.ToString());
        Assert.Equal("e\u0301", corpus.Slice(3, 2).ToString());
    }

    [Fact]
    public void Words_and_punctuation_are_tokens()
    {
        TextCorpus corpus = TextCorpusReader.Read(
            _folder.Write("text.txt", "First Citizen:\nDon't\tspeak, (I'll) 'go' on 3.5 naïve\u2026"), TextUnit.Word);
        string[] expected =
        [
            "First", "Citizen", ":", "\n", "Don't", "speak", ",", "(", "I'll", ")", "'", "go", "'", "on", "3", ".", "5", "naïve", "\u2026",
        ];
        Assert.Equal(expected, Tokens(corpus));
        Assert.Equal("First Citizen:\nDon't speak, (I'll) ' go ' on 3. 5 naïve\u2026", corpus.ToString());
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    public void Encodings_with_a_mark_are_found_and_the_mark_dropped(string name, bool hasMark)
    {
        const string text = "né\U0001F600\n";
        Encoding encoding = name == "utf-8" ? new UTF8Encoding(hasMark) : Encoding.GetEncoding(name);
        string path = Path.Combine(_folder.Path, "text.txt");
        File.WriteAllText(path, text, encoding);
        Assert.Equal(text, TextCorpusReader.Read(path, TextUnit.Character).ToString());
    }

    [Theory]
    [InlineData(new byte[] { 97, 10, 98, 0xE9, 99 }, "line 2", "byte 3 (0xE9)", "UTF-8")]
    [InlineData(new byte[] { 97, 0xE2, 0x82 }, "line 1", "byte 1 (0xE2)", "UTF-8")] // cut off in a code point
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 }, "line 1", "byte 0 (0xED)", "UTF-8")] // a surrogate
    [InlineData(new byte[] { 0xFF, 0xFE, 97, 0, 10, 0, 98 }, "line 2", "byte 6 (0x62)", "UTF-16")] // half a unit
    [InlineData(new byte[] { 0xFE, 0xFF, 0xD8, 0, 0, 97 }, "line 1", "byte 2 (0xD8)", "UTF-16")] // half a pair
    [InlineData(new byte[] { 0xFF, 0xFE, 0, 0, 97, 0, 0, 0 }, "UTF-32", "UTF-8")]
    [InlineData(new byte[0], "empty")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "empty")]
    public void Bytes_that_are_no_text_are_told_with_their_place(byte[] bytes, params string[] parts)
    {
        string path = Path.Combine(_folder.Path, "text.txt");
        File.WriteAllBytes(path, bytes);
        foreach (TextUnit unit in Enum.GetValues<TextUnit>())
        {
            InputException exception = Assert.Throws<InputException>(() => TextCorpusReader.Read(path, unit));
            Assert.All([path, .. parts], part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_bad_byte_far_in_is_counted_over_the_blocks()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("€uro\n", 30_000))), 0xFF];
        InputException exception = Assert.Throws<InputException>(
            () => TextCorpusReader.Read(new MemoryStream(bytes), "long.txt", TextUnit.Character));
        Assert.Contains("line 30001: byte 210000 (0xFF)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_tokens_than_two_bytes_number_are_kept_too()
    {
        string text = string.Concat(Enumerable.Range(0, 70_000).Select(i => new Rune(0x20000 - 70_000 + i)));
        TextCorpus corpus = TextCorpus.Of(text + text, TextUnit.Character);
        Assert.Equal(70_000, corpus.DistinctTokens.Count);
        Assert.Equal(text + text, corpus.ToString());
        Assert.Equal(corpus[0], corpus[70_000]);
    }

    [Fact]
    public void What_is_no_word_is_refused() =>
        Assert.Contains("line 1", Assert.Throws<InputException>(
            () => TextCorpusReader.Read(
                new MemoryStream(Encoding.UTF8.GetBytes(new string('a', 10_001))), "long.txt", TextUnit.Word)).Message,
                StringComparison.Ordinal);

    [Fact]
    public void A_text_comes_back_and_words_are_cut_into_the_same_words_again() => Prop.ForAll(Texts(), text =>
    {
        Vocabulary characters = Vocabulary.Of(TextCorpus.Of(text, TextUnit.Character));
        TextCorpus words = TextCorpus.Of(text, TextUnit.Word);
        return characters.Decode(characters.Encode(text)) == text
            && Tokens(TextCorpus.Of(words.ToString(), TextUnit.Word)).SequenceEqual(Tokens(words));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_block_of_bytes_is_decoded_as_the_framework_does() => Prop.ForAll(Texts(), text =>
        TextCorpusReader.Read(new SlowStream(Encoding.UTF8.GetBytes(text)), "text", TextUnit.Character).ToString() == text
        && TextCorpusReader.Read(new SlowStream([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]), "text", TextUnit.Character).ToString()
            == text)
        .QuickCheckThrowOnFailure();

    [RealDataFact]
    public void Shakespeare_has_65_characters()
    {
        string path = Path.Combine(Path.GetDirectoryName(RealDataFactAttribute.Energy)!, "..", "text", "tinyshakespeare.txt");
        TextCorpus corpus = TextCorpusReader.Read(path, TextUnit.Character);
        Assert.Equal(1_115_394, corpus.Count);
        Assert.Equal(65, corpus.DistinctTokens.Count);
        Assert.Equal("First Citizen:\n", corpus.Slice(0, 15).ToString());
        Assert.Equal(("F", "\n"), (corpus[0], corpus[corpus.Count - 1]));
        Assert.Equal(File.ReadAllText(path), corpus.ToString());

        Vocabulary vocabulary = Vocabulary.Of(corpus.Slice(0, 1_000_000));
        Assert.Equal(65, vocabulary.Count);
        Assert.Equal([" ", "e", "t"], vocabulary.Tokens.Take(3));
        Frame frame = corpus.ToFrame(vocabulary);
        Assert.Equal(1_115_394, frame.RowCount);
        Assert.Equal("F", frame.Categories("token")![(int)frame.Column("token")[0]]);

        TextCorpus words = TextCorpusReader.Read(path, TextUnit.Word);
        Assert.Equal(["First", "Citizen", ":", "\n", "Before", "we"], Tokens(words.Slice(0, 6)));
    }

    [Theory]
    [InlineData(TextUnit.Character)]
    [InlineData(TextUnit.Word)]
    public void Spoilt_texts_are_read_or_refused_in_one_line(TextUnit unit)
    {
        byte[] original = [
            0xEF, 0xBB, 0xBF,
            .. Encoding.UTF8.GetBytes("First Citizen:\nBefore we proceed: naïve \U0001F600 don't,\r\n" + "speak 3,5 €!\n")];
        byte[] other = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Speak, speak: \U0001F600\n")];
        int refused = 0;
        for (int seed = 0; seed < 10_000; seed++)
        {
            byte[] spoilt = Mutation.Of(seed % 4 == 0 ? other : original, seed);
            try
            {
                Assert.NotEqual(0, TextCorpusReader.Read(new MemoryStream(spoilt), "spoilt.txt", unit).Count);
            }
            catch (InputException exception)
            {
                refused++;
                Assert.DoesNotContain(exception.Message, char.IsControl);
            }
            catch (Exception exception) when (exception is not InputException)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }

        Assert.InRange(refused, 500, 9500);
    }

    private static string[] Tokens(TextCorpus corpus) => [.. Enumerable.Range(0, corpus.Count).Select(i => corpus[i])];

    /// <summary>Texts of all kinds of code points, at least one.</summary>
    private static Arbitrary<string> Texts() => Gen.OneOf(
            Gen.Elements(
                "a", "Z", "7", "'", "\u2019", ".", ",", "(", ")", "«", "»", "\n", "\r", " ", "\t", "é", "\u0301", "中", "\U0001F600",
                "\u200D", "\0"),
            Gen.Choose(0x20, 0xD7FF).Select(value => new Rune(value).ToString()))
        .NonEmptyListOf().Select(list => string.Concat(list)).Where(text => text[0] is not '\uFEFF' and not '\0').ToArbitrary();

    /// <summary>Gives a byte or three at a time, so that code points are cut at every place.</summary>
    private sealed class SlowStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 3));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 1)]);
    }
}

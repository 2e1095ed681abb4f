using System.IO.Compression;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class ConllReaderTests : IDisposable
{
    private const string Text = "word\ttag\nBirds\tNOUN\nsing\tVERB\n.\tPUNCT\n\n\n# a comment\nThey\tPRON\n#\tSYM\nfly\tVERB\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tabs", false)]
    [InlineData("blanks", false)]
    [InlineData("lines of Windows", false)]
    [InlineData("packed", true)]
    public void Sentences_are_series_of_words(string how, bool isPacked)
    {
        string text = how switch
        {
            "blanks" => Text.Replace("\t", "   ", StringComparison.Ordinal),
            "lines of Windows" => Text.Replace("\n", "\r\n", StringComparison.Ordinal),
            _ => Text,
        };
        SeriesSet set = ConllReader.Read(isPacked ? Packed(text) : _folder.Write("words.tsv", text), new() { Columns = ["word", "tag"] });

        Assert.Equal(["1", "2"], set.Items.Select(item => item.Id));
        Assert.Equal((string?[])["Birds", "sing", "."], Words(set[0], "word"));
        Assert.Equal((string?[])["They", "#", "fly"], Words(set[1], "word"));
        Assert.Equal((string?[])["PRON", "SYM", "VERB"], Words(set[1], "tag"));
        Assert.True(set[0].Frame.Time.IsNumbered);
    }

    [Fact]
    public void Names_of_columns_stand_in_the_header_or_are_numbers()
    {
        string plain = _folder.Write("plain.txt", "Birds B-X\nsing O\n\nfly O\n");
        Assert.Equal(["column-1", "column-2"], ConllReader.ColumnNames(plain));
        Assert.Equal(2, ConllReader.Read(plain)[0].Frame.RowCount);
        Assert.Equal(["word", "tag"], ConllReader.ColumnNames(_folder.Write("named.txt", Text)));

        // A header is one whose names are asked for, even if words of a sentence could be names.
        string odd = _folder.Write("odd.txt", "TOKEN LABEL\nbirds noun\n");
        Assert.Equal((string?[])["birds"], Words(ConllReader.Read(odd, new() { Columns = ["TOKEN"] })[0], "TOKEN"));
        Assert.Equal(2, ConllReader.Read(odd)[0].Frame.RowCount);
    }

    [Fact]
    public void The_universal_format_has_its_names_comments_and_tokens_that_are_none()
    {
        string path = _folder.Write("small.conllu", """
            # sent_id = weblog-1
            # text = I don't.
            1	I	I	PRON	PRP	Case=Nom	2	nsubj	_	_
            2-3	don't	_	_	_	_	_	_	_	_
            2	do	do	AUX	VBP	_	0	root	_	_
            3	n't	not	_	RB	_	2	advmod	_	SpaceAfter=No
            3.1	go	go	VERB	VB	_	_	_	_	_

            # sent_id = weblog-2
            1	_	_	SYM	NFP	_	0	root	_	_

            """.Replace("\r", "", StringComparison.Ordinal));
        Assert.Equal(SeriesFormat.Conll, SeriesReader.Detect(path));
        SeriesSet set = SeriesReader.Read(path, new() { Conll = new() { Columns = ["form", "upos"], LabelColumns = ["upos"] } });

        Assert.Equal(["weblog-1", "weblog-2"], set.Items.Select(item => item.Id));
        Assert.Equal((string?[])["I", "do", "n't"], Words(set[0], "form"));
        Assert.Equal((string?[])["PRON", "AUX", null], Words(set[0], "upos"));
        Assert.Equal((string?[])["_"], Words(set[1], "form"));
        Assert.Equal([1.0, 2.0, 3.0], ConllReader.Read(path)[0].Frame.Column("id").ToArray());
    }

    [Fact]
    public void Numbers_are_numbers_unless_they_are_categories()
    {
        string path = _folder.Write("numbers.txt", "word score\nbad -2\ngood 3.5\n");
        Assert.Equal([-2, 3.5], ConllReader.Read(path)[0].Frame.Column("score").ToArray());
        Assert.Equal(
            (string?[])["-2", "3.5"], Words(ConllReader.Read(path, new() { CategoryColumns = ["score"] })[0], "score"));
    }

    [Theory]
    [InlineData("word\ttag\nBirds\tNOUN\nsing\n", "line 3: 1 cell where the others have 2 (word, tag): 'sing'")]
    [InlineData("word\ttag\nBirds\tNOUN\n\nsing\tVERB\tX\n", "line 4: 3 cells")]
    [InlineData("\n\n", "no rows")]
    [InlineData("word\ttag\n\n", "no rows")]
    [InlineData("word\tlabel\nBirds\tNOUN\n", "no column 'tag'")]
    [InlineData("word\tword\ttag\na\tb\tc\n", "two columns named 'word'")]
    public void Files_that_are_wrong_are_told_by_their_line(string text, string expected)
    {
        InputException error = Assert.Throws<InputException>(
            () => ConllReader.Read(_folder.Write("wrong.tsv", text), new() { Columns = ["word", "tag"] }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private string Packed(string text)
    {
        string path = _folder.In("words.tsv.gz");
        using GZipStream stream = new(File.Create(path), CompressionLevel.Fastest);
        stream.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    private static IEnumerable<string?> Words(SeriesItem item, string column) => [.. item.Frame.Column(column).ToArray()
        .Select(code => double.IsNaN(code) ? null : item.Frame.Categories(column)![(int)code])];

    [Fact]
    public void Words_alone_are_read_by_the_column_that_is_asked_for()
    {
        ConllOptions words = new() { Columns = ["word"] };
        string bare = _folder.Write("bare.conll", "the\ndog\n\na\n"), named = _folder.Write("named.conll", "word\nthe\ndog\n\na\n");

        Assert.Equal((string?[])["the", "dog"], Words(ConllReader.Read(bare, words)[0], "word"));
        Assert.Equal((string?[])["the", "dog"], Words(ConllReader.Read(named, words)[0], "word"));
        Assert.Equal(["word"], SeriesReader.ColumnNames(named, new() { Conll = words })!);
        Assert.Contains(
            "Expected a word a line",
            Assert.Throws<InputException>(() => ConllReader.Read(_folder.Write("lines.conll", "the dog\n"), words)).Message,
            StringComparison.Ordinal);
    }
}

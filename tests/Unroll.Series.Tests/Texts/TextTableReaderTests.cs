using System.IO.Compression;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Texts;

namespace Unroll.Series.Tests.Texts;

public sealed class TextTableReaderTests : IDisposable
{
    private static readonly TextTableOptions _questions = new() { TextColumns = ["text"], ClassColumn = "intent" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("text\tintent\nhow \"are\" you\tgreet\n\n\"quoted\"\tother\n", "how \"are\" you", "quoted")]
    [InlineData("intent,text\ngreet,\"how, \"\"are\"\" you\"\nother,quoted\n", "how, \"are\" you", "quoted")]
    [InlineData("id;text;intent\n1;how, are you;greet\n2;x;other\n", "how, are you", "x")]
    [InlineData("{\"text\":\"how\\nare you\",\"intent\":\"greet\"}\n{\"intent\":\"other\",\"text\":\"x\"}\n", "how\nare you", "x")]
    public void A_row_is_a_text_with_its_class(string content, string first, string second)
    {
        SeriesSet set = TextTableReader.Read(Write(content), _questions);

        Assert.Equal([first, second], Texts(set));
        Assert.Equal(["1", "2"], set.Items.Select(item => item.Id));
        Assert.Equal(["greet", "other"], set.Items.Select(item => set.ClassNames[item.Class!.Value]));
    }

    [Fact]
    public void Commas_are_text_where_a_file_of_tabs_has_one_column()
    {
        SeriesSet set = TextTableReader.Read(_folder.Write("texts.tsv", "text\nhow, are you\nwell\n"), new() { TextColumns = ["text"] });
        Assert.Equal(["how, are you", "well"], Texts(set));
    }

    [Fact]
    public void A_cell_that_never_ends_is_told()
    {
        string path = _folder.Write("texts.csv", $"text,intent\n\"{new string('x', 17 << 20)}\",greet\n");
        string message = Assert.Throws<InputException>(() => TextTableReader.Read(path, _questions)).Message;
        Assert.Contains("texts.csv is no regular CSV file", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_lines_is_read_packed_and_empty_lines_are_texts()
    {
        string path = Path.Combine(_folder.Path, "lines.gz");
        using (GZipStream packed = new(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write("Wörter, viele\n\nletzte"u8);
        }

        SeriesSet set = TextTableReader.Read(path);

        Assert.Equal(["Wörter, viele", "", "letzte"], Texts(set));
    }

    [Fact]
    public void A_text_may_have_numbers_beside_it_and_no_class()
    {
        SeriesSet set = TextTableReader.Read(
            Write("text\tintent\trating\ngood\t\t4.5\nbad\tb\t\n"), _questions with { NumberColumns = ["rating"] });

        Assert.Equal([4.5, double.NaN], set.Items.Select(item => item.Frame.Column("rating")[0]));
        Assert.Null(set[0].Class);
    }

    [Theory]
    [InlineData("text\tlabel\na\tb\n", "has no column 'intent'. Its columns are: text, label.")]
    [InlineData("text\tintent\na\n", "line 2: 1 cell where the header has 2 (text, intent)")]
    [InlineData("text\tintent\n", "has no rows")]
    [InlineData("{\"text\":\"a\",\"intent\":\"b\"}\nno json\n", "line 2: 'no json' is no JSON object")]
    [InlineData("text\tintent\na\tb\nc\0d\te\n", "line 3: there are bytes that are no text (zeros)")]
    [InlineData("text,intent\na,b\nc\0d,e\n", "line 3: there are bytes that are no text (zeros)")]
    [InlineData("{\"text\":\"a\",\"intent\":\"b\"}\n\0\n", "line 2: there are bytes that are no text (zeros)")]
    public void What_is_no_table_of_texts_is_refused_with_its_place(string content, string expected)
    {
        InputException error = Assert.Throws<InputException>(() => TextTableReader.Read(Write(content), _questions));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_are_no_text_are_refused() => Assert.Contains(
        "line 2: there are bytes that are no text (zeros)",
        Assert.Throws<InputException>(() => TextTableReader.Read(Write("a\n\0\u0001\n"), new())).Message, StringComparison.Ordinal);

    [Fact]
    public void A_column_of_names_must_name_each_row()
    {
        string path = Write("text\tintent\tuser\na\tx\tu1\nb\ty\tu1\n");

        InputException error = Assert.Throws<InputException>(() => TextTableReader.Read(path, _questions with { IdColumn = "user" }));

        Assert.Contains("'u1' stands in 2 rows of the column user", error.Message, StringComparison.Ordinal);
        Assert.Equal("data.id", error.Field);
    }

    private static IEnumerable<string> Texts(SeriesSet set) =>
        set.Items.Select(item => item.Frame.Categories("text")![(int)item.Frame.Column("text")[0]]);

    private string Write(string content)
    {
        string path = Path.Combine(_folder.Path, "texts.csv");
        File.WriteAllText(path, content, Encoding.UTF8);
        return path;
    }

    [Theory]
    [InlineData("{\"text\":\"a\",\"intent\":[\"very good\",\"long\"]}\n{\"text\":\"b\",\"intent\":[]}\n", "very good;long", null)]
    [InlineData("{\"text\":\"a\",\"intent\":[3,12]}\n{\"text\":\"b\",\"intent\":\"3\"}\n", "3;12", "3")]
    public void A_list_of_JSON_lines_is_a_set_of_labels(string content, string first, string? second)
    {
        SeriesSet set = TextTableReader.Read(Write(content), _questions with { ClassSeparator = ";" });

        Assert.Equal([first, second], set.Items.Select(item => item.Class is { } index ? set.ClassNames[index] : null));
    }

    [Fact]
    public void A_list_of_one_label_is_a_class()
    {
        SeriesSet set = TextTableReader.Read(Write("{\"text\":\"a\",\"intent\":[\"very good\"]}\n"), _questions);
        Assert.Equal(["very good"], set.ClassNames);
    }

    [Theory]
    [InlineData("[\"a\",\"b\"]", null, "line 1: intent is a list of 2 labels, but one class was expected")]
    [InlineData("[]", null, "line 1: intent is a list of 0 labels")]
    [InlineData("[\"very good\"]", " ", "line 1: the label 'very good' of intent has ' ' in it")]
    [InlineData("[true]", ";", "intent is a list of True")]
    public void Labels_that_cannot_be_told_apart_are_refused(string list, string? separator, string expected)
    {
        string path = Write($"{{\"text\":\"a\",\"intent\":{list}}}\n");
        InputException error = Assert.Throws<InputException>(
            () => TextTableReader.Read(path, _questions with { ClassSeparator = separator }));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text\tintent\na\tx\n\"\"\tx\n", "line 3: there is no text (column text): give one, or leave the row out.")]
    [InlineData("{\"text\":\"  \",\"intent\":\"x\"}\n", "line 1: there is no text")]
    public void A_row_without_a_text_is_refused(string content, string expected)
    {
        InputException error = Assert.Throws<InputException>(() => TextTableReader.Read(Write(content), _questions));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_of_two_texts_may_be_empty()
    {
        SeriesSet set = TextTableReader.Read(Write("title\ttext\n\tx\n"), new() { TextColumns = ["title", "text"] });
        Assert.Equal(["x"], Texts(set));
    }

    [Fact]
    public void Lines_where_a_table_was_expected_are_told()
    {
        InputException error = Assert.Throws<InputException>(
            () => TextTableReader.Read(Write("nine eight\nsix\n"), new() { TextColumns = ["words"] }));
        Assert.Contains(
            "has no column 'words': its first line is 'nine eight'. Expected a table", error.Message, StringComparison.Ordinal);
    }
}

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
    public void What_is_no_table_of_texts_is_refused_with_its_place(string content, string expected)
    {
        InputException error = Assert.Throws<InputException>(() => TextTableReader.Read(Write(content), _questions));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

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
}

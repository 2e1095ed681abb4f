using System.IO.Compression;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Profiling;
using Unroll.Series.Texts;

namespace Unroll.Series.Tests.Texts;

/// <summary>Pairs of texts from files side by side, what is found of them, and numbers in texts.</summary>
public sealed class TextPairReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_of_two_files_belong_together_packed_or_not()
    {
        string german = _folder.Write("train.de", "ein hund\r\neine katze\r\n"), english = _folder.In("train.en.gz");
        using (GZipStream packed = new(File.Create(english), CompressionLevel.Fastest))
        {
            packed.Write("a dog\na cat"u8);
        }

        SeriesSet pairs = TextPairReader.Read(german, english, "de", "en");

        Assert.Equal(["1", "2"], pairs.Items.Select(item => item.Id));
        Assert.Equal(["de", "en"], pairs.ColumnNames);
        Assert.Equal(["eine katze", "a cat"], pairs.ColumnNames.Select(column => pairs[1].Frame.Categories(column)![0]));
        TextPairFiles files = TextPairFiles.Find(german)!;
        Assert.Equal((english, "de", "en"), (files.Target, files.SourceName, files.TargetName));
        Assert.Null(files.Test);
    }

    [Fact]
    public void Files_of_unequally_many_lines_are_refused_with_what_is_left_over()
    {
        string few = _folder.Write("a.xx", "1\n"), many = _folder.Write("a.yy", "1\n2\n3\n");

        string message = Assert.Throws<InputException>(() => TextPairReader.Read(few, many)).Message;

        Assert.Contains("1 line", message, StringComparison.Ordinal);
        Assert.Contains("3 lines", message, StringComparison.Ordinal);
        Assert.Contains("'2', '3'", message, StringComparison.Ordinal);
        Assert.Null(TextPairFiles.Find(few));
    }

    [Fact]
    public void Tables_of_pairs_are_told_from_series_and_from_texts_with_classes()
    {
        string Table(string header, Func<int, string> row) => _folder.Write(
            $"{header[..2]}.tsv", header + "\n" + string.Concat(Enumerable.Range(0, 60).Select(i => row(i) + "\n")));

        PairProfile pairs = PairProfile.Find(Table("german\tenglish", i => $"das ist satz {i} .\tthis is sentence {i} ."))!;
        Assert.Equal((60, "german", "english"), (pairs.Count, pairs.Source.Name, pairs.Target.Name));
        Assert.True(pairs.Target.AreTokenised);
        Assert.Null(PairProfile.Find(Table("text\tclass", i => $"this is text {i}\t{(i % 2 == 0 ? "good" : "bad")}")));
        Assert.Null(PairProfile.Find(Table("day\tload", i => $"2024-01-{1 + (i % 28):00}\t{i}")));
        Assert.Null(PairProfile.Find(Table("name\tlength", i => $"name {i}\t{i}")));
        Assert.Null(PairProfile.Find(_folder.In("nowhere.tsv")));
    }

    [Fact]
    public void Lists_of_json_lines_are_texts_of_their_items()
    {
        string path = _folder.Write("pairs.jsonl", "{\"a\": [1, 2.5], \"b\": [\"x\", \"y\"]}\n{\"a\": 3, \"b\": \"z\"}\n");

        SeriesSet pairs = TextTableReader.Read(path, new() { TextColumns = ["a", "b"] });

        Assert.Equal(["1 2.5", "3"], pairs.Items.Select(item => item.Frame.Categories("a")![0]));
        Assert.Equal(["x y", "z"], pairs.Items.Select(item => item.Frame.Categories("b")![0]));
    }

    [Fact]
    public void A_table_of_one_column_has_commas_in_its_texts()
    {
        string path = _folder.Write("dates.csv", "written\nThursday, the third\n\"May 3, 1999\"\n");

        SeriesSet texts = TextTableReader.Read(path, new() { TextColumns = ["written"] });

        Assert.Equal(["Thursday, the third", "May 3, 1999"], texts.Items.Select(item => item.Frame.Categories("written")![0]));
    }

    [Theory]
    [InlineData("1.5 2 -3", 3)]
    [InlineData("[1.5, 2e3,-3]", 3)]
    [InlineData("7", 1)]
    public void Numbers_of_a_text_are_rows(string text, int rows)
    {
        SeriesSet set = TextPairReader.OfSources([text], "speeds");
        Preparation preparation = Preparation.Fit(
            [new NumbersStep()], set, new PreparationOptions { Use = SeriesUse.Whole, Columns = ["speeds"] });

        double[] numbers = Preparation.FromJson(preparation.ToJson()).Transform(set).Series[0].Frame.Column("speeds").ToArray();

        Assert.Equal(rows, numbers.Length);
        Assert.Equal(rows == 1 ? 7 : 1.5, numbers[0]);
        Assert.Equal(rows == 1 ? 7 : -3, numbers[^1]);
    }

    [Theory]
    [InlineData("1.5 two", "'two'")]
    [InlineData("1 NaN", "'NaN'")]
    [InlineData("[]", "no number")]
    public void Texts_that_are_no_numbers_are_refused(string text, string word)
    {
        SeriesSet set = TextPairReader.OfSources(["1 2", text], "speeds");

        InputException exception = Assert.Throws<InputException>(() => Preparation.Fit(
            [new NumbersStep()], set, new PreparationOptions { Use = SeriesUse.Whole, Columns = ["speeds"] }));

        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        Assert.Contains("'2'", exception.Message, StringComparison.Ordinal);
    }
}

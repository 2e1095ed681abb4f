using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Numbers as SAP and Indian banks write them, marks of statistics offices, and columns that are no ids.</summary>
public sealed class CsvOddNumbersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("date;y\n2020-01-01;1.234,50-\n2020-01-02;1,00\n", -1234.5, 1)]
    [InlineData("date,y\n2020-01-01,12.50-\n2020-01-02,7\n", -12.5, 7)]
    [InlineData("date;y\n2020-01-01;\"12,345-\"\n2020-01-02;1,234.5\n", -12345, 1234.5)]
    [InlineData("date,y\n2020-01-01,12.50-\n2020-01-02,7.25-\n", -12.5, -7.25)]
    [InlineData("date;y\n2020-01-01;1.234,50-\n2020-01-02;40-\n", -1234.5, -40)]
    [InlineData("date,y\n2020-01-01,\"1,23,456.50\"\n2020-01-02,\"12,34,56,789\"\n", 123456.5, 123456789)]
    public void A_number_is_read(string text, double first, double second) =>
        Assert.Equal([first, second], CsvFrameReader.Read(_folder.Write("numbers.csv", text)).Column("y").ToArray());

    [Theory]
    [InlineData("1,23,45")]
    [InlineData("123,45,678")]
    [InlineData("1,234,56,789")]
    [InlineData("--5")]
    [InlineData("-5-")]
    public void What_is_no_number_is_none(string cell) => Assert.False(NumberParser.LooksLikeNumber(cell));

    [Fact]
    public void Codes_with_a_dash_behind_each_stay_texts() => Assert.NotNull(CsvFrameReader.Read(
        _folder.Write("codes.csv", "date,code,y\n2020-01-01,1-,1\n2020-01-02,2-,2\n2020-01-03,1-,3\n")).Categories("code"));

    [Theory]
    [InlineData(":")]
    [InlineData("..")]
    [InlineData("n.a.")]
    [InlineData("NaT")]
    public void Marks_of_missing_values_are_missing(string mark)
    {
        Frame frame = CsvFrameReader.Read(_folder.Write("missing.csv", $"date,y\n2020-01-01,1\n2020-01-02,{mark}\n2020-01-03,3\n"));
        Assert.Equal([1, double.NaN, 3], frame.Column("y").ToArray());
    }

    [Fact]
    public void A_text_is_not_missing_for_having_the_letters_of_a_time_that_is()
    {
        Frame frame = CsvFrameReader.Read(_folder.Write(
            "kinds.csv", "date,kind,y\n2020-01-01,nat,1\n2020-01-02,int,2\n2020-01-03,NaT,3\n"));
        Assert.Equal(["nat", "int"], frame.Categories("kind")!);
        Assert.Equal([0, 1, double.NaN], frame.Column("kind").ToArray());
    }

    [Fact]
    public void A_column_of_a_wide_table_is_not_left_out_for_a_cell_that_is_no_number()
    {
        string dates = string.Join(',', Enumerable.Range(1, 9).Select(i => $"2020-0{i}"));
        string row(string third) => $"1,2,{third},4,5,6,7,8,9";
        SeriesSet set = CsvFrameReader.ReadSet(
            _folder.Write("gap.csv", $"geo,{dates}\nBE,{row(":")}\nBG,{row(":")}\n"), new() { SeriesInRows = true });
        Assert.Equal(9, set[0].Frame.RowCount);
        Assert.True(double.IsNaN(set[0].Frame.Column("value")[2]));

        string flagged = _folder.Write("flag.csv", $"geo,{dates}\nBE,{row("x")}\nBG,{row("y")}\n");
        string message = Assert.Throws<InputException>(() => CsvFrameReader.ReadSet(flagged, new() { SeriesInRows = true })).Message;
        Assert.Contains("2020-03", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_measures_something_tells_no_series_apart()
    {
        // 24 rows a day, and numbers that are seldom the same.
        string text = "day,part,y\n" + string.Concat(Enumerable.Range(0, 20 * 24).Select(
            i => $"2020-01-{1 + (i / 24):00},x,{500 + (i * 37 % 211)}\n"));
        Assert.Throws<InputException>(() => CsvDiagnosis.Of(_folder.Write("day.csv", text)));
    }
}

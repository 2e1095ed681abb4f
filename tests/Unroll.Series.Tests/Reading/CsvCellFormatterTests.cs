using FsCheck;
using FsCheck.Fluent;
using Unroll.Formats;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>What is written into a CSV file stays a text in a spreadsheet, and is read back as it was.</summary>
public sealed class CsvCellFormatterTests : IDisposable
{
    private static readonly string[] _dangerous = [
        "=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "'=1", "''@a", "＝1", "-", "=\"a\",b", "-a", "+49 170"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+cmd", "'+cmd")]
    [InlineData("-2+3", "'-2+3")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("'=1", "''=1")]
    [InlineData("=a,b", "\"'=a,b\"")]
    [InlineData("-2", "-2")]
    [InlineData("+1.5e3", "+1.5e3")]
    [InlineData("it's", "it's")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("", "")]
    [InlineData("a,b", "\"a,b\"")]
    public void A_formula_becomes_a_text_and_all_else_stays(string text, string cell) => Assert.Equal(cell, CsvCellFormatter.Format(text));

    [Fact]
    public void Each_text_is_read_back_as_it_was() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Item).Or(Gen.Elements(_dangerous))
            .SelectMany(text => Gen.Elements("", "'", "=", "-", "+", "@", "\t").Select(first => first + text)).ToArbitrary(),
        text => CsvCellParser.Parse(Unquoted(CsvCellFormatter.Format(text))) == text).QuickCheckThrowOnFailure();

    [Fact]
    public void Columns_series_classes_and_categories_are_read_back_from_a_file()
    {
        List<string> lines = [string.Join(',', new[] { "=id", "date", "-load", "@kind", "+class" }.Select(CsvCellFormatter.Format))];
        for (int i = 0; i < _dangerous.Length; i++)
        {
            for (int day = 1; day <= 3; day++)
            {
                string text = _dangerous[i];
                string cell = CsvCellFormatter.Format(text);
                lines.Add(string.Join(',', cell, $"2020-01-0{day}", "-1.5", cell, cell));
            }
        }

        string path = _folder.Write("texts.csv", string.Join('\n', lines) + "\n");
        SeriesSet set = SeriesReader.Read(path, new SeriesReaderOptions
        {
            Csv = new() { IdColumns = ["=id"], ClassColumn = "+class", Columns = ["-load", "@kind"], CategoryColumns = ["@kind"] },
        });

        Assert.Equal(_dangerous, set.Items.Select(item => item.Id));
        Assert.Equal(_dangerous.Order(StringComparer.Ordinal), set.ClassNames.Order(StringComparer.Ordinal));
        Assert.Equal(_dangerous, set[0].Frame.Categories("@kind"));
        Assert.All(set.Items, item => Assert.Equal([-1.5, -1.5, -1.5], item.Frame.Column("-load").ToArray()));
    }

    private static string Unquoted(string cell) => cell.StartsWith('"') && cell.EndsWith('"') && cell.Length > 1
        ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
}

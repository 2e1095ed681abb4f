using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Wide tables: dates or numbers across the header, a series a row.</summary>
public sealed class CsvAcrossTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1/22/20,1/23/20,1/24/20,1/25/20,1/26/20,1/27/20", "2020-01-22", 1, 0)]
    [InlineData("2020-01,2020-02,2020-03,2020-04,2020-05,2020-06", "2020-01-01", 0, 1)]
    [InlineData("1990,1991,1992,1993,1994,1995", "1990-01-01", 0, 12)]
    [InlineData("27.01.2020,26.01.2020,25.01.2020,24.01.2020,23.01.2020,22.01.2020", "2020-01-22", 1, 0)]
    public void Dates_across_the_header_are_the_stamps(string dates, string first, int days, int months)
    {
        bool falls = dates.StartsWith("27", StringComparison.Ordinal);
        string path = _folder.Write(
            "wide.csv", $"Province,Country,Lat,{dates}\n,A,1.5,1,2,3,4,5,6\n,B,2.5,10,20,,40,50,\nX,C,3.5,7,7,7,7,7,8\n");

        CsvDiagnosis found = CsvDiagnosis.Of(path);
        Assert.Equal(true, found.Options.SeriesInRows);
        Assert.Equal(["Country"], found.Options.IdColumns);
        SeriesSet set = CsvFrameReader.ReadSet(path, found.Options with { StaticColumns = ["Lat"] });

        Assert.Equal(["A", "B", "C"], set.Items.Select(item => item.Id));
        Assert.Equal(["value"], set.ColumnNames);
        Assert.Equal(first, set[0].Frame.Time.Text(0));
        Assert.Equal((TimeSpan.FromDays(days), months), (set[0].Frame.Time.Step!.Value.Span, set[0].Frame.Time.Step!.Value.Months));
        Assert.Equal(falls ? [6, 5, 4, 3, 2, 1] : [1, 2, 3, 4, 5, 6], set[0].Frame.Column("value").ToArray());
        Assert.Equal(
            falls ? [double.NaN, 50, 40, double.NaN, 20, 10] : [10, 20, double.NaN, 40, 50], set[1].Frame.Column("value").ToArray());
        Assert.Equal([2.5], set[1].StaticCovariates);
    }

    [Theory]
    [InlineData("Toy_TRAIN.tsv", '\t', true)]
    [InlineData("Toy_TRAIN.csv", ',', false)]
    [InlineData("Toy_TRAIN.txt", ' ', true)]
    public void Tables_of_the_archive_have_a_series_and_its_class_in_each_row(string name, char delimiter, bool isFirst)
    {
        string path = _folder.Write(name, string.Concat(Enumerable.Range(0, 12).Select(row => string.Join(
            delimiter, ((string[])[$"{1 + (row % 2)}"]).Take(isFirst ? 1 : 0)
                .Concat(Enumerable.Range(0, 30).Select(i => FormattableString.Invariant($"{Math.Sin(i + row) + 0.001:0.0000}")))
                .Concat(((string[])[$"{1 + (row % 2)}"]).Take(isFirst ? 0 : 1))) + "\n")));
        CsvDiagnosis found = CsvDiagnosis.Of(path);
        Assert.Equal(true, found.Options.SeriesInRows);
        SeriesSet set = CsvFrameReader.ReadSet(path, found.Options);
        Assert.Equal((12, 30), (set.Count, set[0].Frame.RowCount));
        Assert.Equal(["1", "2"], set.ClassNames);
        Assert.Equal([0, 1, 0], set.Items.Take(3).Select(item => item.Class!.Value));
        Assert.Equal(Math.Sin(2) + 0.001, set[2].Frame.Column("value")[0], 4);
    }

    [Fact]
    public void A_column_called_class_beside_numbered_columns_has_the_classes()
    {
        string names = string.Join(',', Enumerable.Range(0, 30).Select(i => $"t{i}"));
        string path = _folder.Write("Waves_TEST.csv", $"{names},class\n" + string.Concat(
            Enumerable.Range(0, 12).Select(row => string.Join(',', Enumerable.Range(0, 30).Select(i => (i * row % 7) + 0.5)
                .Select(value => FormattableString.Invariant($"{value}"))) + $",{"ab"[row % 2]}\n")));
        CsvDiagnosis found = CsvDiagnosis.Of(path);
        Assert.Equal((true, "class"), (found.Options.SeriesInRows, found.Options.ClassColumn));
        Assert.Equal(["a", "b"], CsvFrameReader.ReadSet(path, found.Options).ClassNames);
    }

    [Fact]
    public void A_column_for_each_month_of_a_year_is_told()
    {
        string months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec";
        string path = _folder.Write("years.csv", $"Year,{months}\n" + string.Concat(Enumerable.Range(1990, 5).Select(
            year => $"{year},1,2,3,4,5,6,7,8,9,10,11,12\n")));
        Assert.Contains(CsvFrameReader.ReadSet(path).Notes, note => note.Contains("row a month", StringComparison.Ordinal));
    }

    [Fact]
    public void Numbers_that_may_be_thousands_are_told()
    {
        string path = _folder.Write("visitors.csv", "date;visitors\n" + string.Concat(Enumerable.Range(1, 28).Select(
            day => $"2020-01-{day:00};{1 + (day % 9)}.{100 + (day * 31)}\n")));
        Assert.Contains(CsvFrameReader.ReadSet(path).Notes, note => note.Contains("data.decimal: comma", StringComparison.Ordinal));
        Assert.Empty(CsvFrameReader.ReadSet(path, new() { DecimalSeparator = '.' }).Notes);
    }

    [Theory]
    [InlineData("V", 2, "V1")]
    [InlineData("d_", 1, "item_id,store")]
    [InlineData("", 1, "name")]
    public void Numbers_across_the_header_count_the_values(string prefix, int from, string names)
    {
        string[] ids = names.Split(',');
        string header = string.Join(',', Enumerable.Range(from, 30).Select(i => $"\"{prefix}{i}\""));
        string rows = string.Concat(Enumerable.Range(1, 4).Select(
            series => string.Join(',', ids.Select((_, i) => i == 0 ? $"H{series}" : "S")) + ","
                + string.Join(',', Enumerable.Range(0, 30).Select(i => i < 26 + series ? $"{(100 * series) + i}" : "")) + "\n"));
        string path = _folder.Write("m4.csv", $"{names},{header}\n{rows}");

        CsvDiagnosis found = CsvDiagnosis.Of(path);
        Assert.Equal([ids[0]], found.Options.IdColumns);
        SeriesSet set = CsvFrameReader.ReadSet(path, found.Options with { MemoryBudget = 1 });
        Assert.Equal([27, 28, 29, 30], set.Items.Select(item => item.Frame.RowCount));
        Assert.All(set.Items, item => Assert.True(item.Frame.Time.IsNumbered));
        Assert.Equal(["H1", "H2", "H3", "H4"], set.Items.Select(item => item.Id));
        Assert.Equal(Enumerable.Range(200, 28).Select(i => (double)i), set[1].Frame.Column("value").ToArray());
    }

    [Fact]
    public void A_table_of_features_is_not_turned_but_the_way_is_told()
    {
        string path = _folder.Write(
            "features.csv", "label," + string.Join(',', Enumerable.Range(1, 30).Select(i => $"f{i}")) + "\n" + string.Concat(
                Enumerable.Range(0, 40).Select(row => $"{(row % 2 == 0 ? "a" : "b")},"
                    + string.Join(',', Enumerable.Range(0, 30).Select(i => (row * i) % 7)) + "\n")));
        CsvDiagnosis found = CsvDiagnosis.Of(path);
        Assert.Null(found.Options.SeriesInRows);
        Assert.True(found.MayHaveSeriesInRows);
        Assert.Equal(40, CsvFrameReader.ReadSet(path, new() { SeriesInRows = true, ClassColumn = "label" }).Count);
        Assert.Null(CsvDiagnosis.Of(_folder.Write("plain.csv", "time,x1,x2\n2020-01-01,1,2\n2020-01-02,1,2\n")).Options.SeriesInRows);
    }

    [Fact]
    public void What_is_no_wide_table_is_refused()
    {
        CsvFrameOptions across = new() { SeriesInRows = true };
        Refused("time,x\n2020-01-01,1\n", across, "data.orient");
        Refused("id,2020-01-01,2020-01-02\na,1,2\na,3,4\n", across with { IdColumns = ["id"] }, "line 3", "'a' stands twice");
        Refused("id,2020-01-01,2020-01-02\na,1,2\nb,x,4\n", across, "no");
        Refused("id,2020-01-01,2020-01-02\na,1,2\n", across with { Columns = ["id"] }, "'id'", "'value'");
        Refused("id,2020-01-01,2020-01-02\n", across, "no");
    }

    private void Refused(string text, CsvFrameOptions options, params string[] parts)
    {
        string message = Assert.Throws<InputException>(() => CsvFrameReader.ReadSet(_folder.Write("bad.csv", text), options)).Message;
        Assert.All(parts, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }
}

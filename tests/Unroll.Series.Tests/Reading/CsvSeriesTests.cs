using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Many series in one file, measurements a row, categories, order and repeats.</summary>
public sealed class CsvSeriesTests : IDisposable
{
    private const string Shops = "date,shop,size,sold,weather,kind,target\n" +
        "2017-01-01,B,10,1,sun,9,0.5\n2017-01-02,B,10,2,rain,9,0.5\n2017-01-01,A,,3,sun,10,2\n"
        + "2017-01-03,B,10,4,snow,9,0.5\n2017-01-05,A,20,5,,10,2\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Series_are_told_apart_by_the_id_wherever_their_rows_are()
    {
        SeriesSet set = ReadSet(
            Shops, new() { IdColumns = ["shop"], StaticColumns = ["size"], ClassColumn = "kind", SeriesValueColumn = "target" });
        Assert.Equal(["B", "A"], set.Items.Select(item => item.Id));
        Assert.Equal(["sold", "weather"], set.ColumnNames);
        Assert.Equal([1, 2, 4], set[0].Frame.Column("sold").ToArray());
        Assert.Equal([3, 5], set[1].Frame.Column("sold").ToArray());
        Assert.Equal([new DateTime(2017, 1, 1), new DateTime(2017, 1, 5)], set[1].Frame.Time.AsSpan().ToArray());
        Assert.Equal(TimeSpan.FromDays(1), set[0].Frame.Time.Interval);
        Assert.Equal(["size"], set.StaticNames);
        Assert.Equal(10, Assert.Single(set[0].StaticCovariates));
        Assert.Equal(20, Assert.Single(set[1].StaticCovariates));
        Assert.Equal(["9", "10"], set.ClassNames);
        Assert.Equal((0, 1), (set[0].Class, set[1].Class));
        Assert.Equal((0.5, 2.0), (set[0].Value, set[1].Value));

        // Texts are numbered as they appear in the file, the same in all series.
        Assert.Equal(["sun", "rain", "snow"], set[0].Frame.Categories("weather"));
        Assert.Equal([0, 1, 2], set[0].Frame.Column("weather").ToArray());
        Assert.Equal([0, double.NaN], set[1].Frame.Column("weather").ToArray());
    }

    [Fact]
    public void A_single_series_is_a_set_of_one()
    {
        SeriesSet set = ReadSet("date,a,kind\n2017-01-01,1,x\n2017-01-02,2,x\n", new() { ClassColumn = "kind" });
        Assert.Equal("1", Assert.Single(set.Items).Id);
        Assert.Equal(0, set[0].Class);
        Assert.Equal(["x"], set.ClassNames);
    }

    [Fact]
    public void Static_texts_become_a_number_each()
    {
        SeriesSet set = ReadSet(
            "id,date,sex,a\n1,2017-01-01,F,1\n2,2017-01-01,M,1\n3,2017-01-01,,1\n", new() { IdColumns = ["id"], StaticColumns = ["sex"] });
        Assert.Equal(["sex=F", "sex=M"], set.StaticNames);
        Assert.Equal([1, 0], set[0].StaticCovariates);
        Assert.Equal([0, 1], set[1].StaticCovariates);
        Assert.Equal([double.NaN, double.NaN], set[2].StaticCovariates);
    }

    [Fact]
    public void Rows_without_stamps_are_numbered_within_their_series()
    {
        SeriesSet set = ReadSet("id,a\nx,1\nx,2\ny,3\n", new() { IdColumns = ["id"] });
        Assert.True(set[0].Frame.Time.IsNumbered);
        Assert.Equal([2, 1], set.Items.Select(item => item.Frame.RowCount));
        Assert.Equal("row 0", set[1].Frame.Time.Text(0));
        Assert.Equal([3], set[1].Frame.Column("a").ToArray());
    }

    [Fact]
    public void Measurements_a_row_become_columns()
    {
        const string Text =
            "stay,age,time,parameter,value\n7,60,2017-01-01 10:00,hr,80\n7,60,2017-01-01 12:00,hr,90\n7,60,2017-01-01 10:00,temp,36.5\n" +
            "8,70,2017-01-01 09:00,temp,38\n8,70,2017-01-01 08:30,hr,-\n";
        SeriesSet set = ReadSet(
            Text, new() { IdColumns = ["stay"], StaticColumns = ["age"], VariableColumn = "parameter", ValueColumn = "value" });
        Assert.Equal(["hr", "temp"], set.ColumnNames);
        Assert.Equal([60, 70], set.Items.Select(item => item.StaticCovariates[0]));
        Assert.Equal([80, 90], set[0].Frame.Column("hr").ToArray());
        Assert.Equal([36.5, double.NaN], set[0].Frame.Column("temp").ToArray());
        Assert.Equal([new DateTime(2017, 1, 1, 8, 30, 0), new DateTime(2017, 1, 1, 9, 0, 0)], set[1].Frame.Time.AsSpan().ToArray());
        Assert.Equal([double.NaN, 38], set[1].Frame.Column("temp").ToArray());

        SeriesSet some = ReadSet(
            Text, new() { IdColumns = ["stay"], VariableColumn = "parameter", ValueColumn = "value", Columns = ["temp"] });
        Assert.Equal(["temp"], some.ColumnNames);
        Assert.Equal([36.5], some[0].Frame.Column("temp").ToArray());

        Frame numbered = Read("parameter,value\na,1\nb,2\na,3\n", new() { VariableColumn = "parameter", ValueColumn = "value" });
        Assert.True(numbered.Time.IsNumbered);
        Assert.Equal([1, 3], numbered.Column("a").ToArray());
        Assert.Equal([2, double.NaN], numbered.Column("b").ToArray());
    }

    [Theory]
    [InlineData(DuplicateTimestamps.First, 1, 5, 0)]
    [InlineData(DuplicateTimestamps.Last, 3, 6, 1)]
    [InlineData(DuplicateTimestamps.Mean, 2, 5.5, 0)]
    public void Repeated_stamps_are_made_one(DuplicateTimestamps duplicates, double first, double second, double text)
    {
        CsvFrameOptions options = new() { DuplicateTimestamps = duplicates };
        Frame frame = Read("date,a,b\n2017-01-01,1,x\n2017-01-01,,y\n2017-01-01,3,y\n2017-01-02,5,x\n2017-01-02,6,x\n", options);
        Assert.Equal([first, second], frame.Column("a").ToArray());
        Assert.Equal(text, frame.Column("b")[0]);

        Frame measured = Read(
            "date,b,v\n2017-01-01,a,1\n2017-01-01,a,-\n2017-01-01,a,3\n2017-01-02,a,5\n2017-01-02,a,6\n",
            options with { VariableColumn = "b", ValueColumn = "v" });
        Assert.Equal([first, second], measured.Column("a").ToArray());
    }

    [Fact]
    public void Rows_are_sorted_on_request_each_series_for_itself()
    {
        const string Text = "id,date,a\nx,2017-01-03,3\ny,2017-01-02,9\nx,2017-01-01,1\nx,2017-01-02,2\nx,2017-01-01,7\n";
        CsvFrameOptions options = new() { IdColumns = ["id"], Sort = true };
        Assert.Equal([1, 2, 3], Kept(DuplicateTimestamps.First));
        Assert.Equal([7, 2, 3], Kept(DuplicateTimestamps.Last));
        Assert.Equal([4, 2, 3], Kept(DuplicateTimestamps.Mean));
        AssertTold(() => ReadSet(Text, options), "2017-01-01", "'x'", "twice");
        AssertTold(() => ReadSet(Text, new() { IdColumns = ["id"] }), "line 4", "2017-01-03", "'x'", "Sort");

        double[] Kept(DuplicateTimestamps duplicates) =>
            ReadSet(Text, options with { DuplicateTimestamps = duplicates })[0].Frame.Column("a").ToArray();
    }

    [Fact]
    public void What_does_not_fit_is_told_with_its_place()
    {
        AssertTold(
            () => ReadSet("id,date,age,a\nx,2017-01-01,60,1\nx,2017-01-02,61,1\n", new() { IdColumns = ["id"], StaticColumns = ["age"] }),
            "line 3", "'age'", "'61'", "'60'", "'x'");
        AssertTold(
            () => ReadSet("id,date,age,a\nx,2017-01-01,60,1\ny,2017-01-02,old,1\n", new() { IdColumns = ["id"], StaticColumns = ["age"] }),
            "line 3", "'age'", "'old'");
        AssertTold(() => ReadSet("id,date,a\n,2017-01-01,1\n", new() { IdColumns = ["id"] }), "line 2", "'id'");
        AssertTold(() => Read("id,date,a\nx,2017-01-01,1\ny,2017-01-01,1\n", new() { IdColumns = ["id"] }), "2 series", "'id'");
        AssertTold(
            () => Read("date,p,v\n2017-01-01,a,1\n2017-01-01,a,2\n", new() { VariableColumn = "p", ValueColumn = "v" }), "'a'",
            "2017-01-01", "twice");
        AssertTold(
            () => Read("date,p,v\n2017-01-01,a,1\n2017-01-01,b,high\n", new() { VariableColumn = "p", ValueColumn = "v" }), "line 3", "'v'",
            "'high'");
        AssertTold(
            () => Read("date,p,v\n2017-01-01,a,1\n2017-01-01,b,2\n", new() { VariableColumn = "p", ValueColumn = "v", Columns = ["c"] }),
            "'c'", "a, b");
        AssertTold(() => Read("date,p,v\n2017-01-01,a,1\n", new() { VariableColumn = "p" }), "ValueColumn");
        AssertTold(() => Read("date,id\n2017-01-01,1\n", new() { IdColumns = ["id"] }), "no column with values");
        AssertTold(() => Read("date,a\n2017-01-01,high\n", new() { Columns = ["a"] }), "line 2", "'high'", "CategoryColumns");
        Assert.Equal(["high"], Read("date,a\n2017-01-01,high\n", new() { CategoryColumns = ["a"] }).Categories("a"));
        Assert.Equal(
            ["7", "x"], Read("date,a\n2017-01-01,7\n2017-01-02,x\n", new() { Columns = [], CategoryColumns = ["a"] }).Categories("a"));
    }

    private static void AssertTold(Action action, params string[] parts)
    {
        InputException exception = Assert.Throws<InputException>(action);
        Assert.All(parts, part => Assert.Contains(part, exception.Message, StringComparison.Ordinal));
    }

    private Frame Read(string text, CsvFrameOptions options = default) => CsvFrameReader.Read(_folder.Write("series.csv", text), options);

    private SeriesSet ReadSet(string text, CsvFrameOptions options = default) =>
        CsvFrameReader.ReadSet(_folder.Write("series.csv", text), options);
}

using System.Text;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

public sealed class CsvFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("date,a\n2017-01-01,1.5\n2017-01-02,2\n", ',', '.')]
    [InlineData("date;a\n2017-01-01;1,5\n2017-01-02;2\n", ';', ',')]
    [InlineData("date\ta\n2017-01-01\t1,5\n2017-01-02\t2\n", '\t', ',')]
    [InlineData("date|a\n2017-01-01|1.5\n2017-01-02|2\n", '|', '.')]
    [InlineData("date;a\n2017-01-01;1.234,5\n2017-01-02;2\n", ';', ',')]
    [InlineData("date,a\n2017-01-01,\"1,234.5\"\n2017-01-02,2\n", ',', '.')]
    [InlineData("date,a\n2017-01-01,\"1,5\"\n2017-01-02,\"2,25\"\n", ',', ',')]
    [InlineData("date;a\n2017-01-01;0,125\n2017-01-02;1.234\n", ';', ',')] // 1.234 is a group of thousands here
    [InlineData("date;a\n2017-01-01;1.234\n2017-01-02;2.345\n", ';', '.')] // either way: a point stays a point
    [InlineData("1,5;2,5\n3,5;4,5\n", ';', ',')] // two commas a line, too
    [InlineData("time;note\n2017-01-01 10:00;a, b, c\n2017-01-01 11:00;d\n", ';', '.')]
    [InlineData("sep=;\ndate;a\n2017-01-01;1,5\n", ';', ',')]
    public void Delimiter_and_decimal_separator_are_found(string text, char delimiter, char separator)
    {
        CsvFormat format = Detect(text);
        Assert.Equal(delimiter, format.Delimiter);
        Assert.Equal(separator, format.DecimalSeparator);
    }

    [Theory]
    [InlineData("2017-12-31", "yyyy-MM-dd")]
    [InlineData("2017-12-31 18:00", "yyyy-MM-dd HH:mm")]
    [InlineData("2017-12-31T18:00:05", "yyyy-MM-dd'T'HH:mm:ss")]
    [InlineData("2017-12-31 18:00:05.125", "yyyy-MM-dd HH:mm:ss.FFFFFFF")]
    [InlineData("2017-12-31T18:00:05Z", "yyyy-MM-dd'T'HH:mm:ssK")]
    [InlineData("2017-12-31T18:00:05+01:00", "yyyy-MM-dd'T'HH:mm:ssK")]
    [InlineData("2017/12/31", "yyyy/MM/dd")]
    [InlineData("20171231", "yyyyMMdd")]
    [InlineData("2017-12", "yyyy-MM")]
    [InlineData("2017", "yyyy")]
    [InlineData("31.12.2017", "dd.MM.yyyy")]
    [InlineData("31.12.2017 18:00", "dd.MM.yyyy HH:mm")]
    [InlineData("31.12.17", "dd.MM.yy")]
    [InlineData("31/12/2017", "dd/MM/yyyy")]
    [InlineData("12/31/2017", "MM/dd/yyyy")]
    [InlineData("12/31/2017 6:05 PM", "MM/dd/yyyy h:mm tt")]
    [InlineData("1/31/2017 6:05", "M/dd/yyyy H:mm")]
    [InlineData("Jan 2017", "MMM yyyy")]
    [InlineData("January 2017", "MMMM yyyy")]
    [InlineData("31-Jan-2017", "dd-MMM-yyyy")]
    [InlineData("31-Jan-17", "dd-MMM-yy")]
    [InlineData("Jan 31, 2017", "MMM dd, yyyy")]
    [InlineData("Tue, 31 Jan 2017 18:00:00 GMT", "ddd, dd MMM yyyy HH:mm:ss K")]
    [InlineData("2017-01-31 18:00 CET", "yyyy-MM-dd HH:mm K")]
    [InlineData("31.01.2017 18:00:05 mesz", "dd.MM.yyyy HH:mm:ss K")]
    [InlineData("1948Q1", "yyyyQq")]
    [InlineData("Q1 1948", "Qq yyyy")]
    [InlineData("2017-W05", "yyyy-Www")]
    [InlineData("1489449600", "unix-s")]
    [InlineData("1489449600000", "unix-ms")]
    [InlineData("1489449600000000", "unix-us")]
    public void The_spelling_of_stamps_is_found(string stamp, string expected)
    {
        CsvFormat format = Detect($"time;a\n\"{stamp}\";1\n");
        Assert.Equal("time", format.TimeColumn);
        Assert.Equal(expected, format.DateFormat);
    }

    [Theory]
    [InlineData("03/01/2017 04/01/2017 13/01/2017", "dd/MM/yyyy")] // one day beyond 12
    [InlineData("01/03/2017 01/04/2017 01/13/2017", "MM/dd/yyyy")]
    [InlineData("03/01/2017 04/01/2017 01/02/2017", "dd/MM/yyyy")] // only so in order
    [InlineData("01/30/2017 02/01/2017 02/02/2017", "MM/dd/yyyy")]
    [InlineData("01/11/2017 01/12/2017 02/01/2017", "MM/dd/yyyy")]
    [InlineData("01.02.2017 01.03.2017 01.04.2017", "dd.MM.yyyy")] // points: the day is first
    [InlineData("01/01/2017 02/02/2017 03/03/2017", "dd/MM/yyyy")] // either way the same
    public void Day_and_month_are_told_apart_by_all_rows(string stamps, string expected) =>
        Assert.Equal(expected, Detect("when;a\n" + string.Concat(stamps.Split(' ').Select(stamp => $"{stamp};1\n"))).DateFormat);

    [Fact]
    public void Day_and_month_that_cannot_be_told_apart_are_asked_for()
    {
        const string Text = "when,a\n01/02/2017,1\n01/03/2017,2\n01/04/2017,3\n";
        InputException exception = Assert.Throws<InputException>(() => Detect(Text));
        Assert.Contains("DateFormat", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'01/02/2017'", exception.Message, StringComparison.Ordinal);
        Assert.Equal("dd/MM/yyyy", Detect(Text, new() { DateFormat = "dd/MM/yyyy" }).DateFormat);
    }

    [Theory]
    [InlineData("utf-8", false, "utf-8")]
    [InlineData("utf-8", true, "utf-8")]
    [InlineData("utf-16", true, "utf-16")]
    [InlineData("utf-16BE", true, "utf-16BE")]
    [InlineData("iso-8859-1", false, "iso-8859-1")]
    public void The_encoding_is_found(string name, bool hasMark, string expected)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        byte[] text = encoding.GetBytes("# Küste\nZeit;Höhe\n2017-01-01;1,5\n2017-01-02;2,5\n");
        string path = Path.Combine(_folder.Path, "encoded.csv");
        File.WriteAllBytes(path, hasMark ? [.. encoding.GetPreamble(), .. text] : text);
        CsvFormat format = CsvFormat.Detect(path);
        Assert.Equal(expected, format.Encoding);
        Assert.Equal(1, format.SkippedLines);
        Assert.Equal(["Zeit", "Höhe"], format.Columns.Select(column => column.Name));
        Assert.Equal(',', format.DecimalSeparator);
        Assert.Equal("Zeit", format.TimeColumn);
        Assert.Equal([1.5, 2.5], CsvFrameReader.Read(path).Column("Höhe").ToArray());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public void Large_files_are_decoded_as_they_are_read(string name)
    {
        const int Rows = 60_000;
        Encoding encoding = Encoding.GetEncoding(name);
        string path = Path.Combine(_folder.Path, "large.csv");
        string text = "# Küste\nZeit;Höhe;Ort\n"
            + string.Concat(
                Enumerable.Range(0, Rows).Select(row => $"{new DateTime(2017, 1, 1).AddMinutes(row):dd.MM.yyyy HH:mm};{row},5;Süd\n"));
        File.WriteAllBytes(path, name == "utf-16" ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text)] : encoding.GetBytes(text));
        Unroll.Series.Frames.Frame frame = CsvFrameReader.Read(path);
        Assert.Equal(Rows, frame.RowCount);
        Assert.Equal(Rows - 0.5, frame.Column("Höhe")[Rows - 1]);
        Assert.Equal(["Süd"], frame.Categories("Ort"));
        File.AppendAllText(path, "11.02.2017 17:00;x7;Süd\n", encoding);
        Assert.Contains(
            $"line {Rows + 3}, column 'Höhe': got 'x7'", Assert.Throws<InputException>(() => CsvFrameReader.Read(path)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2,3\n4,5,6\n", false, "column-1,column-2,column-3", "NNN")]
    [InlineData("2017-01-01,2\n2017-01-02,5\n", false, "column-1,column-2", "TN")]
    [InlineData("a,2017-01-01,2\nb,2017-01-02,5\n", false, "column-1,column-2,column-3", "CTN")]
    [InlineData(",0\n1821,269\n1822,321\n", true, "index,0", "TN")]
    [InlineData(",x,y\n0,269,1\n1,321,2\n", true, "index,x,y", "RNN")]
    [InlineData("date,load,weather,note\n2017-01-01,1,sunny,\n2017-01-02,2,rain,\n", true, "date,load,weather,note", "TNCE")]
    [InlineData("date,load\n2017-01-01,1\n2017-01-02,high\n", true, "date,load", "TN")] // a mistake among numbers
    [InlineData("Date;Time;Load\n10/03/2004;18.00.00;2,6\n11/03/2004;19.00.00;2\n28/03/2004;19.00.00;2\n", true, "Date,Time,Load", "TTN")]
    [InlineData("time_spent,ordered\n1500,2\n1600,3\n", true, "time_spent,ordered", "NN")]
    [InlineData("utc_timestamp,cet_timestamp,load\n2017-01-01T00:00:00Z,2017-01-01T01:00:00+0100,3\n", true,
        "utc_timestamp,cet_timestamp,load", "TCN")]
    public void Names_and_kinds_of_columns_are_found(string text, bool hasHeader, string names, string kinds)
    {
        CsvFormat format = Detect(text);
        Assert.Equal(hasHeader, format.HasHeader);
        Assert.Equal(names, string.Join(',', format.Columns.Select(column => column.Name)));
        Assert.Equal(kinds, string.Concat(format.Columns.Select(column => column.Kind.ToString()[0])));
    }

    [Fact]
    public void The_layout_is_guessed_from_what_repeats()
    {
        Assert.Equal(CsvLayout.Wide, Detect("date,a\n2017-01-01,1\n2017-01-02,2\n").Layout);

        CsvFormat many = Detect("shop,date,sold\nA,2017-01-01,1\nA,2017-01-02,2\nB,2017-01-01,1\nB,2017-01-02,2\n");
        Assert.Equal((CsvLayout.ManySeries, "shop"), (many.Layout, Assert.Single(many.IdColumns)));

        CsvFormat patients = Detect("patient,date,pulse\n7,2017-01-01,1\n7,2017-01-02,2\n8,2017-01-01,1\n8,2017-01-02,2\n");
        Assert.Equal((CsvLayout.ManySeries, "patient"), (patients.Layout, Assert.Single(patients.IdColumns)));

        CsvFormat measurements = Detect("date,sensor,value\n2017-01-01,a,1\n2017-01-01,b,2\n2017-01-02,a,1\n");
        Assert.Equal(
            (CsvLayout.Long, 0, "sensor", "value"),
            (measurements.Layout, measurements.IdColumns.Count, measurements.VariableColumn, measurements.ValueColumn));

        CsvFormat stays = Detect(
            "stay,date,parameter,value\n1,2017-01-01,hr,1\n1,2017-01-01,temp,2\n2,2017-01-01,hr,1\n2,2017-01-01,temp,1\n");
        Assert.Equal(
            (CsvLayout.Long, "stay", "parameter", "value"),
            (stays.Layout, Assert.Single(stays.IdColumns), stays.VariableColumn, stays.ValueColumn));
    }

    [Fact]
    public void Rows_are_estimated_from_the_first_thousand()
    {
        StringBuilder text = new("date,a\n");
        for (int i = 0; i < 5000; i++)
        {
            text.Append(new DateTime(2000, 1, 1).AddDays(i).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
                .Append(",12.5\n");
        }

        Assert.InRange(Detect(text.ToString()).EstimatedRows, 4800, 5200);
        Assert.Equal(2, Detect("date,a\n2017-01-01,1\n2017-01-02,2\n").EstimatedRows);
    }

    private CsvFormat Detect(string text, CsvFrameOptions options = default) =>
        CsvFormat.Detect(_folder.Write("format.csv", text), options);
}

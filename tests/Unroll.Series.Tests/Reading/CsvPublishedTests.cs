using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Tables as weather services, statistics offices, instruments and databases publish them, and tables that look alike.</summary>
public sealed class CsvPublishedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Monthly_climate_has_units_marks_and_remarks()
    {
        string path = _folder.Write("station.txt", """
            Oxford
            Location: 450900E 207200N, 63 metres amsl
            Estimated data is marked with a * after the value.
               yyyy  mm   tmax    tmin      sun
                          degC    degC    hours

            """ + string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(CultureInfo.InvariantCulture,
                $"   {1980 + (i / 12)}  {1 + (i % 12),2}   {10 + (i % 7) + 0.5:0.0}{(i % 9 == 2 ? "*" : " ")}  {i % 5,4}.0  "
                + $"{(i < 12 ? "---" : $"{i}.5{(i > 30 ? "#" : "")}")}{(i > 57 ? "  Provisional" : "")}\n"))));
        Frame frame = CsvFrameReader.Read(path);
        Assert.Equal(["tmax", "tmin", "sun"], frame.ColumnNames);
        Assert.Equal(new DateTime(1984, 12, 1), frame.Time[59]);
        Assert.Equal([12.5, double.NaN], new[] { frame.Column("tmax")[2], frame.Column("sun")[11] });
        Assert.Equal(59.5, frame.Column("sun")[59]);
        Assert.Equal(
            ["are units", "Marks", "Provisional"],
            CsvFormat.Detect(path).Notes.Select(note => ((string[])["are units", "Marks", "Provisional"]).First(note.Contains)));
    }

    [Theory]
    [InlineData("5*,12*,7*,8*,3*")] // ratings, each with one
    [InlineData("*,**,***,**,*")]
    [InlineData("12,13a,14,15b,16")] // numbers of houses
    public void Other_signs_are_no_marks(string cells)
    {
        string path = _folder.Write("near.csv", "date,x,y\n" + string.Concat(Enumerable.Range(0, 25).Select(
            i => $"2020-01-{i + 1:00},{cells.Split(',')[i % 5]},{i}\n")));
        if (cells.Contains("13a", StringComparison.Ordinal))
        {
            Assert.Throws<InputException>(() => CsvFrameReader.Read(path));
        }
        else
        {
            Assert.Equal(cells.Split(',').Distinct(), CsvFrameReader.Read(path).Categories("x")!);
        }
    }

    [Fact]
    public void Words_behind_rows_are_refused_where_they_may_be_cells()
    {
        string rows = string.Concat(Enumerable.Range(0, 40).Select(i => $"{1980 + i} {i} north{(i > 37 ? " east" : "")}\n"));
        string path = _folder.Write("wind.txt", $"year x wind\n{rows}");
        Assert.Throws<InputException>(() => CsvFrameReader.Read(path, new() { Delimiter = ' ' }));
    }

    [Fact]
    public void Flags_of_Eurostat_are_passed_over()
    {
        string path = _folder.Write("eurostat.tsv", "freq,geo\\TIME_PERIOD\t" + string.Join(" \t", Enumerable.Range(2000, 20)) + " \n"
            + string.Concat("AT DE FR".Split(' ').Select((place, i) => $"A,{place}\t" + string.Join(
                '\t', Enumerable.Range(0, 20).Select(year => year == 3 ? ": c" : $"{i + year}.5 {(year % 4 == 1 ? "bp" : "")}")) + "\n")));
        SeriesSet set = CsvFrameReader.ReadSet(path, CsvDiagnosis.Of(path).Options);
        Assert.Equal(["A,AT", "A,DE", "A,FR"], set.Items.Select(item => item.Id));
        Assert.Equal([0.5, 1.5, 2.5, double.NaN, 4.5], set[0].Frame.Column("value")[..5].ToArray());
    }

    [Fact]
    public void Letters_behind_numbers_are_refused_elsewhere() => Assert.Contains("'2.5 b'", Assert.Throws<InputException>(
        () => CsvFrameReader.Read(_folder.Write("b.csv", "date,x\n2020-01-01,1.5\n2020-01-02,2.5 b\n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Asterisks_in_place_of_numbers_are_missing()
    {
        Frame frame = CsvFrameReader.Read(_folder.Write("stars.csv", "Year,x\n2020,1.5\n2021,***\n2022,2.5\n"));
        Assert.True(double.IsNaN(frame.Column("x")[1]));
    }

    [Theory]
    [InlineData("{0:dd MM yyyy HH:mm}", true)]
    [InlineData("{0:dd MM yyyy}", true)]
    [InlineData("12 {0:MM} {0:fff}9", false)] // a number with its thousands apart
    public void Blanks_may_stand_between_day_month_and_year(string format, bool areDates)
    {
        CsvFormat found = CsvFormat.Detect(_folder.Write("scada.csv", "Date/Time,x\n" + string.Concat(Enumerable.Range(0, 40).Select(
            i => string.Format(CultureInfo.InvariantCulture, format, new DateTime(2018, 1, 20).AddDays(i)) + $",{i}\n"))));
        Assert.Equal(areDates ? "Date/Time" : null, found.TimeColumn);
    }

    [Fact]
    public void Days_may_be_ordinals()
    {
        string[] endings = ["th", "st", "nd", "rd"];
        Frame frame = CsvFrameReader.Read(_folder.Write("ordinal.csv", "date,x\n" + string.Concat(Enumerable.Range(1, 31).Select(
            day => $"{day}{endings[day is 11 or 12 or 13 || day % 10 > 3 ? 0 : day % 10]} January 2019,{day}\n"))));
        Assert.Equal(new DateTime(2019, 1, 31), frame.Time[30]);
        Assert.Equal(new TimeStep(TimeSpan.FromDays(1), 0), frame.Time.Step);
    }

    [Theory]
    [InlineData("1th January 2019")]
    [InlineData("22th January 2019")]
    [InlineData("3rdx January 2019")]
    public void Other_endings_are_no_ordinals(string text) => Assert.False(StampParser.IsStamp(text));

    [Fact]
    public void Names_and_units_in_apostrophes_are_read()
    {
        string path = _folder.Write("mitbih.csv", "'Elapsed time','MLII','V5'\n'hh:mm:ss.mmm','mV','mV'\n"
            + string.Concat(Enumerable.Range(0, 60).Select(i => $"'0:00.{i:000}',{i % 7}.5,-{i % 5}.25\n")));
        Frame frame = CsvFrameReader.Read(path);
        Assert.Equal(["Elapsed time", "MLII", "V5"], frame.ColumnNames);
        Assert.Equal((60, 0.5), (frame.RowCount, frame.Column("MLII")[0]));
    }

    [Fact]
    public void A_row_of_texts_beside_units_is_not_passed_over()
    {
        // 'min' is a unit, and here what is known of the first row.
        string path = _folder.Write("texts.csv", "kind,x,y\nfirst,min,open\n" + string.Concat(
            Enumerable.Range(0, 40).Select(i => $"k{i},{i},{i * 2}\n")));
        Assert.Throws<InputException>(() => CsvFrameReader.Read(path));
    }

    [Theory]
    [InlineData("200 rows in set (0.00 sec)")]
    [InlineData("(200 rows)")]
    [InlineData("200 rows selected.")]
    public void The_count_of_rows_of_a_database_is_left_out(string count)
    {
        string path = _folder.Write("mysql.txt", "+------------+-------+\n| date       | load  |\n+------------+-------+\n" + string.Concat(
            Enumerable.Range(1, 28).Select(i => $"| 2019-01-{i:00} | {i + 100}.0 |\n")) + $"+------------+-------+\n{count}\n");
        Assert.Equal(28, CsvFrameReader.Read(path).RowCount);
    }

    [Fact]
    public void A_stray_last_stamp_leaves_the_order_of_day_and_month_plain()
    {
        DateTime start = new(2022, 7, 1);
        string rows = string.Concat(Enumerable.Range(0, 600).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{start.AddMinutes(15 * i):MM/dd/yy HH:mm:ss},{i % 50}\n")));
        string path = _folder.Write("hobo.csv", $"Date Time,x\n{rows}07/07/22 05:52:10,0\n");
        Assert.Equal(new DateTime(2022, 7, 7, 5, 52, 10), CsvFrameReader.Read(path).Time[600]);

        // A day and a gap: nothing tells.
        string day = string.Concat(Enumerable.Range(0, 90).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{start.AddMinutes(15 * (i + (i > 60 ? 3 : 0))):MM/dd/yy HH:mm:ss},{i}\n")));
        Assert.Throws<InputException>(() => CsvFrameReader.Read(_folder.Write("day.csv", $"Date Time,x\n{day}")));
    }

    [Fact]
    public void Lines_of_names_without_a_date_are_put_together()
    {
        string path = _folder.Write("jma.csv", "ダウンロードした時刻：2024/01/15 10:00:00\n\n,東京,東京,東京\n年月日,平均気温(℃),平均気温(℃),平均気温(℃)\n"
            + ",,品質情報,均質番号\n" + string.Concat(Enumerable.Range(1, 60).Select(
                i => $"{new DateTime(2019, 1, 1).AddDays(i):yyyy/M/d},{i}.5,8,1\n")));
        Frame frame = CsvFrameReader.Read(path);
        Assert.Equal(["東京 平均気温(℃)", "東京 平均気温(℃) 品質情報", "東京 平均気温(℃) 均質番号"], frame.ColumnNames);
        Assert.Equal(60, frame.RowCount);
    }

    [Theory]
    [InlineData("Tool;Linux\n;SN: 21;SN: 22\n;SB;SB\n;2130012345;2130012346\n;Yield;Power\ndd/MM/yyyy HH:mm:ss;kWh;kW\n", ';', 5)]
    [InlineData("C,WORLD,PUBLIC\nI,DREGION,2,SETTLEMENTDATE,REGION,RRP\n", ',', 1)]
    public void Errors_name_the_line_of_the_names(string begin, char delimiter, int lines)
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{new DateTime(2021, 6, 1).AddMinutes(5 * i):dd/MM/yyyy HH:mm:ss}"
            + $"{delimiter}{i}.5{delimiter}{i % 7}.25\n")));
        rows = delimiter == ';' ? rows : rows.Replace("01/06", "D,DREGION,2,01/06").Replace(":00,", ":00,NSW1,").Replace(".5,", ".5#")
            .Replace(".25", "").Replace("#", "");
        string message = Assert.Throws<InputException>(() => CsvFrameReader.Read(_folder.Write("inverter.csv", begin + rows))).Message;
        Assert.Contains($"data.skip-lines: {lines};", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_dates_and_constant_ids_are_told_as_what_they_are()
    {
        Frame frame = CsvFrameReader.Read(_folder.Write("smard.csv", "von;bis;x\n" + string.Concat(Enumerable.Range(0, 96).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2022, 1, 1).AddHours(i):dd.MM.yyyy HH:mm};"
                + $"{new DateTime(2022, 1, 1).AddHours(i + 1):dd.MM.yyyy HH:mm};{i}\n")))));
        Assert.Contains(
            ProfileFindings.Of(SeriesProfile.Of(new SeriesSet([new SeriesItem("x", frame)]))),
            finding => finding.Text.Contains("it is no input", StringComparison.Ordinal));

        string path = _folder.Write("stock.csv", "code,date,x\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"000001.SZ,{new DateTime(2020, 3, 1).AddDays(-i):yyyy-MM-dd},{i}\n")));
        CsvDiagnosis found = CsvDiagnosis.Of(path);
        Assert.Equal((true, null), (found.Options.Sort, found.MayTellApart));
    }
}

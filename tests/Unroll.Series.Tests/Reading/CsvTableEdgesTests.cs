using System.Globalization;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>What stands around a table: R's names of rows, lines behind the last row, and blanks as delimiters.</summary>
public sealed class CsvTableEdgesTests : IDisposable
{
    private static readonly string _days = string.Concat(Enumerable.Range(0, 20).Select(i => $"2020-01-{i + 1:D2},{i}\n"));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("\"date\";\"y\"\n", "\"{0}\";\"2020-01-{1:D2}\";{0}\n")]
    [InlineData("date y\n", "\"row {0}\" 2020-01-{1:D2} {0}\n")]
    [InlineData("\"y\"\n", "\"2020-01-{1:D2}\" {0}\n")]
    [InlineData("a title\n\n\"date\",\"y\"\n", "\"{0}\",\"2020-01-{1:D2}\",{0}\n")]
    public void Names_of_rows_that_the_header_has_no_cell_for_are_left_out(string header, string row)
    {
        Frame frame = Read(header + string.Concat(Enumerable.Range(0, 20).Select(i => string.Format(null, row, i, i + 1))));
        Assert.Equal(["y"], frame.ColumnNames);
        Assert.Equal(new DateTime(2020, 1, 1), frame.Time[0]);
        Assert.Equal((20, TimeSpan.FromDays(1)), (frame.RowCount, frame.Time.Interval));
        Assert.Equal(19, frame.Column("y")[19]);
    }

    [Fact]
    public void A_cell_too_many_in_some_rows_is_still_refused()
    {
        Assert.Contains("line 4: 3 cells", Refused("date,y\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3,9\n"), StringComparison.Ordinal);

        // The dates stand under their name: the cell behind is none of the table.
        Assert.Contains("line 2: 3 cells", Refused("date,y\n2020-01-01,1,n\n2020-01-02,2,m\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Total,190\n", 1)]
    [InlineData("Total,\n", 1)]
    [InlineData(",Total,190\n", 1)]
    [InlineData("\nSource: World Bank\n", 1)]
    [InlineData("Source: World Bank, 2020\n", 1)]
    [InlineData("\nSource: A, B, C\nnote, of two\n\n", 3)]
    [InlineData("(c) someone\n", 1)]
    [InlineData("Zwischensumme,190\n", 1)]
    public void Lines_behind_the_table_are_left_out_where_they_are_none_of_it(string footer, int lines)
    {
        bool isWide = footer[0] == ',';
        string text = (isWide ? "date,x,y\n" + _days.Replace(",", ",1,", StringComparison.Ordinal) : "date,y\n" + _days) + footer;
        foreach (string written in new[] { text, text.Replace("\n", "\r\n", StringComparison.Ordinal) })
        {
            Frame frame = Read(written);
            Assert.Equal(Enumerable.Range(0, 20).Select(i => (double)i), frame.Column("y").ToArray());
            Assert.InRange(CsvFormat.Detect(_folder.In("edges.csv")).SkippedLinesEnd, lines, lines + 1);
        }
    }

    [Fact]
    public void Lines_that_were_left_out_are_noted_unless_they_were_asked_for()
    {
        string path = _folder.Write("noted.csv", "date,y\n" + _days + "Total,190\n");
        Assert.Contains("'Total,190'", Assert.Single(CsvFrameReader.ReadSet(path).Notes), StringComparison.Ordinal);
        Assert.Empty(CsvFrameReader.ReadSet(path, new() { SkipLinesEnd = 1 }).Notes);
    }

    [Theory]
    [InlineData("time_idx", "7", true)]
    [InlineData("time_idx", "", false)]
    [InlineData("load", "7", false)]
    public void Numbers_that_a_counter_of_rows_leaves_out_are_noted(string name, string left, bool isNoted)
    {
        string rows = string.Concat(Enumerable.Range(0, 30).Where(i => i.ToString(CultureInfo.InvariantCulture) != left)
            .Select(i => $"{i},{i * 7 % 5}\n"));
        Assert.Equal(isNoted, CsvFrameReader.ReadSet(_folder.Write("counted.csv", $"{name},y\n{rows}")).Notes.Any(
            note => note.Contains(
                "leaves out 1 number, the most between 6 and 8. A row after a gap is taken for the next one: add the rows",
                StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(86_400, 5, "day", 10_000)]
    [InlineData(3600, 7, "hour", 100)]
    [InlineData(3600, 9, null, 0)]
    [InlineData(73_000, 5, null, 10_000)]
    public void Rounded_counts_are_brought_to_the_unit_that_all_are_near(int step, int decimals, string? unit, int resolution)
    {
        string path = _folder.Write("epoch.csv", "time,y\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
            (1_704_067_200L + ((long)step * i)).ToString($"e{decimals}", CultureInfo.InvariantCulture) + $",{i % 7}\n")));
        SeriesSet set = CsvFrameReader.ReadSet(path);
        bool isRegular = unit is not null || resolution == 0;
        Assert.Equal(isRegular ? TimeSpan.FromSeconds(step) : null, set[0].Frame.Time.Interval);
        Assert.Equal(resolution == 0 ? 0 : 1, set.Notes.Count);
        Assert.All(set.Notes, note => Assert.Contains($"rounded to {resolution:N0} seconds", note, StringComparison.Ordinal));
        Assert.All(set.Notes, note => Assert.Equal(unit is not null, note.Contains($"nearest {unit}", StringComparison.Ordinal)));
    }

    [Fact]
    public void Rows_that_rounding_gives_one_stamp_are_refused_with_the_reason()
    {
        string path = _folder.Write("hourly.csv", "time,y\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => string.Create(CultureInfo.InvariantCulture, $"{1_704_067_200L + (3600 * i):e5},{i % 7}\n"))));
        Assert.Contains(
            "rounded to 10,000 seconds", Assert.Throws<InputException>(() => CsvFrameReader.Read(path)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "rounded to 10,000 seconds", Assert.Throws<InputException>(() => CsvDiagnosis.Of(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_index_of_whole_numbers_is_a_time_column_where_it_is_named()
    {
        string rows = string.Concat(Enumerable.Range(20_000, 40).Where(i => i is not (20_007 or 20_008)).Select(i => $"{i},{i % 5}\n"));
        Frame frame = CsvFrameReader.Read(_folder.Write("index.csv", "time_idx,y\n" + rows), new() { TimeColumn = "time_idx" });
        Assert.True(frame.Time.IsNumbered);
        Assert.Equal(["y"], frame.ColumnNames);
        Assert.Equal("row 20039", frame.Time.Text(frame.RowCount - 1));
        Assert.Equal("row 20041", frame.Time.Extend(2).Text(frame.RowCount + 1));
        Assert.Equal((1, 2), (TimeProfile.Of(SeriesSet.Of(frame)).Gaps, TimeProfile.Of(SeriesSet.Of(frame)).MissingStamps));
        string broken = _folder.Write("broken.csv", "time_idx,y\n" + rows + "3.5,1\n");
        Assert.Contains(
            "line 40, column 'time_idx'",
            Assert.Throws<InputException>(() => CsvFrameReader.Read(broken, new() { TimeColumn = "time_idx" })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_footer_is_found_in_utf16_and_in_large_files()
    {
        string path = _folder.In("wide.csv");
        File.WriteAllText(path, "date,y\n" + _days + "\nTotal: 190\n", Encoding.Unicode);
        Assert.Equal(20, CsvFrameReader.Read(path).RowCount);
        string large = "time,y\n" + string.Concat(Enumerable.Range(0, 60_000).Select(
            i => $"{new DateTime(2020, 1, 1).AddHours(i):yyyy-MM-dd HH:mm},{i}\n"));
        Assert.Equal(60_000, Read(large + "\n\"Source\",\"X\"\n").RowCount);
    }

    [Fact]
    public void What_may_be_a_row_is_not_left_out_but_the_setting_is_named()
    {
        string text = "name,y\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"a{i},{i}\n")) + "the end\n";
        Assert.Contains("data.skip-lines-end: 1", Refused(text), StringComparison.Ordinal);
        Assert.Equal(20, Read(text, new() { SkipLinesEnd = 1 }).RowCount);
        Assert.Equal(19, Read("date,y\n" + _days, new() { SkipLinesEnd = 1 }).RowCount);
        Assert.Contains("data.skip-lines-end", Refused("date,y\n2020-01-01,1\n", new() { SkipLinesEnd = 9 }), StringComparison.Ordinal);

        // A total without a word has nothing where rows have their date.
        Assert.Contains("data.skip-lines-end: 1", Refused("date,y\n" + _days + ",190\n"), StringComparison.Ordinal);
        Assert.Equal(20, Read("date,y\n" + _days + ",190\n", new() { SkipLinesEnd = 1 }).RowCount);

        // A row that is cut off is no note.
        Assert.Contains("line 22: 1 cell", Refused("date,y\n" + _days + "2020-01-21\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("date       y   z\n", "2020-01-{0:D2}   {1}.5     {1}\n", "y,z")]
    [InlineData("   time y\n", "   2020-01-{0:D2} 06:00  {1}.5\n", "y")]
    [InlineData("", "2020-01-{0:D2} 06:00\t  {1}.5   3\n", "column-3,column-4")]
    [InlineData("YEAR  MON  DAY   \"Temp max\"\n", "2020   1  {0}   {1}.5\n", "Temp max")]
    [InlineData("date  y\n", "{0:D2}.01.2020  {1},5\n", "y")]
    public void Cells_may_have_runs_of_blanks_between_them(string header, string row, string names)
    {
        Frame frame = Read(header + string.Concat(Enumerable.Range(0, 20).Select(i => string.Format(null, row, i + 1, i))));
        Assert.Equal(names.Split(','), frame.ColumnNames);
        Assert.Equal(new DateTime(2020, 1, 1), frame.Time[0].Date);
        Assert.Equal(TimeSpan.FromDays(1), frame.Time.Interval);
        Assert.Equal(19.5, frame.Column(frame.ColumnNames[0])[19]);
        Assert.Equal(' ', CsvFormat.Detect(_folder.In("edges.csv")).Delimiter);
    }

    [Theory]
    [InlineData("value\n1 234\n5 678\n9 012\n", "value")]
    [InlineData("when\n31 December 2017\n1 January 2018\n", "when")]
    [InlineData("time,y\n2020-01-01 10:00,5\n2020-01-01 11:00,6\n", "y")]
    public void Blanks_within_cells_part_nothing(string text, string name)
    {
        CsvFormat format = CsvFormat.Detect(_folder.Write("edges.csv", text));
        Assert.NotEqual(' ', format.Delimiter);
        Assert.Equal(name, format.Columns[^1].Name);
    }

    private string Refused(string text, CsvFrameOptions options = default) =>
        Assert.Throws<InputException>(() => Read(text, options)).Message;

    private Frame Read(string text, CsvFrameOptions options = default) => CsvFrameReader.Read(_folder.Write("edges.csv", text), options);
}

using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>
/// Lines of prose before a table: found where there is no doubt, asked for where there is, and never taken for an excuse to leave out rows.
/// </summary>
public sealed class CsvPreambleTests : IDisposable
{
    private const string Table = "date,load,wind\n2017-01-01,1.5,2\n2017-01-02,2.5,3\n2017-01-03,3.5,\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Load of the grid\n", Table, 1)]
    [InlineData("Load of the grid\nStation: Berlin\nCreated: 2017-02-01 10:00\n\n", Table, 4)]
    [InlineData("Load, wind, weather and prices, as measured\n", Table, 1)] // more cells than the table
    [InlineData("# a comment\nStation: Berlin\n", Table, 2)]
    [InlineData("Load of the grid,,\nStation: Berlin,,\n,,\n", Table, 3)] // as a workbook writes them
    [InlineData("Station,Berlin\nLatitude,52.5\n", Table, 2)]
    [InlineData("Station,Berlin\nHeight,34\nCreated,2017-02-01\n\n", "date,load\n2017-01-01,1.5\n2017-01-02,2.5\n2017-01-03,3.5\n",
        4)] // as many cells, parted
    [InlineData("Messwerte, stündlich\n\n", "Zeit;Last\n01.01.2017;1,5\n02.01.2017;2,5\n03.01.2017;3,5\n", 2)]
    [InlineData("\"A title over\ntwo lines\"\n", Table, 2)]
    [InlineData("Title\r\n\r\n", "date\tload\r\n2017-01-01\t1.5\r\n2017-01-02\t2.5\r\n2017-01-03\t3.5\r\n", 2)]
    [InlineData("Title\n", "load,wind,\n1.5,2,\n2.5,3,\n3.5,4,\n", 1)] // a delimiter at the end of each line
    [InlineData("Title\n", "x,load\n1,1.5\n", 1)] // a single row
    public void Prose_before_the_table_is_left_out(string prose, string table, int lines)
    {
        string path = Write(prose + table);
        CsvFormat format = CsvFormat.Detect(path);
        Assert.Equal(lines, format.SkippedLines);
        Assert.True(format.HasHeader);
        Frame frame = CsvFrameReader.Read(path), plain = CsvFrameReader.Read(Write(table, "plain.csv"));
        AssertSame(plain, frame);
        AssertSame(plain, CsvFrameReader.Read(path, new() { SkipLines = lines }));
        string load = frame.HasColumn("load") ? "load" : "Last";
        Assert.Equal(
            [1.5, 2.5, 3.5],
            [.. frame.Column(load)[..Math.Min(3, frame.RowCount)], .. new[] { 2.5, 3.5 }[Math.Min(2, frame.RowCount - 1)..]]);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("iso-8859-1")]
    public void Prose_is_left_out_of_large_files_in_every_encoding_and_lines_are_told_as_they_stand_in_the_file(string name)
    {
        const int Rows = 60_000;
        Encoding encoding = Encoding.GetEncoding(name);
        string path = Path.Combine(_folder.FullName, "large.csv");
        string text = "Wetterwarte Küste\nHöhe über dem Meer: 7 m\n\nZeit;Höhe\n"
            + string.Concat(
                Enumerable.Range(0, Rows).Select(row => $"{new DateTime(2017, 1, 1).AddMinutes(row):dd.MM.yyyy HH:mm};{row},5\n"));
        File.WriteAllBytes(path, name == "utf-16" ? [.. encoding.GetPreamble(), .. encoding.GetBytes(text)] : encoding.GetBytes(text));
        Frame frame = CsvFrameReader.Read(path, new() { MemoryBudget = 100_000 });
        Assert.Equal(Rows, frame.RowCount);
        double[] last = new double[1];
        frame.CopyColumn("Höhe", Rows - 1, last);
        Assert.Equal(Rows - 0.5, last[0]);
        File.AppendAllText(path, "11.02.2017 17:00;x7\n", encoding);
        Assert.Contains($"line {Rows + 5}, column 'Höhe': got 'x7'", Refused(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Title\n\n2017-01-01,1,2\n2017-01-02,3,4\n2017-01-03,5,6\n", 1, 3,
        "3 cells, but the header has 1")] // no header to be sure of
    [InlineData("Title\nNote\ndate,load,wind\nday,MW,GW\n2017-01-01,1,2\n2017-01-02,3,4\n", 0, 4,
        "3 cells, but the header has 1")] // two lines of names
    [InlineData("Titel\nZeit;Last\nTag;GWh\n01.01.2017;1,5\n02.01.2017;2,5\n03.01.2017;3,5\n", 0, 3, "2 cells, but the header has 1")]
    public void Where_there_is_doubt_the_error_says_how_to_tell(string text, int shift, int begin, string problem)
    {
        string message = Refused(Write(text));
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.Contains("read.csv, line ", message, StringComparison.Ordinal);
        Assert.Contains(
            $"If the table only begins on line {begin}, say that {begin - 1} lines come before it (recipe: data.skip-lines: {begin - 1}; "
            + $"in code: SkipLines).", message, StringComparison.Ordinal);
        Frame frame = CsvFrameReader.Read(Write(text), new() { SkipLines = begin - 1 });
        Assert.Equal(text.Split('\n').Length - 1 - begin + shift, frame.RowCount);
    }

    [Theory]
    [InlineData("1960,1961,1962,1963,1964,1965")]
    [InlineData("2020-01,2020-02,2020-03,2020-04,2020-05,2020-06")]
    public void Prose_above_years_or_dates_across_is_left_out(string dates)
    {
        string path = Write(
            $"\"Source\",\"Development Indicators\",\n\n\"Last Updated\",\"2023-03-01\",\n\nCountry Name,Code,{dates},\n"
            + "\"Aruba\",\"ABW\",1,2,3,4,5,6,\n\"France\",\"FRA\",7,8,9,10,11,12,\n\"Kenya\",\"KEN\",7,8,9,10,11,12,\n");
        Assert.Equal(4, CsvFormat.Detect(path).SkippedLines);
        CsvFrameOptions options = CsvDiagnosis.Of(path).Options;
        Assert.Equal(true, options.SeriesInRows);
        SeriesSet set = CsvFrameReader.ReadSet(path, options);
        Assert.Equal(["Aruba", "France", "Kenya"], set.Items.Select(item => item.Id));
        Assert.Equal([7, 8, 9, 10, 11, 12], set[1].Frame.Column("value").ToArray());
    }

    [Fact]
    public void A_bound_is_no_number_and_may_be_missing()
    {
        string path = Write("Week,interest\n2020-01-05,5\n2020-01-12,<1\n2020-01-19,7\n");
        Assert.Contains("data.missing", Refused(path), StringComparison.Ordinal);
        Assert.Equal([5, double.NaN, 7], CsvFrameReader.Read(path, new() { MissingTexts = ["<1"] }).Column("interest").ToArray());
    }

    [Fact]
    public void A_column_that_the_prose_has_not_is_asked_for_with_the_way_to_tell()
    {
        string text = "Station,Berlin\ndate,load\n2017-01-01,1\n2017-01-02,3\n";
        string message = Refused(Write(text), new() { Columns = ["load"] });
        Assert.Contains(
            "has no column 'load'. Its columns are: Station, Berlin. If the table only begins on line 2, say that 1 line comes before it",
            message, StringComparison.Ordinal);
        Assert.Equal(["load"], CsvFrameReader.Read(Write(text), new() { Columns = ["load"], SkipLines = 1 }).ColumnNames);
    }

    [Theory]
    [InlineData("date,load\n2017-01-01,1\n2017-01-02,2,7\n2017-01-03,3\n2017-01-04,4\n", "line 3: 3 cells, but the header has 2")]
    [InlineData("date,load\n2017-01-01,1\nbroken\n2017-01-03,3\n2017-01-04,4\n", "line 3: 1 cell, but the header has 2")]
    [InlineData("date,load\nbroken\n2017-01-02,2\n2017-01-03,3\n2017-01-04,4\n", "line 2: 1 cell, but the header has 2")]
    [InlineData("date,load\n2017-01-01,1,1\n2017-01-02,2,1\n2017-01-03,3,1\n",
        "line 2: 3 cells, but the header has 2")] // a header with a name too few
    [InlineData("date,load\n2017-01-01,1\n\ndate,load\n2017-01-03,3\n2017-01-04,4\n", "line 4, column 'date': got 'date'")] // two tables
    [InlineData("date,load\n2017-01-01,1\nweek two\ndate,load\n2017-01-03,3\n2017-01-04,4\n", "line 3: 1 cell, but the header has 2")]
    [InlineData("date,load\n2017-01-01,high\n2017-01-02,2\n2017-01-03,3\n", "line 2, column 'load': got 'high'")]
    [InlineData("date,load\n2017-01-01,1\n2017-01-02,2\n\n2017-01-03,high\n", "line 5, column 'load': got 'high'")]
    [InlineData(
        "Title\ndate,load\n2017-01-01,1\n2017-01-02,2,7\n2017-01-03,3\n2017-01-04,4\n2017-01-05,4\n2017-01-06,4\n"
        + "2017-01-07,4\n2017-01-08,4\n2017-01-09,4\n2017-01-10,4\n",
        "line 4: 3 cells, but the header has 2")]
    public void Within_a_table_nothing_is_left_out(string text, string problem) =>
        Assert.Contains(problem, Refused(Write(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("a,b\n1,2\n3,x\n", "line 3")]
    public void What_was_refused_before_is_still_refused(string text, string place) =>
        Assert.Contains(place, Refused(Write(text)), StringComparison.Ordinal);

    [Fact]
    public void The_number_of_lines_can_be_said_and_is_checked()
    {
        string path = Write("#date,load\n2017-01-01,1\n2017-01-02,2\n");
        Assert.Equal(["#date", "load"], CsvFormat.Detect(path, new() { SkipLines = 0 }).Columns.Select(column => column.Name));
        Assert.Equal(["load"], CsvFrameReader.Read(path, new() { SkipLines = 0 }).ColumnNames);
        string message = Refused(path, new() { SkipLines = 9 });
        Assert.Contains("without its first 9 lines, but only 3 end within", message, StringComparison.Ordinal);
        Assert.Contains("data.skip-lines", message, StringComparison.Ordinal);
        Assert.Contains("cannot be below 0", Refused(path, new() { SkipLines = -1 }), StringComparison.Ordinal);
        Assert.Contains("no lines but empty ones", Refused(path, new() { SkipLines = 3 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_table_reads_the_same_behind_any_prose_and_a_row_of_other_length_is_refused_with_its_line() => Prop.ForAll(
        Gen.Choose(2, 6)
            .SelectMany(columns => Gen.Choose(3, 40).SelectMany(rows => Gen.Choose(0, 12).SelectMany(lines => Gen.Choose(0, 3).SelectMany(
            delimiter =>
                Gen.Choose(0, int.MaxValue)
                    .Select(seed => (Columns: columns, Rows: rows, Lines: lines, Delimiter: ",;\t|"[delimiter], Seed: seed))))))
                        .ToArbitrary(),
        sizes =>
        {
            RandomStream random = new((ulong)sizes.Seed);
            string[] words = ["Station", "Berlin", "7 m", "Werte: stündlich", "", "(c) 2017", "Mean of 10 min"];
            string prose = string.Concat(
                Enumerable.Range(0, sizes.Lines)
                    .Select(_ =>
                        string.Join(' ', Enumerable.Range(0, random.NextInt32(4)).Select(_ => words[random.NextInt32(words.Length)]))
                            + "\n"));
            List<string> table = [
                string.Join(
                    sizes.Delimiter, Enumerable.Range(0, sizes.Columns).Select(column => column == 0 ? "date" : $"value {column}"))];
            for (int row = 0; row < sizes.Rows; row++)
            {
                string date = new DateTime(2017, 1, 1).AddDays(row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                table.Add(string.Join(sizes.Delimiter, Enumerable.Range(0, sizes.Columns).Select(
                    column =>
                        column == 0 ? date : column > 1 && random.NextInt32(4) == 0 ? ""
                            : random.NextInt32(1000).ToString(CultureInfo.InvariantCulture))));
            }

            Frame plain = CsvFrameReader.Read(Write(string.Join('\n', table), "plain.csv"));
            string path = Write(prose + string.Join('\n', table));
            Assert.Equal(sizes.Lines, CsvFormat.Detect(path).SkippedLines);
            AssertSame(plain, CsvFrameReader.Read(path));

            // A row in the middle with a cell too many.
            int broken = 2 + random.NextInt32(sizes.Rows - 1);
            table[broken] += $"{sizes.Delimiter}7";
            string message = Refused(Write(prose + string.Join('\n', table)));
            Assert.True(
                (sizes.Lines > 0 && sizes.Rows < 11)
                    || message.Contains(
                        $"line {sizes.Lines + broken + 1}: {sizes.Columns + 1} cells, but the header has {sizes.Columns}",
                        StringComparison.Ordinal), message);
        }).QuickCheckThrowOnFailure();

    private static void AssertSame(Frame expected, Frame actual)
    {
        Assert.Equal(expected.ColumnNames, actual.ColumnNames);
        Assert.Equal(expected.RowCount, actual.RowCount);
        Assert.Equal(
            Enumerable.Range(0, expected.RowCount).Select(expected.Time.Text),
            Enumerable.Range(0, actual.RowCount).Select(actual.Time.Text));
        foreach (string name in expected.ColumnNames)
        {
            Assert.Equal(expected.Column(name).ToArray(), actual.Column(name).ToArray());
        }
    }

    private static string Refused(string path, CsvFrameOptions options = default) =>
        Assert.Throws<InputException>(() => CsvFrameReader.Read(path, options)).Message;

    private string Write(string text, string name = "read.csv")
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}

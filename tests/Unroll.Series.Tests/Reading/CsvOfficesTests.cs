using System.Globalization;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Tables as statistics offices, loggers and databases of many countries write them, and what only looks like them.</summary>
public sealed class CsvOfficesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("2020.01.31.", "2020-01-31")]
    [InlineData("2020. 1. 31.", "2020-01-31")]
    [InlineData("31.01.2020 г.", "2020-01-31")]
    [InlineData("январь 2020 г.", "2020-01-01")]
    [InlineData("2020年1月31日18时", "2020-01-31 18:00")]
    [InlineData("2020年1月31日 18時30分", "2020-01-31 18:30")]
    [InlineData("Fri 31/01/2020", "2020-01-31")]
    [InlineData("Fr, 31.01.2020", "2020-01-31")]
    [InlineData("2020-01-31 (Fri)", "2020-01-31")]
    [InlineData("vendredi 31/01/2020 18:30", "2020-01-31 18:30")]
    [InlineData("T3 2020", "2020-07-01")]
    [InlineData("3T20", "2020-07-01")]
    [InlineData("2020/031", "2020-01-31")]
    [InlineData("Jan 31, 2020, 6:30:00 PM", "2020-01-31 18:30")]
    [InlineData("Jan 31, 2020 @ 18:30:00.000", "2020-01-31 18:30")]
    [InlineData("2020-01-31-18.30.00.000000", "2020-01-31 18:30")]
    [InlineData("Jan '20", "2020-01-01")]
    public void Stamps_of_many_countries_and_databases_are_read(string text, string expected)
    {
        Frame frame = CsvFrameReader.Read(_folder.Write("one.csv", $"date;x\n\"{text}\";1\n"));
        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), frame.Time[0]);
    }

    [Theory]
    [InlineData("Mar 2020", "2020-03-01")] // a month, and no Tuesday of Spain
    [InlineData("2020 Mar", "2020-03-01")]
    [InlineData("1 Mar 2020", "2020-03-01")]
    public void Short_months_are_no_days_of_the_week(string text, string expected)
    {
        Frame frame = CsvFrameReader.Read(_folder.Write("one.csv", $"date;x\n{text};1\n"));
        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), frame.Time[0]);
    }

    [Theory]
    [InlineData("week", true)]
    [InlineData("month", false)]
    public void A_name_tells_weeks_with_a_sign_from_months(string name, bool areWeeks)
    {
        string text = $"{name},x\n" + string.Concat(Enumerable.Range(1, 12).Select(i => $"2020-{i:D2},{i}\n"));
        Frame frame = CsvFrameReader.Read(_folder.Write("weeks.csv", text));
        Assert.Equal(areWeeks ? new DateTime(2019, 12, 30) : new DateTime(2020, 1, 1), frame.Time[0]);
        Assert.Equal(areWeeks ? new DateTime(2020, 3, 16) : new DateTime(2020, 12, 1), frame.Time[11]);
    }

    [Theory]
    [InlineData("timestamp", "3660681600", "since 1904")]
    [InlineData("timestamp", "132223104000000000", "FILETIME")]
    [InlineData("timestamp", "637134336000000000", "ticks of .NET")]
    [InlineData("date", "18262", "since 1970 as R does")]
    [InlineData("date", "21915", "since 1960 as SAS does")]
    public void Counts_from_another_beginning_are_asked_for(string name, string first, string told)
    {
        string text = $"{name},x\n" + string.Concat(Enumerable.Range(0, 30).Select(
            i => $"{long.Parse(first, CultureInfo.InvariantCulture) + i},1\n"));
        Assert.Contains(told, Refused(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dd/MM/yyyy", 2563, "Buddhist")]
    [InlineData("yyyy/MM/dd", 1399, "Iranian")]
    public void Dates_of_another_calendar_are_asked_for_and_read_where_their_format_is_given(string format, int year, string told)
    {
        string text = "date,x\n" + string.Concat(Enumerable.Range(0, 28).Select(
            i => $"{new DateTime(year, 1, 1 + i).ToString(format, CultureInfo.InvariantCulture)},1\n"));
        Assert.Contains(told, Refused(text), StringComparison.Ordinal);
        Assert.Equal(28, CsvFrameReader.Read(_folder.Write("given.csv", text), new() { DateFormat = format }).RowCount);
    }

    [Theory]
    [InlineData("date", "43831", "2020-01-01")]
    [InlineData("timestamp", "1577836800", "2020-01-01")]
    [InlineData("timestamp", "1577836800000000000", "2020-01-01")]
    public void Counts_of_our_time_are_read_as_before(string name, string first, string expected)
    {
        string text = $"{name},x\n" + string.Concat(Enumerable.Range(0, 30).Select(
            i => $"{long.Parse(first, CultureInfo.InvariantCulture) + (1000 * i)},1\n"));
        Assert.Equal(DateTime.Parse(expected, CultureInfo.InvariantCulture), CsvFrameReader.Read(_folder.Write("count.csv", text)).Time[0]);
    }

    [Fact]
    public void Facts_below_the_names_are_passed_over()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd};{i}\n"));
        CsvFormat format = CsvFormat.Detect(_folder.Write(
            "office.csv", ";BBK01\nBase;EUR\nUnit;USD\nDimension;-\nSource;A\nAs of;20.01.2023 Uhr\n" + rows));
        Assert.Equal(["BBK01"], format.Columns.Select(column => column.Name).Skip(1));
        Assert.Contains("there are facts about them, such as 'Base'", Assert.Single(format.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(";load\nunknown;1\nmissing;2\n")] // rows without a date, and not facts
    [InlineData(";load\nFY19 Q1;a\nFY19 Q2;b\nFY19 Q3;c\nFY19 Q4;d\nFY20 Q1;e\n")]
    public void Rows_whose_dates_are_none_are_no_facts(string begin)
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd};{i}\n"));
        Assert.Contains("line 2", Refused(begin + rows), StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_a_logger_stand_above_units_and_kinds()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(
            i => $"\"{new DateTime(2020, 1, 1).AddMinutes(10 * i):yyyy-MM-dd HH:mm:ss}\",{i},{i % 7}.5\n"));
        Frame frame = CsvFrameReader.Read(_folder.Write(
            "toa5.dat",
            "\"TOA5\",\"CR1000X\",\"1234\",\"CPU\",\"5678\"\n"
            + "\"TIMESTAMP\",\"RECORD\",\"AirTC_Avg\"\n\"TS\",\"RN\",\"Deg C\"\n\"\",\"\",\"Avg\"\n" + rows));
        Assert.Equal(["RECORD", "AirTC_Avg"], frame.ColumnNames);
        Assert.Equal(60, frame.RowCount);
    }

    [Fact]
    public void Rules_of_a_report_are_no_rows()
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(i => $"|{new DateTime(2020, 1, 1).AddDays(i):dd.MM.yyyy} |{i} |\n"));
        Frame frame = CsvFrameReader.Read(_folder.Write(
            "alv.txt", "Stock\n\n----------------\n|Date       |Qty |\n----------------\n" + rows + "----------------\n"));
        Assert.Equal(["Qty"], frame.ColumnNames);
        Assert.Equal(60, frame.RowCount);
    }

    [Theory]
    [InlineData(1251, "Дата;Значение", "Дата")]
    [InlineData(1253, "Ημερομηνία;Τιμή", "Ημερομηνία")]
    [InlineData(1252, "Größe;Länge à l'été", "Größe")]
    [InlineData(1252, "Prix en € – été;x", "Prix en € – été")]
    public void Alphabets_of_one_byte_are_told_apart(int page, string header, string name)
    {
        string path = _folder.In("page.csv");
        File.WriteAllBytes(path, CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(header + "\n01.01.2020;1\n02.01.2020;2\n"));
        Assert.Equal(name, CsvFormat.Detect(path).Columns[0].Name);
    }

    [Theory]
    [InlineData("ASN1,20200101,TMAX,{0},a", false)]
    [InlineData("shop,2020,2021,2022,x", true)] // the name of a column never stands in it
    public void The_first_line_is_a_row_where_its_texts_come_again(string first, bool hasHeader)
    {
        string text = hasHeader ? first + "\n" + string.Concat(Enumerable.Range(0, 30).Select(i => $"s{i % 3},{i},1,2,3\n"))
            : string.Concat(Enumerable.Range(0, 30).Select(i => string.Format(CultureInfo.InvariantCulture, first, i) + "\n"));
        Assert.Equal(hasHeader, CsvFormat.Detect(_folder.Write("first.csv", text)).HasHeader);
    }

    [Theory]
    [InlineData("{0:yyyy},{0:MM},{0:dd},{1}", 1)]
    [InlineData("{0:yyyy};{0:MM};{0:dd};{0:yyyy}.5;{1}", 1)]
    [InlineData("7,{0:yyyy-MM-dd},{0:%H},{1}", 0)]
    public void Stamps_without_names_are_found_where_they_are_even(string format, int days)
    {
        string text = string.Concat(Enumerable.Range(0, 60).Select(i => string.Format(
            CultureInfo.InvariantCulture, format + "\n", new DateTime(2020, 1, 1).AddHours(days == 1 ? 24 * i : i), i % 7)));
        Frame frame = CsvFrameReader.Read(_folder.Write("plain.csv", text));
        Assert.Equal(TimeSpan.FromHours(days == 1 ? 24 : 1), frame.Time.Interval);
    }

    [Fact]
    public void Numbers_like_years_and_months_without_names_are_numbers()
    {
        string text = string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{1900 + (i * 37 % 100)},{(i * 7 % 12) + 1},{(i * 5 % 28) + 1}\n"));
        Assert.DoesNotContain(
            CsvFormat.Detect(_folder.Write("numbers.csv", text)).Columns, column => column.Kind == CsvColumnKind.Time);
    }

    [Theory]
    [InlineData("\"+0051,1\"", ',', CsvColumnKind.Category)] // tenths, and the mark of their quality
    [InlineData("+0051,1", ';', CsvColumnKind.Number)]
    [InlineData("51,1", ';', CsvColumnKind.Number)]
    [InlineData("-51,1", ';', CsvColumnKind.Number)]
    public void Codes_with_a_mark_behind_a_comma_are_no_decimals(string cell, char delimiter, CsvColumnKind kind)
    {
        string text = $"x{delimiter}y\n" + string.Concat(Enumerable.Range(0, 9).Select(i => $"{cell}{delimiter}{i}\n"));
        Assert.Equal(kind, CsvFormat.Detect(_folder.Write("isd.csv", text)).Columns[0].Kind);
    }

    [Fact]
    public void Uneven_times_since_a_beginning_are_told()
    {
        Assert.Empty(CsvFormat.Detect(_folder.Write("even.csv", Text(1))).Notes);
        Assert.Contains(
            CsvFormat.Detect(_folder.Write("uneven.csv", Text(2))).Notes,
            note => note.Contains("rows count as evenly apart", StringComparison.Ordinal));

        static string Text(int power) => "Time (s),x\n" + string.Concat(Enumerable.Range(0, 30).Select(
            i => FormattableString.Invariant($"{Math.Pow(i, power) * 0.02:F2},{i % 3}\n")));
    }

    [Fact]
    public void A_wide_table_may_have_the_date_of_its_release()
    {
        string text = "Name;Updated;" + string.Join(';', Enumerable.Range(1, 12).Select(month => $"2020-{month:D2}")) + "\n"
            + string.Concat("ABC".Select(name => $"{name};13/01/2023 08:45;" + string.Join(';', Enumerable.Range(1, 12)) + "\n"));
        Assert.Equal(true, CsvDiagnosis.Of(_folder.Write("wide.csv", text)).Options.SeriesInRows);
    }

    [Theory]
    [InlineData("Sentence #,Word,POS,Tag", true)]
    [InlineData("sentence_id,word,label", false)]
    public void Words_of_a_sentence_a_row_are_labelled(string header, bool isMerged)
    {
        string[] words = ["London", "is", "2003", "\",\"", "null"];
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 30).SelectMany(sentence => words.Select((word, i) =>
            $"{(isMerged && i > 0 ? "" : $"S{sentence}")},{word}{(isMerged ? ",X" : "")},{(i == 0 ? "B" : "O")}\n")));
        TextTableProfile profile = TextTableProfile.Find(_folder.Write("ner.csv", text))!;
        Assert.Equal(
            (header.Split(',')[0], header.Split(',')[1], header.Split(',')[^1]), (profile.IdColumn, profile.Column, profile.ClassColumn));
        Assert.Equal((30, 150, true), (profile.Texts, profile.Words, profile.IsOfWords));
    }

    [Fact]
    public void Dates_that_are_not_read_are_no_texts_to_classify()
    {
        string text = "ngày,giá\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"ngày {i % 28} tháng {i % 12} năm 2020,{i % 4}\n"));
        Assert.Null(TextTableProfile.Find(_folder.Write("dates.csv", text)));
    }

    [Fact]
    public void Translations_within_an_object_are_pairs()
    {
        string text = string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{{\"id\": \"{i}\", \"translation\": {{\"en\": \"the house number {i}\", \"de\": \"das Haus Nummer {i}\"}}}}\n"));
        PairProfile profile = PairProfile.Find(_folder.Write("pairs.jsonl", text))!;
        Assert.Equal(("translation.en", "translation.de", 60), (profile.Source.Name, profile.Target.Name, profile.Count));
    }

    private string Refused(string text) =>
        Assert.Throws<InputException>(() => CsvFrameReader.Read(_folder.Write("refused.csv", text))).Message;
}

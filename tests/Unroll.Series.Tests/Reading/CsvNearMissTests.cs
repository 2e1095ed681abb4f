using System.Globalization;
using System.Text;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Tables that look like those that a rule of reading is for, and are read as if there were none.</summary>
public sealed class CsvNearMissTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("１", "Ａ１;１;２")] // categories in full width
    [InlineData("place", "東京, ２;第\"１\"工場")]
    [InlineData("zip", "０１２;００１")]
    [InlineData("id", "٠٠١;٠٠٢")]
    [InlineData("share", "０，５;１，５")]
    public void Texts_in_other_digits_stay_as_they_are(string name, string cells)
    {
        string[] texts = cells.Split(';');
        Frame frame = CsvFrameReader.Read(_folder.Write("digits.csv", $"date,{name},x\n" + string.Concat(Enumerable.Range(0, 30).Select(
            i => $"{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd},{Quoted(texts[i % texts.Length])},{i}\n"))));
        Assert.Equal([name, "x"], frame.ColumnNames);
        Assert.Equal(texts, frame.Categories(name)!);
    }

    [Fact]
    public void Three_dashes_are_a_text_among_texts()
    {
        string[] texts = ["---", "+++", "-+-"];
        Frame frame = CsvFrameReader.Read(_folder.Write("dash.csv", "date,state,x\n" + string.Concat(Enumerable.Range(1, 28).Select(
            i => $"2020-01-{i:00},{texts[i % 3]},{(i == 5 ? "---" : $"{i}")}\n"))));
        Assert.Equal(texts.Order(StringComparer.Ordinal), frame.Categories("state")!.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(frame.Column("state").ToArray(), double.IsNaN);
        Assert.Equal([4.0, double.NaN, 6.0], frame.Column("x")[3..6].ToArray());

        string path = _folder.Write("classes.csv", "id,label,x\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{i / 10},{(i < 20 ? "---" : i < 40 ? "up" : "down")},{i}.5\n")));
        Assert.Equal(["---", "down", "up"], CsvFrameReader.ReadSet(path, new() { IdColumns = ["id"], ClassColumn = "label" }).ClassNames);
    }

    [Theory]
    [InlineData("'{0}','n{1}'")] // as it was before: texts throughout
    [InlineData("'{0}','{1}'")]
    public void Rows_in_apostrophes_are_texts_like_their_names(string row)
    {
        Frame frame = CsvFrameReader.Read(_folder.Write("apostrophes.csv", "'a','b'\n" + string.Concat(
            Enumerable.Range(0, 60).Select(i => string.Format(CultureInfo.InvariantCulture, row, i % 10, i % 5) + "\n"))));
        Assert.Equal(["'a'", "'b'"], frame.ColumnNames);
        Assert.Equal("'0'", frame.Categories("'a'")![0]);
    }

    [Theory]
    [InlineData("12,13,13*,5#", "'13*'")] // codes
    [InlineData("1,2,2*", "'2*'")] // labels
    public void Marks_of_codes_are_no_notes(string cells, string refused)
    {
        string[] texts = cells.Split(',');
        string path = _folder.Write("codes.csv", "id,date,code,x\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{i / 20},{new DateTime(2020, 1, 1).AddDays(i % 20):yyyy-MM-dd},{texts[i % texts.Length]},{i}\n")));
        CsvFrameOptions options = new() { IdColumns = ["id"] };
        string message = Assert.Throws<InputException>(() => CsvFrameReader.ReadSet(path, options)).Message;
        Assert.Contains(refused, message, StringComparison.Ordinal);
        Assert.Contains("data.categories", message, StringComparison.Ordinal);
        Assert.DoesNotContain(CsvFormat.Detect(path).Notes, note => note.Contains("Marks", StringComparison.Ordinal));
        SeriesSet set = CsvFrameReader.ReadSet(path, options with { CategoryColumns = ["code"] });
        Assert.Equal(texts.Length, set[0].Frame.Categories("code")!.Count);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("label")]
    public void Ids_and_labels_keep_their_marks(string name)
    {
        string path = _folder.Write("marked.csv", "id,label,x\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{i / 20}.5{(i >= 40 ? "*" : "")},{i / 20}.5{(i >= 40 ? "*" : "")},{i}\n")));
        CsvFrameOptions options = new() { IdColumns = ["id"], ClassColumn = "label" };
        SeriesSet set = CsvFrameReader.ReadSet(path, options);
        Assert.Equal(["0.5", "1.5", "2.5*"], name == "id" ? set.Items.Select(item => item.Id) : set.ClassNames);
    }

    [Fact]
    public void A_mark_beyond_the_sample_is_told_as_one()
    {
        string path = _folder.Write("late.csv", "year,x\n" + string.Concat(Enumerable.Range(0, 1500).Select(
            i => $"{1000 + i},{i % 11}{(i == 1200 ? "*" : "")}\n")));
        Assert.Contains("marks behind numbers", Assert.Throws<InputException>(
            () => CsvFrameReader.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_filled_up_with_zeros_have_decimals_where_no_comma_parts_cells()
    {
        string text = "Datum;Temp;Druck\n" + string.Concat(Enumerable.Range(0, 30).Select(
            i => $"{new DateTime(2024, 1, 1).AddDays(i):yyyy-MM-dd};{(i % 7 == 0 ? '-' : '+')}{i:D4},{i % 10};1,{i:D2}\n"));
        Frame frame = CsvFrameReader.Read(_folder.Write("plc.csv", text));
        Assert.Equal(["Temp", "Druck"], frame.ColumnNames);
        Assert.Equal((-7.7, 12.2), (frame.Column("Temp")[7], frame.Column("Temp")[12]));
    }

    [Theory]
    [InlineData("b7 Rb2 Qe5 Nf3", "moves")]
    [InlineData("E11.9 N18.3 I10 J45 Z00", "visit")]
    [InlineData("101 2054 1996 3185 1012 999 102 7", "tokens")] // numbers of words, more than a date has
    public void Coded_words_make_texts(string words, string name)
    {
        string[] vocabulary = words.Split(' ');
        string text = $"{name},winner\n" + string.Concat(Enumerable.Range(0, 40).Select(i =>
            string.Join(' ', Enumerable.Range(0, 8).Select(k => vocabulary[((i * 3) + (k * (1 + (i % 5))) + (i >> k)) % vocabulary.Length]))
                + $",{(i % 2 == 0 ? "white" : "black")}\n"));
        TextTableProfile profile = TextTableProfile.Find(_folder.Write("coded.csv", text))!;
        Assert.Equal((name, "winner"), (profile.Column, profile.ClassColumn));
    }

    [Theory]
    [InlineData(24, "", true)]
    [InlineData(24, "h", true)]
    [InlineData(1, "", false)] // numbered sensors
    [InlineData(7 * 24, "", false)]
    public void Numbered_columns_are_hours_where_stamps_are_a_day_apart(int hours, string prefix, bool areHours)
    {
        string text = "timestamp," + string.Join(',', Enumerable.Range(1, 24).Select(hour => $"{prefix}{hour}")) + "\n"
            + string.Concat(Enumerable.Range(0, 40).Where(i => i != 9).Select(
                i => $"{new DateTime(2024, 1, 1).AddHours(i * hours):yyyy-MM-dd HH:mm},"
                    + string.Join(',', Enumerable.Range(1, 24).Select(hour => $"0.{hour * i % 10}")) + "\n"));
        Assert.Equal(areHours, CsvFormat.Detect(_folder.Write("s24.csv", text)).Notes.Any(
            note => note.Contains("a column for each part of a day", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Time (s)", true)]
    [InlineData("Elapsed time [min]", true)]
    [InlineData("Time (UTC)", true)]
    [InlineData("Period (s)", false)] // of waves
    [InlineData("Height (m)", false)]
    [InlineData("Day (kWh)", false)] // the tariff of the day
    [InlineData("Hour (kWh)", false)]
    public void A_name_with_a_unit_is_a_time_where_that_is_one_of_time(string name, bool isTime) =>
        Assert.Equal(isTime, ColumnNames.IsTime(name));

    [Theory]
    [InlineData("dd-MMM-yyyy'T'HH:mm:ss")]
    [InlineData("MMM-dd-yyyy'T'HH:mm")]
    public void The_mark_of_a_time_of_day_is_no_quarter(string format)
    {
        string text = "when,v\n" + string.Concat(Enumerable.Range(0, 40).Select(
            i => $"{new DateTime(2020, 1, 1, 12, 0, 0).AddDays(i).ToString(format, CultureInfo.InvariantCulture)},{i}\n"));
        Assert.Equal(format, CsvFormat.Detect(_folder.Write("named.csv", text)).DateFormat);
    }

    [Theory]
    [InlineData("3T20")]
    [InlineData("T3 2020")]
    [InlineData("Q3 2020")]
    public void Quarters_are_described_as_such(string stamp) =>
        Assert.Equal("Qq yyyy", CsvFormat.Detect(_folder.Write("quarter.csv", $"date;x\n{stamp};1\n")).DateFormat);

    [Theory]
    [InlineData("day,hour_of_day,load", 24)]
    [InlineData("day,HourOfDay,load", 24)]
    [InlineData("day,hour ending,load", 24)]
    [InlineData("day,HE,load", 24)]
    [InlineData("day,interval,price", 48)]
    [InlineData("day,settlement_period,price", 48)]
    [InlineData("day,time_slot,price", 96)]
    [InlineData("week,dow,load", 7)]
    [InlineData("order,line_no,amount", 6)]
    public void Parts_of_a_day_and_lines_of_an_order_tell_no_series_apart(string header, int parts)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 20).SelectMany(
            day => Enumerable.Range(1, parts).Select(part => $"{day + 5000},{part},{part * day % 7}.5\n")));
        Assert.Null(CsvDiagnosis.Of(_folder.Write("parts.csv", text)).Options.IdColumns);
    }

    [Theory]
    [InlineData(1253, "Ημερομηνία;Ώρα;Θερμοκρασία")]
    [InlineData(1253, "Έτος;Ήλιος;Άνεμος κατά μέσο όρο")]
    [InlineData(1251, "Дата;Місто;Київ;Її;Температура")]
    [InlineData(1251, "№ п/п;Ёмкость, кВт·ч;Tемпература;Значение")] // with one Latin letter among them
    [InlineData(1251, "№дома;этажи;цена")]
    [InlineData(1251, "№скважины;дебит")]
    [InlineData(1252, "Datum;Größe ÄÖÜß;Wert")]
    [InlineData(1252, "Datum;ÄÖÜß äöüß;Wert")]
    [InlineData(1252, "Größe;ÀÉÈÙ;Fläche;Wert")] // most words are those of Latin-1
    [InlineData(1252, "Prix en €;œuvre;été;ÉTÉ;à;m³;½")]
    public void Most_words_tell_the_alphabet(int page, string header)
    {
        string path = _folder.In("page.csv");
        File.WriteAllBytes(path, CodePagesEncodingProvider.Instance.GetEncoding(page)!.GetBytes(
            header + "\n" + string.Join(';', header.Split(';').Select((_, i) => $"{i}")) + "\n"));
        Assert.Equal(header.Split(';'), CsvFormat.Detect(path).Columns.Select(column => column.Name));
    }

    [Theory]
    [InlineData("day month year cases", "{0:%d} {0:MM} {0:yyyy} {1}", true)]
    [InlineData("day month year x", "{0:dd} {0:MM} {0:yyyy} {1},5", true)]
    [InlineData("speed gear rpm", "{1} 0{2} {3}", false)]
    [InlineData("", "{1} 1{2} {3}", false)]
    [InlineData("", "{0:dd} {0:MM} {0:yyyy} {1}", false)]
    public void Rows_of_three_numbers_are_no_dates(string header, string row, bool isDated)
    {
        DateTime start = new(2020, 1, 1);
        string text = (header.Length > 0 ? header + "\n" : "") + string.Concat(Enumerable.Range(0, 84).Select(i => string.Format(
            CultureInfo.InvariantCulture, row, start.AddDays(i), 1 + (i * 3 % 17), i % 3, 1200 + (i * 37 % 999)) + "\n"));
        string path = _folder.Write("blanks.txt", text);
        Assert.Equal(' ', CsvFormat.Detect(path).Delimiter);
        Frame frame = CsvFrameReader.Read(path);
        Assert.Equal((84, isDated), (frame.RowCount, !frame.Time.IsNumbered));
        Assert.Equal(isDated ? 1 : row.Split(' ').Length, frame.ColumnNames.Count);
    }

    [Theory]
    [InlineData("lot,x", 13)]
    [InlineData("code;x", 1)]
    [InlineData("\"lot of the part\",x", 10)]
    public void Codes_of_three_numbers_are_no_dates(string header, int first)
    {
        char delimiter = header.Contains(';', StringComparison.Ordinal) ? ';' : ',';
        CsvFormat found = CsvFormat.Detect(_folder.Write("lots.csv", header + "\n" + string.Concat(Enumerable.Range(0, 56).Select(
            i => $"{first + (i % 5)} 1{i % 3} {1500 + (11 * i)}{delimiter}{i % 11}\n"))));
        Assert.Equal((null, delimiter), (found.TimeColumn, found.Delimiter));
        Assert.Equal(CsvColumnKind.Category, found.Columns[0].Kind);
    }

    [Theory]
    [InlineData(3, "CR", true)]
    [InlineData(25, "NaN", false)] // a cell too many, so that the others may be shifted
    [InlineData(39, "null", false)]
    [InlineData(1500, "Provisional", false)] // far behind what is looked at, so that nothing could be told
    public void Words_behind_rows_are_told_or_refused(int at, string word, bool isRead)
    {
        int rows = at < 40 ? 40 : 3000;
        string path = _folder.Write("remarks.txt", "date in balance\n" + string.Concat(Enumerable.Range(0, rows).Select(i =>
            $"{new DateTime(2012, 1, 1).AddDays(i):yyyy-MM-dd} 5.0 {i % 9}.5{(i == at ? " " + word : "")}\n")));
        if (isRead)
        {
            Assert.Equal(40, CsvFrameReader.Read(path).RowCount);
            Assert.Contains(CsvFormat.Detect(path).Notes, note => note.Contains($"'{word}'", StringComparison.Ordinal));
        }
        else
        {
            Assert.Throws<InputException>(() => CsvFrameReader.Read(path, new() { Delimiter = ' ' }));
        }
    }

    [Fact]
    public void A_row_of_text_that_begins_as_a_count_of_rows_is_a_row()
    {
        string path = _folder.Write("rows.csv", "sql,rows\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"q{i},{i}\n"))
            + "5 rows affected,7\n");
        Assert.Equal((41, 7), (CsvFrameReader.Read(path).RowCount, CsvFrameReader.Read(path).Column("rows")[40]));
    }

    private static string Quoted(string cell) => cell.IndexOfAny([',', '"']) < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
}

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
}

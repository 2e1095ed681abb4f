using System.Globalization;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Ids, measurements and counters that look like times, and are none.</summary>
public sealed class CsvLikeTimesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("date,age_group,cases", "0-4 5-9 10-14 15-19")]
    [InlineData("date,segment,flow", "1-2 2-3 3-4 4-5")] // end to end, and no whole day
    [InlineData("date,contract,price", "2024-06 2024-09 2024-12")]
    [InlineData("date,patient,dose", "2020/001 2020/002 2020/017")]
    [InlineData("date,sensor,x", "SA01-02-03 SA01-02-04 SA01-02-05")]
    [InlineData("date,well,x", "T1-01 T2-02 T4-12")]
    [InlineData("date,well,x", "1T01 2T02 4T12")]
    public void Ids_like_times_tell_series_apart(string header, string ids)
    {
        string[] names = ids.Split(' ');
        string path = _folder.Write("ids.csv", header + "\n" + string.Concat(Enumerable.Range(0, 40 * names.Length).Select(
            i => $"{Day(i / names.Length)},{names[i % names.Length]},{i * 37 % 101}\n")));
        Assert.Equal("yyyy-MM-dd", CsvFormat.Detect(path).DateFormat);
        CsvFrameOptions options = CsvDiagnosis.Of(path).Options;
        Assert.Equal([header.Split(',')[1]], options.IdColumns!);
        Assert.Equal(
            Enumerable.Repeat(40, names.Length), CsvFrameReader.ReadSet(path, options).Items.Select(item => item.Frame.RowCount));
    }

    [Theory]
    [InlineData("well,minute,od", "T{0}-{1:D2}")]
    [InlineData("well,minute,od", "{0}T{1:D2}")]
    [InlineData("sensor,v,t", "SA01-{0:D2}-{1:D2}")]
    [InlineData("Rechnung,Betrag,Kunde", "2023/{2:D3}")]
    [InlineData("patient,visit,dose", "2020/{2:D3}")]
    public void Ids_like_times_are_no_times(string header, string format)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 48).Select(i => string.Format(
            CultureInfo.InvariantCulture, format, 1 + (i / 12), 1 + (i % 12), 1 + i) + $",{i * 37 % 101},{i % 5}\n"));
        CsvFormat found = CsvFormat.Detect(_folder.Write("ids.csv", text));
        Assert.DoesNotContain(found.Columns, column => column.Kind == CsvColumnKind.Time);
        Assert.Null(found.DateFormat);
    }

    [Fact]
    public void Another_key_goes_before_one_of_dates()
    {
        // Either column tells the rows of a day apart.
        string text = "date,contract,name,price\n" + string.Concat(Enumerable.Range(0, 120).Select(
            i => $"{Day(i / 3)},2024-{6 + (3 * (i % 3)):D2},{"ABC"[i % 3]},{i * 37 % 101}\n"));
        Assert.Equal(["name"], CsvDiagnosis.Of(_folder.Write("keys.csv", text)).Options.IdColumns!);
    }

    [Theory]
    [InlineData("date,runner,time", true)]
    [InlineData("date,lane,time", false)] // nothing tells the rows apart, and the numbers are not evenly apart
    public void Seconds_of_a_run_are_no_times_of_day(string header, bool areNamed)
    {
        int[] times = [213, 224, 234, 201, 244, 225, 238, 215, 257, 209, 231, 250, 219, 206, 243, 228, 211, 258];
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{Day(i / 3)},{(areNamed ? "ABC"[i % 3].ToString() : (i * 37 % 101).ToString(CultureInfo.InvariantCulture))},"
                + $"{times[i * 7 % times.Length]}\n"));
        string path = _folder.Write("runs.csv", text);
        Assert.Equal("yyyy-MM-dd", CsvFormat.Detect(path).DateFormat);
        Assert.Contains(CsvFormat.Detect(path).Columns, column => column.Name == "time" && column.Kind == CsvColumnKind.Number);
        if (areNamed)
        {
            Assert.Equal(["runner"], CsvDiagnosis.Of(path).Options.IdColumns!);
        }
    }

    [Theory]
    [InlineData("epoch,loss", 11000, 10)]
    [InlineData("timestamp,ax", 12000, 20)] // milliseconds
    public void Counters_of_another_name_than_dates_are_numbers(string header, int first, int step)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{first + (i * step)},{i * 37 % 101}\n"));
        CsvFormat found = CsvFormat.Detect(_folder.Write("counter.csv", text));
        Assert.DoesNotContain(found.Columns, column => column.Kind == CsvColumnKind.Time);
    }

    [Fact]
    public void Days_in_doubt_are_rows_where_the_recipe_says_so()
    {
        string path = _folder.Write(
            "days.csv", "date,x\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{18262 + i},{i * 37 % 101}\n")));
        Assert.Contains(
            "data.date-format: row-number", Assert.Throws<InputException>(() => CsvFrameReader.Read(path)).Message,
            StringComparison.Ordinal);
        Assert.Equal(40, CsvFrameReader.Read(path, new() { DateFormat = "row-number" }).RowCount);
    }

    [Fact]
    public void Countries_of_a_short_panel_are_series()
    {
        string text = "year,country,gdp\n" + string.Concat(Enumerable.Range(0, 30).Select(
            i => (i % 2 == 1 ? $"2019,C{i:D2},{i * 37 % 101}\n" : "") + $"2020,C{i:D2},{i * 41 % 103}\n"));
        CsvFrameOptions options = CsvDiagnosis.Of(_folder.Write("panel.csv", text)).Options;
        Assert.Equal(["country"], options.IdColumns!);
        Assert.False(options.Sort);
    }

    private static string Day(int day) => new DateTime(2024, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

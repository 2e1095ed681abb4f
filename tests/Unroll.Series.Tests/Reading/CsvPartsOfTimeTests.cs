using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Stamps over several columns, and columns that look like parts of them, as exports have them.</summary>
public sealed class CsvPartsOfTimeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("yyyy,mm,dd,hh,mm,x", "yyyy,MM,dd,HH,mm", 10)]
    [InlineData("date,time,x", "yyyyMMdd,HHmmss", 1)] // from 18:00 on, where hours look like years
    [InlineData("time,date,x", "HHmm,yyyy-MM-dd", 15)]
    [InlineData("<DATE>,<TIME>,x", "yyyyMMdd,HHmmss", 5)]
    [InlineData("DATE,START TIME,x", "yyyy-MM-dd,HH:mm", 60)]
    [InlineData("Date,Hours,x", "dd-MM-yyyy,HH - #", 60)]
    [InlineData(",Von-bis,x", "yyyy-MM-dd,HH:00-#:00", 60)]
    public void Parts_of_each_stamp_are_put_together(string header, string format, int minutes)
    {
        string[] columns = header.Split(',');
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 200).Select(i =>
        {
            DateTime stamp = new DateTime(2020, 1, 1, 18, 0, 0).AddMinutes(i * minutes);
            string parts = stamp.ToString(format.Replace("#", "'#'", StringComparison.Ordinal), CultureInfo.InvariantCulture)
                .Replace("#", stamp.AddHours(1).ToString("HH", CultureInfo.InvariantCulture), StringComparison.Ordinal);
            return $"{parts},{i % 7}\n";
        }));
        Frame frame = CsvFrameReader.Read(_folder.Write("parts.csv", text));
        Assert.Equal(TimeSpan.FromMinutes(minutes), frame.Time.Interval);
        Assert.Equal(new DateTime(2020, 1, 1, 18, 0, 0), frame.Time[0]);
        Assert.Equal([columns[^1]], frame.ColumnNames);
    }

    [Theory]
    [InlineData("Year,Quarter,x", "Q{0}", 4, 3)]
    [InlineData("year,qtr,x", "{0}", 4, 3)]
    [InlineData("year,semester,x", "{0}", 2, 6)]
    [InlineData("Year,Period,x", "M{0:D2}", 12, 1)]
    [InlineData("Year,Period,x", "Q{0}", 4, 3)]
    [InlineData("year,month_nbr,x", "{0}", 12, 1)]
    public void Quarters_halves_and_numbered_months_follow_their_year(string header, string part, int parts, int months)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 60).Select(
            i => $"{2000 + (i / parts)},{string.Format(CultureInfo.InvariantCulture, part, (i % parts) + 1)},{i % 7}\n"));
        Frame frame = CsvFrameReader.Read(_folder.Write("parts.csv", text));
        Assert.Equal(new DateTime(2000, 1, 1).AddMonths(59 * months), frame.Time[59]);
        Assert.Equal(["x"], frame.ColumnNames);
    }

    [Theory]
    [InlineData("year,model,x", "M{0}")] // products
    [InlineData("year,shop,x", "Q{0}")]
    public void Letters_and_numbers_of_something_else_tell_series_apart(string header, string name)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 60).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{2000 + (i / 3)},{string.Format(CultureInfo.InvariantCulture, name, (i % 3) + 1)},{i % 7}\n")));
        Assert.Equal([header.Split(',')[1]], CsvDiagnosis.Of(_folder.Write("products.csv", text)).Options.IdColumns!);
    }

    [Theory]
    [InlineData("time", "{0}", 1900)] // years
    [InlineData("open,date", "{1},{0}", 900)]
    public void Numbers_that_are_no_times_of_day_stay_what_they_are(string header, string format, int first)
    {
        string text = header + ",x\n" + string.Concat(Enumerable.Range(0, 50).Select(i => string.Format(
            CultureInfo.InvariantCulture, format + ",1\n",
            header == "time" ? first + i : new DateTime(2020, 1, 1).AddDays(i).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            first + (i % 4 * 15))));
        Frame frame = CsvFrameReader.Read(_folder.Write("numbers.csv", text));
        Assert.Equal(header == "time" ? 1949 : 2020, frame.Time[49].Year);
        Assert.Equal(header == "time" ? ["x"] : ["open", "x"], frame.ColumnNames);
    }

    [Fact]
    public void A_time_that_all_places_share_is_none_of_the_rows()
    {
        string text = "date,x,branch,Sunrise Time\n" + string.Concat(Enumerable.Range(0, 90).Select(
            i => $"{new DateTime(2020, 1, 1).AddDays(i / 3):yyyy-MM-dd},{i % 7},{40 + (i % 3)},08:{59 - (i / 3):D2}\n"));
        Assert.Equal("yyyy-MM-dd", CsvFormat.Detect(_folder.Write("sunrise.csv", text)).DateFormat);
    }

    [Theory]
    [InlineData("SettlementDate,SettlementPeriod,x", 48)]
    [InlineData("fiscal date,Posting Period,x", 12)]
    public void A_part_of_the_time_tells_no_series_apart(string header, int parts)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, parts * 10).Select(
            i => $"{new DateTime(2020, 1, 1).AddDays(i / parts):yyyy-MM-dd},{(i % parts) + 1},{i % 7}\n"));
        InputException error = Assert.Throws<InputException>(() => CsvDiagnosis.Of(_folder.Write("periods.csv", text)));
        Assert.Contains(
            $"They differ in '{header.Split(',')[1]}', which seems to be a part of the time", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Booked,Valuta,x", "{0:dd.MM.yyyy},{1:dd.MM.yyyy},{2}")] // a date beside the date, newest first
    [InlineData("date,text,x", "{0:yyyy-MM-dd},Rent {2},{2}")]
    public void What_each_row_has_another_of_tells_no_series_apart(string header, string format)
    {
        string text = header + "\n" + string.Concat(Enumerable.Range(0, 60).Select(i => string.Format(
            CultureInfo.InvariantCulture, format + "\n", new DateTime(2020, 6, 1).AddDays(-i), new DateTime(2020, 6, 3).AddDays(-i), i)));
        CsvFrameOptions options = CsvDiagnosis.Of(_folder.Write("bank.csv", text)).Options;
        Assert.Null(options.IdColumns);
        Assert.True(options.Sort);
    }

    [Fact]
    public void The_number_of_each_row_gives_way_to_the_columns_of_its_series()
    {
        string text = "id,date,store_nbr,family,sales\n" + string.Concat(Enumerable.Range(0, 240).Select(
            i => $"{i},{new DateTime(2020, 1, 1).AddDays(i / 4):yyyy-MM-dd},{1 + (i / 2 % 2)},{(i % 2 == 0 ? "A" : "B")},{i % 7}\n"));
        Assert.Equal(["store_nbr", "family"], CsvDiagnosis.Of(_folder.Write("train.csv", text)).Options.IdColumns!);
    }

    [Theory]
    [InlineData("unit,cycle,x", "unit")]
    [InlineData("machine,t,x", "machine")]
    [InlineData("time_idx,subject,x", "subject")]
    public void Rows_that_are_numbered_anew_for_each_series_are_many_series(string header, string id)
    {
        bool isLast = header.StartsWith("time", StringComparison.Ordinal);
        string text = header + "\n" + string.Concat(Enumerable.Range(1, 6).SelectMany(unit => Enumerable.Range(1, 20 + (3 * unit)).Select(
            row => isLast ? $"{row},{unit},{row % 5}\n" : $"{unit},{row},{row % 5}\n")));
        string path = _folder.Write("units.csv", text);
        CsvFrameOptions options = CsvDiagnosis.Of(path).Options;
        Assert.Equal([id], options.IdColumns!);
        Assert.Equal([23, 26, 29, 32, 35, 38], CsvFrameReader.ReadSet(path, options).Items.Select(item => item.Frame.RowCount));
    }

    [Fact]
    public void Lines_of_an_order_make_no_series()
    {
        string text = "order,line,x\n" + string.Concat(Enumerable.Range(0, 20).SelectMany(
            order => Enumerable.Range(1, 3).Select(line => $"{order + 40},{line},{line % 5}\n")));
        string path = _folder.Write("orders.csv", text);
        Assert.Null(CsvDiagnosis.Of(path).Options.IdColumns);
    }

    [Fact]
    public void A_number_that_begins_again_without_a_name_is_told()
    {
        string text = "t,x\n" + string.Concat(Enumerable.Range(1, 4).SelectMany(
            unit => Enumerable.Range(1, 20 + unit).Select(row => $"{row},{row % 5}\n")));
        string note = Assert.Single(CsvFormat.Detect(_folder.Write("t.csv", text)).Notes);
        Assert.Contains("t begins again at row 21 and 2 times more", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Merged_cells_name_the_series_below()
    {
        string text = "region,month,x\n" + string.Concat(Enumerable.Range(0, 48).Select(
            i => $"{(i == 0 ? "North" : i == 24 ? "South" : "")},{2018 + (i / 12 % 2)}-{(i % 12) + 1:D2},{i}\n"));
        string path = _folder.Write("merged.csv", text);
        SeriesSet set = CsvFrameReader.ReadSet(path, CsvDiagnosis.Of(path).Options);
        Assert.Equal([("North", 24), ("South", 24)], set.Items.Select(item => (item.Id, item.Frame.RowCount)));
        Assert.Contains(set.Notes, note => note.Contains("an empty cell counts as the one above", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("North,,South,,North,")] // a text comes again
    [InlineData(",,North,,South,")] // the first cell is empty
    [InlineData("a,b,,c,d,e")] // hardly a cell is empty
    public void Other_empty_cells_of_an_id_are_refused(string regions)
    {
        string text = "region,x\n" + string.Join('\n', regions.Split(',').Select((region, i) => $"{region},{i}")) + "\n";
        Assert.Contains("expected the name of a series", Assert.Throws<InputException>(
                () => CsvFrameReader.ReadSet(_folder.Write("ids.csv", text), new() { IdColumns = ["region"] })).Message,
            StringComparison.Ordinal);
    }
}

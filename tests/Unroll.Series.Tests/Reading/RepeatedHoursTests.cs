using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Reading;

namespace Unroll.Series.Tests.Reading;

/// <summary>Local times that a clock shows twice, whatever the order of the rows: each value stays at its moment.</summary>
public sealed class RepeatedHoursTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Zones whose clocks are set back by an hour or half an hour, at night or at midnight, in either half of the year.</summary>
    public static TheoryData<string, string, int, string> Orders
    {
        get
        {
            TheoryData<string, string, int, string> data = [];
            foreach ((string zone, string start) in new[]
            {
                ("Australia/Lord_Howe", "2022-04-01"), ("Europe/Berlin", "2022-10-28"), ("Australia/Sydney", "2022-04-01"),
                ("America/Sao_Paulo", "2017-02-16"), ("America/Havana", "2022-11-04"),
            })
            {
                foreach (int minutes in new[] { 60, 30, 10 })
                {
                    foreach (string order in new[] { "rising", "falling", "doubled", "by day" })
                    {
                        data.Add(zone, start, minutes, order);
                    }
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Rows_in_any_direction_keep_their_moments(string zone, string start, int minutes, string order)
    {
        (string Local, int Value)[] rows = Rows(zone, start, minutes, 5);
        (string, int)[] ordered = order switch
        {
            "rising" => rows,
            "falling" => [.. rows.Reverse()],
            "doubled" => [.. rows.SelectMany(row => new[] { row, row })],
            // Days newest first, each from its second hour on, as the files of PJM are.
            _ => [
                .. rows.GroupBy(row => DateTime.Parse(row.Local, CultureInfo.InvariantCulture).AddHours(-1).Date).Reverse()
                    .SelectMany(day => day)],
        };
        CsvFrameOptions options = new()
        {
            TimeZone = zone,
            Sort = true,
            DuplicateTimestamps = order == "doubled" ? DuplicateTimestamps.Mean : DuplicateTimestamps.Refuse,
        };

        Frame frame = Read(ordered, options);

        DateTime first = DateTime.Parse(start, CultureInfo.InvariantCulture);
        Assert.Equal(rows.Select(row => first.AddMinutes(minutes * row.Value)), frame.Time.AsSpan().ToArray());
        Assert.Equal(rows.Select(row => (double)row.Value), frame.Column("y").ToArray());
        if (order == "rising")
        {
            Frame asItIs = Read(ordered, new() { TimeZone = zone });
            Assert.Equal(frame.Time.AsSpan().ToArray(), asItIs.Time.AsSpan().ToArray());
        }
    }

    [Fact]
    public void Rows_in_no_order_are_refused_where_a_time_stands_for_two_moments()
    {
        (string Local, int Value)[] rows = Rows("Europe/Berlin", "2022-10-28", 60, 5);
        new Random(1).Shuffle(rows);
        InputException error = Assert.Throws<InputException>(() => Read(rows, new() { TimeZone = "Europe/Berlin", Sort = true }));
        Assert.Contains("2022-10-30 02:00 stands for two moments", error.Message, StringComparison.Ordinal);
        Assert.Contains("data.time-zone", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_an_hour_that_is_left_out_the_other_one_has_its_place(bool falls)
    {
        // The second hour of half hours: 02:30 stands once, after 02:00 for the second time.
        (string Local, int Value)[] rows = [.. Rows("Europe/Berlin", "2022-10-29", 30, 2).Where(row => row.Value != 49)];
        Frame frame = Read(falls ? [.. rows.Reverse()] : rows, new() { TimeZone = "Europe/Berlin", Sort = true });
        Assert.Equal(rows.Select(row => new DateTime(2022, 10, 29).AddMinutes(30 * row.Value)), frame.Time.AsSpan().ToArray());
    }

    [Fact]
    public void A_zone_is_found_for_a_file_with_its_newest_row_first()
    {
        (string Local, int Value)[] rows = [.. Rows("America/New_York", "2014-10-31", 60, 5).Reverse()];
        string path = Write(rows);
        Assert.Equal("America/New_York", CsvDiagnosis.Of(path).ClockZone);
        CsvDiagnosis found = CsvDiagnosis.Of(path, new() { TimeZone = "America/New_York" });
        Assert.Equal((true, DuplicateTimestamps.Refuse), (found.Options.Sort, found.Options.DuplicateTimestamps));
    }

    [Fact]
    public void Measurements_a_row_keep_their_moments()
    {
        (string Local, int Value)[] rows = Rows("Europe/Berlin", "2022-10-29", 60, 2);
        string text = "time,name,value\n"
            + string.Concat(rows.Reverse().SelectMany(row => new[] { $"{row.Local},a,{row.Value}\n", $"{row.Local},b,{-row.Value}\n" }));
        CsvFrameOptions options = new() { TimeZone = "Europe/Berlin", VariableColumn = "name", ValueColumn = "value" };
        Frame frame = CsvFrameReader.Read(_folder.Write("long.csv", text), options);
        Assert.Equal(rows.Select(row => (double)row.Value), frame.Column("a").ToArray());
        Assert.Equal(rows.Select(row => -(double)row.Value), frame.Column("b").ToArray());
        Assert.Equal(TimeSpan.FromHours(1), frame.Time.Interval);
    }

    private static (string Local, int Value)[] Rows(string zone, string start, int minutes, int days)
    {
        TimeZoneInfo info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        DateTime first = DateTime.Parse(start, CultureInfo.InvariantCulture);
        return [
            .. Enumerable.Range(0, days * 24 * 60 / minutes).Select(
                i => (TimeZoneInfo.ConvertTimeFromUtc(first.AddMinutes(minutes * i), info)
                    .ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), i))];
    }

    private string Write(IEnumerable<(string Local, int Value)> rows) =>
        _folder.Write("zone.csv", "time,y\n" + string.Concat(rows.Select(row => $"{row.Local},{row.Value}\n")));

    private Frame Read(IEnumerable<(string Local, int Value)> rows, CsvFrameOptions options) => CsvFrameReader.Read(Write(rows), options);
}

using System.Globalization;
using System.IO.Compression;
using System.Text;
using Unroll.Cli.Display;

namespace Unroll.Cli.Tests;

/// <summary>
/// The recipes that <c>unroll inspect</c> proposes: what they do about gaps, many series and classes, and that each trains as it is.
/// </summary>
public sealed class InspectProposalTests : ProposalTest
{
    [Fact]
    public void Several_columns_that_tell_series_apart_are_the_id()
    {
        string recipe = Proposed(
            "shops.csv", "date,store,item,sales\n" + string.Concat(
                from store in new[] { 1, 2 }
                from item in new[] { 1, 2, 3 }
                from day in Enumerable.Range(0, 200)
                select FormattableString.Invariant(
                    $"{Monday.AddDays(day):yyyy-MM-dd},{store},{item},{(10 * store) + item + (day % 7)}\n")));

        AssertHas(recipe, "id: [store, item]", "target: sales");
        AssertTrains(recipe);
    }

    [Theory]
    [InlineData("date")]
    [InlineData("Time")]
    [InlineData("timestamp")]
    [InlineData("year")]
    [InlineData("id")]
    [InlineData("CustomerID")]
    [InlineData("store_id")]
    [InlineData("time_idx")]
    [InlineData("Order Date")]
    public void A_column_named_as_a_time_or_an_identifier_is_no_target(string name)
    {
        string rows = string.Concat(Enumerable.Range(0, 60).Select(
            i => FormattableString.Invariant($"{(i * 37 % 101) + 3},{i % 13 / 2.0}\n")));
        AssertHas(Proposed("named.csv", $"{name},y\n{rows}"), "target: y");
        string whole = string.Concat(Enumerable.Range(0, 60).Select(
            i => FormattableString.Invariant($"{(i * 37 % 101) + 3},{i % 13}\n")));
        string alone = Folder.Write("alone.csv", $"{name},{name}_id\n{whole}");
        Assert.Contains("--target", CliRun.Of(["inspect", alone]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("index", true)]
    [InlineData("Consumer Price Index", true)]
    [InlineData("latitude", false)]
    public void An_index_with_fractions_is_a_target_and_a_coordinate_is_none(string name, bool isTarget)
    {
        string path = Folder.Write(
            "index.csv", $"year,{name}\n" + string.Concat(Enumerable.Range(0, 60).Select(
                i => FormattableString.Invariant($"{1960 + i},{90 + (i % 7 * 1.25) + i}\n"))));
        string recipe = Folder.In("index.yaml");
        CliRun run = CliRun.Of(["inspect", path, "--recipe", recipe]);

        Assert.Equal(isTarget ? 0 : 2, run.ExitCode);
        Assert.Equal(isTarget, File.Exists(recipe) && File.ReadAllText(recipe).Contains($"target: {name}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wide_table_is_turned()
    {
        string content = "name," + string.Join(',', Enumerable.Range(0, 100).Select(day => $"{Monday.AddDays(day):yyyy-MM-dd}")) + "\n"
            + string.Concat(Enumerable.Range(1, 3).Select(
                series => $"S{series}," + string.Join(',', Enumerable.Range(0, 100).Select(day => (series * 10) + (day % 7))) + "\n"));
        string recipe = Proposed("wide.csv", content);
        AssertHas(recipe, "target: value", "orient: series-in-rows", "id: name");
        AssertTrains(recipe);
        CliRun.Of(["inspect", Folder.In("wide.csv"), "--orient", "sideways"]).AssertRefused("--orient", "series-in-rows");
        Assert.DoesNotContain(
            "series-in-rows", CliRun.Of(["inspect", Folder.In("wide.csv"), "--orient", "times-in-rows"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void One_class_is_none_to_learn()
    {
        string path = Folder.Write(
            "one.ts", "@problemName C\n@timeStamps false\n@univariate true\n@equalLength true\n@seriesLength 3\n@classLabel true a\n@data\n"
                + string.Concat(Enumerable.Repeat("1,2,3:a\n", 8)));
        Assert.Contains("all series are of one class, a", CliRun.Of(["inspect", path]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Gaps_in_regular_stamps_become_rows_that_are_filled()
    {
        string recipe = Proposed(
            "gappy.csv", Table(Enumerable.Range(0, 200).Where(day => day is not (50 or 51 or 120)).Select(day => Monday.AddDays(day))));

        AssertHas(recipe, "steps:", "- resample: 1d", "- impute: forward\n", "- scale: standard");
        AssertTrains(recipe);
    }

    [Fact]
    public void Stamps_off_the_clock_stay_what_they_are()
    {
        DateTime start = Monday.AddMinutes(3);
        string recipe = Proposed(
            "off.csv", Table(Enumerable.Range(0, 300).Where(row => row is not (20 or 200)).Select(row => start.AddMinutes(5 * row))));

        AssertHas(recipe, "- resample: {every: 5min, from-start: true}");
        AssertTrains(recipe);
    }

    [Fact]
    public void Months_that_are_left_out_are_resampled_by_the_calendar()
    {
        string recipe = Proposed(
            "monthly.csv", Table(Enumerable.Range(0, 120).Where(month => month != 40).Select(month => Monday.AddMonths(month))));

        AssertHas(recipe, "- resample: {calendar: month}");
        AssertTrains(recipe);
    }

    [Fact]
    public void A_long_gap_is_not_filled_but_its_windows_are_left_out()
    {
        string recipe = Proposed(
            "outage.csv", Table(Enumerable.Range(0, 600).Where(hour => hour is < 200 or >= 260).Select(hour => Monday.AddHours(hour))));

        AssertHas(
            recipe, "- resample: 1h", "- impute: {method: forward, limit: 7, leading: keep}",
            "horizon: 1, missing: skip}");
        AssertTrains(recipe);
    }

    [Fact]
    public void No_rows_are_made_up_outside_office_hours_and_business_days()
    {
        // A holiday on Monday, 1 April, is a gap, and a value is missing.
        DateTime[] slots = [
            .. Enumerable.Range(0, 120).Select(day => Monday.AddDays(day))
                .Where(day => IsBusinessDay(day) && day != new DateTime(2024, 4, 1))
            .SelectMany(day => Enumerable.Range(0, 9).Select(hour => day.AddHours(9 + hour)))];
        string office = Proposed("office.csv", Table(slots, missingRow: 100));
        string business = Proposed(
            "business.csv",
            Table(Enumerable.Range(0, 200).Select(day => Monday.AddDays(day)).Where(day => IsBusinessDay(day) && day.Day != 6)));
        string week = Proposed("week.csv", Table(Enumerable.Range(0, 240).Select(hour => Monday.AddHours(hour)).Where(IsBusinessDay)));

        Assert.All([office, business, week], recipe => Assert.DoesNotContain("resample", recipe, StringComparison.Ordinal));
        AssertHas(office, "- impute: forward");
        AssertTrains(office);
        AssertTrains(business);
    }

    [Fact]
    public void Windows_of_irregular_stamps_do_not_run_over_pauses()
    {
        Random random = new(1);
        DateTime at = Monday;
        List<DateTime> stamps = [];
        for (int row = 0; row < 500; row++)
        {
            stamps.Add(at);
            at = at.AddSeconds(row % 250 == 249 ? 100_000 : random.Next(60, 600));
        }

        string recipe = Proposed("uneven.csv", Table(stamps));

        Assert.Matches(@"max-gap: \d+min\}", recipe);
        Assert.DoesNotContain("resample", recipe, StringComparison.Ordinal);
        AssertTrains(recipe);
    }

    [Fact]
    public void Stamps_with_more_gaps_than_rows_are_left_as_they_are()
    {
        Random random = new(1);
        string recipe = Proposed(
            "sparse.csv",
            Table(Enumerable.Range(0, 2000).Where(row => row % 30 < 12 && random.Next(5) > 0).Select(row => Monday.AddMinutes(5 * row))));

        Assert.DoesNotContain("resample", recipe, StringComparison.Ordinal);
        AssertTrains(recipe);
    }

    [Theory]
    [InlineData("blocks")]
    [InlineData("by time")]
    [InlineData("shuffled")]
    [InlineData("long")]
    public void Many_series_are_found_and_trained(string layout)
    {
        (string Shop, int Day)[] rows = [.. from shop in (string[])["a", "b"] from day in Enumerable.Range(0, 80) select (shop, day)];
        string Stamp(int day) => Monday.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        string csv = layout switch
        {
            "long" =>
                "date,variable,value\n"
                    + string.Concat(rows.OrderBy(row => row.Day).Select(row => $"{Stamp(row.Day)},{row.Shop},{row.Day % 7}.5\n")),
            "shuffled" =>
                "shop,date,sales\n"
                    + string.Concat(rows.OrderBy(row => row.Day * 37 % 80).Select(row => $"{row.Shop},{Stamp(row.Day)},{row.Day % 7}.5\n")),
            "blocks" => "shop,date,sales\n" + string.Concat(rows.Select(row => $"{row.Shop},{Stamp(row.Day)},{row.Day % 7}.5\n")),
            _ => "shop,date,sales\n"
                + string.Concat(rows.OrderBy(row => row.Day).Select(row => $"{row.Shop},{Stamp(row.Day)},{row.Day % 7}.5\n")),
        };
        string recipe = Proposed("shops.csv", csv);

        AssertHas(recipe, layout == "long" ? "variable: variable" : "id: shop", layout == "long" ? "target: b" : "2 series, 160 rows");
        Assert.Equal(layout == "shuffled", recipe.Contains("sort: true", StringComparison.Ordinal));
        Assert.DoesNotContain("repeats", recipe, StringComparison.Ordinal);
        AssertTrains(recipe);
    }

    [Fact]
    public void What_never_changes_within_a_series_is_not_forecast_but_given()
    {
        string recipe = Proposed("shops.csv", "date,shop,size,sold\n" + string.Concat(Enumerable.Range(0, 160).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{Monday.AddDays(i / 2):yyyy-MM-dd},{"ab"[i % 2]},{100 + (50 * (i % 2))},{i % 7}.5\n"))));

        AssertHas(recipe, "static-covariates: [size]", "target: sold");
        AssertTrains(recipe);
    }

    [Fact]
    public void A_few_repeats_do_not_make_series_of_a_text()
    {
        string[] lines = [.. Enumerable.Range(0, 100).Select(day => $"{Monday.AddDays(day):yyyy-MM-dd},{day % 7},ok\n")];
        lines[40] += lines[40].Edit("ok", "late");
        string recipe = Proposed("repeats.csv", "date,load,note\n" + string.Concat(lines));

        AssertHas(recipe, "duplicate-timestamps: mean");
        Assert.DoesNotContain("id:", recipe, StringComparison.Ordinal);
        AssertTrains(recipe);
    }

    [Fact]
    public void Rows_out_of_order_are_trained_in_order()
    {
        string[] lines = TinySeries.Csv().TrimEnd().Split('\n');
        string recipe = Proposed("mixed.csv", string.Join('\n', [lines[0], lines[2], lines[1], .. lines[3..], lines[^1], lines[^2]]));

        AssertHas(recipe, "sort: true", "duplicate-timestamps: mean");
        AssertTrains(recipe);
    }

    [Fact]
    public void Classes_of_an_archive_are_trained()
    {
        Random random = new(1);
        string Series(int i) => string.Join(',', Enumerable.Range(0, 8 + (i % 3)).Select(t => t == 3 ? "?" : string.Create(
            CultureInfo.InvariantCulture, $"{random.NextDouble() + (i % 3)}")));
        string ts =
            "@problemName Gestures\n@timeStamps false\n@missing true\n@univariate true\n@equalLength false\n@classLabel true a b c\n@data\n"
            + string.Concat(Enumerable.Range(0, 30).Select(i => $"{Series(i)}:{"abc"[i % 3]}\n"));
        Folder.Write("Gestures_TEST.ts", ts);
        string recipe = Proposed("Gestures_TRAIN.ts", ts);

        AssertHas(recipe, "task: classify", "test-file: Gestures_TEST.ts", "- impute: forward", "- dense: {units: 3, activation: softmax}");
        AssertTrains(recipe);
    }

    [Fact]
    public void Classes_of_a_table_are_trained_on_its_columns_of_numbers()
    {
        StringBuilder csv = new("patient,hour,age,ward,pulse,note,outcome\n");
        for (int patient = 0; patient < 24; patient++)
        {
            for (int hour = 0; hour < 10; hour++)
            {
                string pulse = hour % 3 == 1 ? "" : (patient % 2 * 20) + hour + ".5", outcome = patient % 2 == 0 ? "well" : "ill";
                csv.Append(CultureInfo.InvariantCulture, $"p{patient},{Monday.AddHours(hour):yyyy-MM-dd HH:mm},{40 + patient},");
                csv.Append(CultureInfo.InvariantCulture, $"{"AB"[patient / 2 % 2]},{pulse},n{hour % 4},{outcome}\n");
            }
        }

        string recipe = Proposed("ward.csv", csv.ToString(), "--class", "outcome", "--id", "patient");

        AssertHas(
            recipe, "task: classify", "id: patient", "class: outcome", "static-covariates: [age, ward]", "channels: [pulse]", "mask: true",
            "activation: sigmoid");
        AssertTrains(recipe);
    }

    [Fact]
    public void What_there_is_one_of_is_told_in_the_singular()
    {
        string path = Folder.Write("one.csv", "date,y\n2024-01-01,1\n");
        string output = CliRun.Of(["inspect", path], new Dictionary<string, string> { ["COLUMNS"] = "160" }).Output;
        Assert.Contains(", 1 row\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("there is only 1 row:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("1 rows", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_gzip_packed_is_told_like_any_table()
    {
        string path = Folder.In("plant.csv.gz");
        using (GZipStream packed = new(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write(
                Encoding.Latin1.GetBytes(
                    "Tag;Größe\n"
                        + string.Concat(
                            Enumerable.Range(0, 60).Select(day => $"{Monday.AddDays(day / 2 * 2):dd.MM.yyyy};{day % 7},5\n"))));
        }

        CliRun run = CliRun.Of(
            ["inspect", path, "--duplicate-timestamps", "mean"], new Dictionary<string, string> { ["COLUMNS"] = "160" });

        Assert.True(run.ExitCode == 0, run.Error);
        AssertHas(
            run.Output, "CSV, packed by gzip, semicolon between cells, decimal comma, dates dd.MM.yyyy, iso-8859-1",
            "30 rows repeat the stamp of another");
    }

    [Theory]
    [InlineData(0, 75, "no values in the first 70 %")]
    [InlineData(60, 100, "no values in the rows that training is watched on")]
    public void What_has_no_values_in_a_part_is_not_proposed(int first, int end, string reason)
    {
        string csv = "date,load\n"
            + string.Concat(
                Enumerable.Range(0, 100)
                    .Select(day => $"{Monday.AddDays(day):yyyy-MM-dd},{(day >= first && day < end ? "" : day % 7)}\n"));

        CliRun run = CliRun.Of(["inspect", Folder.Write("late.csv", csv)]);

        AssertHas(run.Output, "No recipe is proposed: load has " + reason);
    }

    [Fact]
    public void Texts_are_cut_to_the_room_that_they_take()
    {
        Assert.Equal((3, 4, 5), (CellWidth.Of("abc"), CellWidth.Of("平均"), CellWidth.Of("平均x")));
        Assert.Equal("平均x", CellWidth.Fit("平均x", 5));
        Assert.Equal("平…", CellWidth.Fit("平均x", 4));
        Assert.Equal("a …", CellWidth.Fit("a\nbcd", 3));
        Random random = new(1);
        string[] parts = ["a", "平", "\t", "é", "\ud83d\ude00"];
        for (int i = 0; i < 1000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => parts[random.Next(parts.Length)]));
            int width = random.Next(1, 16);
            Assert.True(CellWidth.Of(CellWidth.Fit(text, width)) <= width, $"{text} in {width}");
        }
    }

    [Theory]
    [InlineData("80", 80)]
    [InlineData("120", 120)]
    [InlineData("wide", 100)]
    public void What_is_shown_is_as_wide_as_asked(string columns, int width)
    {
        const string Header = "date,a rather long name of a column,消費電力量（メガワット時）の平均値\u001b[31m,note\n";
        string csv = Header + string.Concat(Enumerable.Range(0, 300).Select(day =>
        {
            double value = day == 100 ? 99999.5 : day % 7 / 1000.0;
            string late = day < 50 ? "" : "1" + day + "000";
            return string.Create(
                CultureInfo.InvariantCulture, $"{Monday.AddDays(day):yyyy-MM-dd},{value},{late},\"two\nlines {day % 2}\"\n");
        }));

        CliRun run = CliRun.Of(
            ["inspect", Folder.Write("a table with a rather long name.csv", csv)],
            new Dictionary<string, string> { ["COLUMNS"] = columns });

        Assert.True(run.ExitCode == 0, run.Error);
        string[] shown = run.Output.Split("A recipe to start from")[0].Split('\n');
        Assert.All(shown, line => Assert.True(CellWidth.Of(line.TrimEnd()) <= width, line));
        Assert.Single(
            shown, line => line.Contains("消費電力量（メガワ", StringComparison.Ordinal) && line.Contains("integer", StringComparison.Ordinal));
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
        Assert.Contains(shown, line => CellWidth.Of(line.TrimEnd()) > width - 8);
    }

    private static bool IsBusinessDay(DateTime day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static string Table(IEnumerable<DateTime> stamps, int missingRow = -1)
    {
        Random random = new(1);
        return "time,load\n" + string.Concat(stamps.Select((stamp, row) => string.Create(
            CultureInfo.InvariantCulture, $"{stamp:yyyy-MM-dd HH:mm:ss},{(row == missingRow ? "" : (row % 7) + random.NextDouble())}\n")));
    }
}

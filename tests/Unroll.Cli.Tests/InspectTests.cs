using System.Globalization;
using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Win32.SafeHandles;

namespace Unroll.Cli.Tests;

/// <summary><c>unroll inspect</c> through the real entry point.</summary>
public sealed class InspectTests : IDisposable
{
    private static readonly DateTime _monday = new(2024, 1, 1);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_shown_with_its_format_time_columns_findings_and_a_recipe()
    {
        StringBuilder csv = new("date;load;wind;flag\n");
        for (int day = 0; day < 200; day++)
        {
            string load = day == 100 ? "999,5"
                : (50 + (10 * Math.Sin(2 * Math.PI * day / 7))).ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');
            string wind = day < 40 ? "" : (day % 11 / 2.0).ToString(CultureInfo.InvariantCulture).Replace('.', ',');
            csv.Append(CultureInfo.InvariantCulture, $"{_monday.AddDays(day + (day >= 150 ? 2 : 0)):dd.MM.yyyy};{load};{wind};7\n");
        }

        CliRun run = CliRun.Of(["inspect", _folder.Write("plant.csv", csv.ToString())]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        AssertHas(run.Output,
            "plant.csv: CSV, semicolon between cells, decimal comma, dates dd.MM.yyyy, utf-8",
            "date: 2024-01-01 to 2024-07-20, every day, 200 rows",
            "load repeats after a week (7 rows)",
            "1 gap with 2 missing stamps (1.0 %): the gap is between 2024-05-29 and 2024-06-01 (2 stamps)",
            "load has 1 outlier: 999.5 at 2024-04-10",
            "wind is missing in the first 6 weeks (20.0 % of the rows): 2024-01-01 to 2024-02-09",
            "flag is constant (7): leave it out",
            "A recipe to start from (--recipe plant.yaml writes it; the target is a guess):",
            "target: load",
            "# past-covariates: [wind]",
            "feature: day-of-week");
        Assert.DoesNotContain("\u001b", run.Output, StringComparison.Ordinal);
        Assert.Contains(run.Output, letter => letter is >= '▁' and <= '█');
        Assert.All(
            run.Output.Split('\n').Where(line => !line.Contains("file: ", StringComparison.Ordinal)),
            line => Assert.True(line.Length <= 120, line));
    }

    [UnixFact]
    public void A_pipe_that_a_shell_names_is_read_once()
    {
        // The end of the writer closes this end, too, unless somebody holds it.
        using AnonymousPipeServerStream pipe = new(PipeDirection.Out);
        SafePipeHandle end = pipe.ClientSafePipeHandle;
        bool isHeld = false;
        end.DangerousAddRef(ref isHeld);
        Task writing = Task.Run(() =>
        {
            pipe.Write(Encoding.UTF8.GetBytes(TinySeries.Csv()));
            pipe.Close();
        });

        CliRun run = CliRun.Of(["inspect", $"/dev/fd/{end.DangerousGetHandle()}"]);
        end.DangerousRelease();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("date: 2020-01-01 to 2020-06-08, every day, 160 rows", run.Output, StringComparison.Ordinal);
        Assert.True(writing.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("Europe/Berlin", "2023-10-27")]
    [InlineData("America/New_York", "2023-11-03")]
    public void The_hour_that_comes_twice_in_autumn_leads_to_the_time_zone(string zone, string from)
    {
        TimeZoneInfo clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        StringBuilder csv = new("time,load\n");
        for (int hour = 0; hour < 96; hour++)
        {
            DateTime utc = DateTime.Parse(from, CultureInfo.InvariantCulture).AddHours(12 + hour);
            csv.Append(CultureInfo.InvariantCulture, $"{TimeZoneInfo.ConvertTimeFromUtc(utc, clock):yyyy-MM-dd HH:mm},{hour % 24} kWh\n");
        }

        string path = _folder.Write("autumn.csv", csv.ToString());
        AssertHas(
            CliRun.Of(["inspect", path]).Output, "1 row repeats the stamp of another", $"--time-zone {zone} tells the two hours apart",
            "units load [kWh]");
        CliRun known = CliRun.Of(["inspect", path, "--time-zone", zone]);
        AssertHas(known.Output, "every hour, 96 rows", $"time-zone: {zone}");
        Assert.DoesNotContain("repeats the stamp", known.Output, StringComparison.Ordinal);

        // Any other repeat is none that a clock explains.
        CliRun other = CliRun.Of(["inspect", _folder.Write("other.csv", csv + "2024-01-01,1 kWh\n2024-01-01,2 kWh\n")]);
        AssertHas(other.Output, "2 rows repeat the stamp of another");
        Assert.DoesNotContain("--time-zone", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_document()
    {
        string path = _folder.Write("tiny.csv", TinySeries.Csv());

        CliRun run = CliRun.Of(["inspect", path, "--json"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var document = JsonDocument.Parse(run.Output);
        JsonElement root = document.RootElement;
        Assert.Equal("comma", root.GetProperty("format").GetProperty("delimiter").GetString());
        Assert.Equal("every day", root.GetProperty("time").GetProperty("rhythm").GetString());
        Assert.Equal("2020-06-08T00:00:00", root.GetProperty("time").GetProperty("last").GetString());
        Assert.Equal(86400, root.GetProperty("time").GetProperty("median_interval_seconds").GetDouble());
        JsonElement load = root.GetProperty("columns")[0];
        Assert.Equal(
            ("load", "number", 160),
            (load.GetProperty("name").GetString(), load.GetProperty("type").GetString(), load.GetProperty("rows").GetInt32()));
        Assert.Equal(JsonValueKind.Null, load.GetProperty("longest_missing_run").ValueKind);
        Assert.Equal(7, load.GetProperty("seasons")[0].GetProperty("rows").GetInt32());
        Assert.Equal("days", load.GetProperty("trend").GetProperty("unit").GetString());
        Assert.Equal(JsonValueKind.Array, load.GetProperty("changes").ValueKind);
        Assert.Contains("target: load", root.GetProperty("recipe").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("no_recipe_because").ValueKind);
    }

    [Theory]
    [InlineData("daily")]
    [InlineData("hourly with missing values")]
    [InlineData("monthly")]
    [InlineData("office hours")]
    [InlineData("odd names")]
    public void The_proposed_recipe_trains_as_it_is(string kind)
    {
        string data = _folder.Write("data/some series.csv", Csv(kind));
        string recipe = _folder.In("recipes", "proposed.yaml");

        CliRun inspect = CliRun.Of(["inspect", data, "--recipe", recipe]);
        Assert.True(inspect.ExitCode == 0, inspect.Error);
        AssertHas(inspect.Output, $"Recipe  {recipe}", $"unroll train {recipe}");

        // Many epochs would only take time here.
        string yaml = File.ReadAllText(recipe);
        Assert.Matches("epochs: [0-9]+", yaml);
        File.WriteAllText(recipe, Regex.Replace(yaml, "epochs: [0-9]+", "epochs: 1"));
        CliRun train = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error + File.ReadAllText(recipe));
    }

    [Theory]
    [InlineData("date,load\n")]
    [InlineData("text,class\n")]
    public void The_file_of_data_is_not_replaced_by_its_recipe_even_where_it_is_forced(string header)
    {
        string text = header + string.Concat(Enumerable.Range(0, 60).Select(row => header[0] == 'd'
            ? $"{_monday.AddDays(row):yyyy-MM-dd},{row % 7}\n" : $"the story of number {row},{(row % 2 == 0 ? "a" : "b")}\n"));
        string data = _folder.Write("data.csv", text);
        CliRun.Of(["inspect", data, "--recipe", data, "--force"]).AssertRefused("data.csv is a file of data, which would be lost");
        Assert.Equal(text, File.ReadAllText(data));
    }

    [Fact]
    public void Nor_is_one_that_a_linked_folder_leads_to_or_one_of_a_folder_of_data()
    {
        Directory.CreateDirectory(_folder.In("real"));
        string text = "date,load\n" + string.Concat(
            Enumerable.Range(0, 60).Select(row => $"{_monday.AddDays(row):yyyy-MM-dd},{row % 7}\n"));
        string data = _folder.Write("real/data.csv", text);
        Directory.CreateSymbolicLink(_folder.In("linked"), _folder.In("real"));

        CliRun.Of(["inspect", data, "--recipe", _folder.In("linked/data.csv"), "--force"]).AssertRefused("is a file of data");
        CliRun.Of(["inspect", _folder.In("real"), "--recipe", data, "--force"]).AssertRefused("is a file of data");
        Assert.Equal(text, File.ReadAllText(data));
    }

    [Fact]
    public void A_recipe_is_not_replaced_unless_forced_and_has_a_name_by_default()
    {
        string data = _folder.Write("tiny.csv", TinySeries.Csv());
        string recipe = _folder.Write("mine.yaml", "mine");

        CliRun.Of(["inspect", data, "--recipe", recipe]).AssertRefused("mine.yaml is there already", "--force");
        Assert.Equal("mine", File.ReadAllText(recipe));
        Assert.Equal(0, CliRun.Of(["inspect", data, "--recipe", recipe, "--force"]).ExitCode);
        Assert.Contains("file: tiny.csv", File.ReadAllText(recipe), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_tell_what_is_not_found_and_go_into_the_recipe()
    {
        string csv = "when;a;b\n" + string.Concat(Enumerable.Range(0, 60).Select(day => string.Create(
            CultureInfo.InvariantCulture, $"{_monday.AddDays(day):yyyy-MM-dd};{day % 3 + 1}.5;{day % 4 + 2}.250\n")));
        string recipe = _folder.In("odd.yaml");

        CliRun run = CliRun.Of(
            ["inspect", _folder.Write("odd.csv", csv), "--time", "when", "--delimiter", "semicolon", "--decimal", "point", "--date-format",
                "yyyy-MM-dd", "--target", "b", "--recipe", recipe]);

        Assert.True(run.ExitCode == 0, run.Error);
        AssertHas(run.Output, "2024-01-01 to 2024-02-29, every day", "3.750");
        AssertHas(File.ReadAllText(recipe), "target: b", "time: when", "delimiter: semicolon", "decimal: point", "date-format: yyyy-MM-dd");
    }

    [Fact]
    public void Lines_before_the_table_are_told_and_may_be_said()
    {
        string[] prose = ["Load of the plant", "Station: Berlin", ""];
        string data = _folder.Write("export.csv", string.Join('\n', prose) + "\n" + TinySeries.Csv());

        CliRun run = CliRun.Of(["inspect", data]);
        Assert.True(run.ExitCode == 0, run.Error);
        AssertHas(run.Output, "export.csv: CSV, 3 lines skipped before the table, comma between cells");
        Assert.DoesNotContain("skip-lines", run.Output, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(CliRun.Of(["inspect", data, "--json"]).Output);
        Assert.Equal(3, document.RootElement.GetProperty("format").GetProperty("skipped_lines").GetInt32());

        CliRun said = CliRun.Of(["inspect", data, "--skip-lines", "3"]);
        AssertHas(said.Output, "3 lines skipped before the table", "skip-lines: 3");
        CliRun.Of(["inspect", data, "--skip-lines", "1"])
            .AssertRefused("export.csv, line ", "If the table only begins on line 4", "data.skip-lines: 3");
    }

    [Fact]
    public void What_cannot_be_used_is_refused()
    {
        string data = _folder.Write("tiny.csv", TinySeries.Csv());

        CliRun.Of(["inspect", _folder.In("no.csv")]).AssertRefused("no.csv");
        CliRun.Of(["inspect", _folder.Write("empty.csv", "")]).AssertRefused("empty.csv", "empty");
        CliRun.Of(["inspect", TinySeries.WriteTo(_folder)]).AssertRefused("tiny.yaml is a recipe");
        CliRun.Of(["inspect", data, "--target", "laod"]).AssertRefused("--target", "'laod'", "load");
        CliRun.Of(["inspect", data, "--time", "dtae"]).AssertRefused("dtae");
        CliRun.Of(["inspect", data, "--delimiter", "dot"]).AssertRefused("--delimiter is \"dot\"", "semicolon");
        CliRun.Of(["inspect", _folder.Write("few.csv", TinySeries.Csv(10)), "--recipe", _folder.In("few.yaml")])
            .AssertRefused("10 rows are too few");
        Assert.False(File.Exists(_folder.In("few.yaml")));
    }

    [Fact]
    public void Rows_out_of_order_and_repeats_are_put_right_and_told()
    {
        string[] lines = TinySeries.Csv().TrimEnd().Split('\n');
        string recipe = _folder.In("mixed.yaml");
        string[] mixed = [lines[0], lines[2], lines[1], .. lines[3..], lines[^1], lines[^2]];

        CliRun run = CliRun.Of(["inspect", _folder.Write("mixed.csv", string.Join('\n', mixed)), "--recipe", recipe]);

        Assert.True(run.ExitCode == 0, run.Error);
        AssertHas(
            run.Output, "2020-01-01 to 2020-06-08, every day, 160 rows", "rows are not in the order of time",
            "2 rows repeat the stamp of another");
        AssertHas(File.ReadAllText(recipe), "sort: true", "duplicate-timestamps: mean");
    }

    [Fact]
    public void Many_series_are_told_apart_by_an_id()
    {
        string csv = "shop,date,sales\n" + string.Concat(Enumerable.Range(0, 120).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{(i < 60 ? "a" : "b")},{_monday.AddDays(i % 60):yyyy-MM-dd},{i % 7}.5\n")));

        CliRun run = CliRun.Of(["inspect", _folder.Write("shops.csv", csv), "--id", "shop"]);

        Assert.True(run.ExitCode == 0, run.Error);
        AssertHas(run.Output, "2 by shop, of 60 rows each", "id: shop", "target: sales");
    }

    [Fact]
    public void Too_little_for_a_recipe_is_shown_all_the_same()
    {
        CliRun run = CliRun.Of(["inspect", _folder.Write("few.csv", TinySeries.Csv(10))]);

        Assert.True(run.ExitCode == 0, run.Error);
        AssertHas(run.Output, "there are only 10 rows: too few", "No recipe is proposed: 10 rows are too few");
    }

    private static string Csv(string kind)
    {
        Random random = new(1);
        string Row(DateTime time, string format, double value) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{time.ToString(format, CultureInfo.InvariantCulture)},{value:0.000},{random.NextDouble():0.000}\n");
        string heading = kind == "odd names" ? "Date (UTC),\"no\",\"a: b # \"\"c\"\"\"\n" : "time,load,other\n";
        return heading + string.Concat(kind switch
        {
            "daily" => Enumerable.Range(0, 200).Select(i => Row(_monday.AddDays(i), "yyyy-MM-dd", Math.Sin(2 * Math.PI * i / 7) + i)),
            "hourly with missing values" => Enumerable.Range(0, 400).Select(i => i is 0 or 1 or (> 100 and < 110)
                ? $"{_monday.AddHours(i):yyyy-MM-dd HH:mm},,1\n"
                : Row(_monday.AddHours(i), "yyyy-MM-dd HH:mm", Math.Sin(2 * Math.PI * i / 24))),
            "monthly" => Enumerable.Range(0, 120).Select(i => Row(_monday.AddMonths(i), "yyyy-MM", Math.Sin(2 * Math.PI * i / 12))),
            "office hours" =>
                Enumerable.Range(0, 30).Select(day => _monday.AddDays(day))
                    .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .SelectMany(
                    day => Enumerable.Range(0, 18)
                        .Select(slot => Row(day.AddHours(9).AddMinutes(30 * slot), "yyyy-MM-dd HH:mm", slot + random.NextDouble()))),
            _ => Enumerable.Range(0, 120).Select(i => Row(_monday.AddDays(i), "yyyy-MM-dd", random.NextDouble())),
        });
    }

    private static void AssertHas(string text, params string[] parts)
    {
        foreach (string part in parts)
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }
    }
}

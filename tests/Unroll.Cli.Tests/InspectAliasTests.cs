using System.Globalization;
using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>Columns that would give the answer away: what <c>unroll inspect</c> says of them.</summary>
public sealed class InspectAliasTests : ProposalTest
{
    [Fact]
    public void Columns_that_follow_the_target_are_told_and_others_are_not()
    {
        double[] load = [.. Enumerable.Range(0, 200).Select(row => 50 + (20 * Math.Sin(row * 0.9)) + (row * 7919 % 13))];
        IEnumerable<string> rows = load.Select((value, row) => string.Create(
            CultureInfo.InvariantCulture, $"{Monday.AddDays(row):yyyy-MM-dd},{value:0.####},{value * value:0.####},")
            + string.Create(
                CultureInfo.InvariantCulture, $"{load[Math.Max(0, row - 1)]:0.####},{row % 7},{row},{(value < 50 ? 0 : 1)}\n"));
        string path = Folder.Write("load.csv", "date,load,squared,before,weekday,row,three\n" + string.Concat(rows));

        CliRun run = CliRun.Of(["inspect", path, "--target", "load", "--json"]);

        using JsonDocument document = JsonDocument.Parse(run.Output);
        string[] told = [.. document.RootElement.GetProperty("findings").EnumerateArray()
            .Select(finding => finding.GetProperty("text").GetString()!).Where(text => text.Contains("answer", StringComparison.Ordinal))];
        Assert.StartsWith("squared keeps the order of load without exception", Assert.Single(told), StringComparison.Ordinal);
        Assert.Contains(
            "squared keeps the order of load", CliRun.Of(["inspect", path, "--target", "load"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_that_is_the_class_is_told()
    {
        string path = Folder.Write("beats.csv", "beat,time,level,code,kind\n" + string.Concat(Enumerable.Range(0, 400).Select(row =>
        {
            int beat = row / 10;
            return FormattableString.Invariant(
                $"{beat},{row % 10},{Math.Sin(row * 0.7):0.####},{5 - (beat % 3)},{((string[])["a", "b", "c"])[beat % 3]}\n");
        })));

        string told = CliRun.Of(["inspect", path, "--id", "beat", "--class", "kind"]).Output;

        Assert.Contains("code has one value for each of the class in every series", told, StringComparison.Ordinal);
        Assert.DoesNotContain("level has", told, StringComparison.Ordinal);
    }
}

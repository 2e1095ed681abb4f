using System.Globalization;
using Unroll.Series.Profiling;
using Unroll.Series.Reading;
using Unroll.Tasks.Proposals;

namespace Unroll.Cli.Tests;

/// <summary>Numbers that stand for missing values: what <c>unroll inspect</c> finds, shows and proposes.</summary>
public sealed class InspectSentinelTests : ProposalTest
{
    [Theory]
    [InlineData("sentinel.csv", "date,y,z\n", "{0:yyyy-MM-dd},{1},{2}\n")]
    [InlineData("sentinel.jsonl", "", "{{\"date\": \"{0:yyyy-MM-dd}\", \"y\": {1}, \"z\": {2}}}\n")]
    public void A_sentinel_is_read_as_missing_and_training_warns_of_it(string name, string header, string row)
    {
        string content = header + string.Concat(Enumerable.Range(0, 200).Select(day => string.Format(
            CultureInfo.InvariantCulture, row, Monday.AddDays(day), day % 40 == 7 ? -200 : 20 + (day * 7 % 13), day % 9)));
        string recipe = Proposed(name, content);
        AssertHas(recipe, "missing: \"-200\"", "- impute: forward", "target: y");
        AssertTrains(recipe);
        Assert.Contains("y is -200 in 5 rows", CliRun.Of(["inspect", Folder.In(name)]).Output, StringComparison.Ordinal);

        string learned = recipe.Replace("  missing: \"-200\"\n", "", StringComparison.Ordinal);
        string path = Folder.Write("learns.yaml", WithOneEpoch(learned));
        CliRun train = CliRun.Of(["train", path, "--out", Folder.In("run")]);
        Assert.Contains("y is -200 in 5 rows", train.Output + train.Error, StringComparison.Ordinal);
        Assert.Contains("data.missing: -200", File.ReadAllText(Path.Combine(Folder.In("run"), "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_sentinel_and_usual_texts_is_described_as_its_recipe_reads_it()
    {
        string content = "date,y,z,kind\n" + string.Concat(Enumerable.Range(0, 200).Select(day => FormattableString.Invariant(
            $"{Monday.AddDays(day):yyyy-MM-dd},{(day % 40 == 7 ? "-200.0" : day % 50 == 3 ? "NA" : $"{20 + (day * 7 % 13)}")},")
            + FormattableString.Invariant($"{day % 9},{(day % 2 == 0 ? "a" : "b")}\n")));
        string recipe = Proposed("both.csv", content);
        AssertHas(recipe, "missing: \"-200\"", "- impute: forward");
        AssertTrains(recipe);

        SeriesProfile told = InspectedFile.Read(Folder.In("both.csv")).Profile;
        SeriesProfile read = SeriesProfile.Of(SeriesReader.Read(
            Folder.In("both.csv"), new() { Csv = new() { MissingTexts = ["-200"] } }));
        Assert.Equal(9.0 / 200, told.Columns[0].MissingShare, 12);
        Assert.Equal(
            read.Columns.Select(column => (column.Name, column.Kind, column.MissingShare, column.Mean, column.Minimum, column.Maximum)),
            told.Columns.Select(column => (column.Name, column.Kind, column.MissingShare, column.Mean, column.Minimum, column.Maximum)));
    }

    [Fact]
    public void A_sentinel_within_means_of_rows_is_only_told()
    {
        string content = "date,y,z\n" + string.Concat(Enumerable.Range(0, 200).Select(row => FormattableString.Invariant(
            $"{Monday.AddDays(row - (row == 199 ? 1 : 0)):yyyy-MM-dd},{(row % 40 == 7 ? -200 : 20 + (row * 7 % 13))},{row % 9}\n")));
        Assert.DoesNotContain("missing:", Proposed("mean.csv", content), StringComparison.Ordinal);
        string told = CliRun.Of(["inspect", Folder.In("mean.csv")]).Output;
        Assert.Contains("data.missing: -200)", told, StringComparison.Ordinal);
        Assert.DoesNotContain("read as missing here", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentinel_that_another_column_has_as_a_value_is_only_told()
    {
        string content = "date,y,z\n" + string.Concat(Enumerable.Range(0, 200).Select(day => FormattableString.Invariant(
            $"{Monday.AddDays(day):yyyy-MM-dd},{(day % 40 == 7 ? -200 : 20 + (day * 7 % 13))},{-200 + (day * 2)}\n")));
        Assert.DoesNotContain("missing:", Proposed("shared.csv", content), StringComparison.Ordinal);
        Assert.Contains("data.missing: -200)", CliRun.Of(["inspect", Folder.In("shared.csv")]).Output, StringComparison.Ordinal);
    }
}

using System.Globalization;
using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>Files of which little or nothing can be said: each analysis answers in plain numbers, or refuses with a sentence.</summary>
public sealed class DegenerateInputTests : IDisposable
{
    private const int Rows = 40;

    private static readonly string[] _commands =
    [
        "trend", "trend --method moving-average", "trend --method hodrick-prescott", "trend --method theil-sen", "decompose",
        "decompose --period 7", "decompose --period 7 --period 14", "decompose --period 7 --method classical",
        "decompose --period 90", "periods", "periods --method box-least-squares", "changepoints", "changepoints --method pelt",
        "changepoints --method pelt --cost rbf", "changepoints --method binary-segmentation", "changepoints --method window",
        "changepoints --method cusum", "changepoints --method bayesian-online", "anomalies", "anomalies --method robust-z",
        "anomalies --method hampel", "anomalies --method isolation-forest", "anomalies --method matrix-profile",
        "anomalies --method subsequence-pca", "anomalies --method k-means", "anomalies --method forecast-residual",
        "anomalies --window 60 --method matrix-profile", "statespace", "statespace --model local-linear-trend --season 7",
        "statespace --posterior --draws 20", "states", "states --states 2", "states --emissions discrete",
    ];

    private static readonly Dictionary<string, (string Text, bool? IsAnswered)> _inputs = new()
    {
        ["an empty file"] = ("", false),
        ["a header alone"] = ("day,value\n", false),
        ["missing values alone"] = (Lines(_ => ""), false),
        ["an infinite value"] = (Lines(row => row == 17 ? "inf" : Number(row)), false),
        ["a value that is too large"] = (Lines(row => row == 17 ? "1e999" : Number(row)), false),
        ["a point"] = ("day,value\n2024-01-01,5\n", null),
        ["two points"] = ("day,value\n2024-01-01,5\n2024-01-02,6\n", null),
        ["a constant"] = (Lines(_ => "5"), null),
        ["a constant but for a value"] = (Lines(row => row == 17 ? "6" : "5"), null),
        ["a line"] = (Lines(row => row.ToString(CultureInfo.InvariantCulture)), null),
        ["a value among missing ones"] = (Lines(row => row == 17 ? "6" : ""), null),
        ["huge values"] = (Lines(row => Number(row) + "e300"), null),
        ["tiny values"] = (Lines(row => Number(row) + "e-310"), null),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands => [.. _commands];

    public static TheoryData<string> Series =>
        ["trend", "decompose --period 7", "periods", "changepoints", "anomalies", "statespace", "states --states 2"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_input_has_an_answer_in_numbers_or_a_refusal_in_words(string command)
    {
        foreach ((string name, (string text, bool? isAnswered)) in _inputs)
        {
            CliRun run = Run(command, text);
            Assert.True(run.ExitCode is 0 or 2, $"{name}: exit code {run.ExitCode}, {run.Error}");
            Assert.True(isAnswered is null || isAnswered == (run.ExitCode == 0), $"{name}: exit code {run.ExitCode}, {run.Error}");
            run.AssertNoStackTrace();
            if (run.ExitCode == 2)
            {
                Assert.Equal("", run.Output);
                Assert.True(run.Error.Trim().Length > 20, $"{name}: {run.Error}");
                continue;
            }

            Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(run.Output).RootElement.ValueKind);
            foreach (string nothing in (string[])["NaN", "∞", "Infinity"])
            {
                Assert.False(run.Error.Contains(nothing, StringComparison.Ordinal), $"{name}: {run.Error}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Series))]
    public void Rows_out_of_order_are_sorted_and_repeated_ones_averaged_with_a_note(string command)
    {
        string ordered = Lines(Number);
        string[] lines = ordered.TrimEnd().Split('\n');
        CliRun plain = Run(command, ordered);
        Assert.True(plain.ExitCode == 0, plain.Error);

        // The ninth row comes last; then two rows stand twice, with values whose mean is that of the row.
        CliRun mixed = Run(command, string.Join('\n', [.. lines[..9], .. lines[10..], lines[9]]) + "\n");
        Assert.True(mixed.ExitCode == 0, mixed.Error);
        Assert.Equal(plain.Output, mixed.Output);
        Assert.Contains("sorted by time", mixed.Error);

        string repeated = string.Join('\n', [.. lines[..9], lines[9], lines[9], lines[9], .. lines[10..]]) + "\n";
        CliRun twice = Run(command, repeated);
        Assert.True(twice.ExitCode == 0, twice.Error);
        Assert.Equal(plain.Output, twice.Output);
        Assert.Contains("2 rows with the stamp of another: their mean counts", twice.Error);

        CliRun first = Run($"{command} --duplicate-timestamps first", repeated);
        Assert.Equal(plain.Output, first.Output);
        Assert.DoesNotContain("their mean counts", first.Error);
    }

    [Fact]
    public void Series_that_a_column_tells_apart_are_not_averaged()
    {
        string[] shops = [.. Enumerable.Range(0, 3).SelectMany(shop => Lines(row => Number(row) + shop).TrimEnd().Split('\n')[1..]
            .Select(line => $"{line},shop {shop}"))];
        CliRun run = Run("trend", "day,value,shop\n" + string.Join('\n', shops) + "\n");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(3, JsonDocument.Parse(run.Output).RootElement.GetProperty("results").GetArrayLength());
        Assert.Contains("told apart by shop", run.Error);
    }

    private CliRun Run(string command, string text) =>
        CliRun.Of([command.Split(' ')[0], _folder.Write("data.csv", text), .. command.Split(' ')[1..], "--json"]);

    private static string Lines(Func<int, string> value) => "day,value\n" + string.Concat(Enumerable.Range(0, Rows).Select(row =>
        $"{new DateTime(2024, 1, 1).AddDays(row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)},{value(row)}\n"));

    private static string Number(int row) =>
        (5 + (row % 7 * 0.5) + (row * row % 11 * 0.25)).ToString("0.00", CultureInfo.InvariantCulture);
}

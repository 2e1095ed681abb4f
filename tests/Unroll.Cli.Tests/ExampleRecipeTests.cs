using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace Unroll.Cli.Tests;

/// <summary>The recipes that eng/examples.sh trains, each trained for an epoch: what they measure is there.</summary>
public sealed partial class ExampleRecipeTests(ITestOutputHelper output) : IDisposable
{
    private static readonly string[] _columns = ["example", "what", "recipes", "seeds", "over", "measure", "least", "most"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The recipes of eng/examples.csv.</summary>
    public static TheoryData<string> Recipes => [.. Rows().SelectMany(RecipesOf).Distinct()];

    [Fact]
    public void Every_row_names_recipes_a_page_seeds_and_bounds()
    {
        Assert.Equal(_columns, Cells(File.ReadLines(Repository.PathOf("eng", "examples.csv")).First()));
        Assert.Distinct(Rows().Select(row => (row["example"], row["what"])));
        Assert.All(Rows(), row =>
        {
            Assert.All(RecipesOf(row), recipe => Assert.True(File.Exists(Repository.PathOf("examples", $"{recipe}.yaml")), recipe));
            Assert.True(File.Exists(Repository.PathOf("docs", "examples", $"{row["example"]}.md")), row["example"]);
            Assert.Matches(Seeds(), row["seeds"]);
            Assert.Contains(row["over"], (string[])["mean", "median"]);
            Assert.All((string[])["least", "most"], bound => Assert.True(row[bound].Length == 0 || double.TryParse(row[bound], out _)));
        });
    }

    [Fact]
    public void The_results_have_the_rows_of_the_table_in_its_order_and_no_missed_bound()
    {
        string[] results = [.. File.ReadLines(Repository.PathOf("docs", "examples", "results.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2)];
        string[] table = [.. Rows().Select(row => $"| {row["example"]} | {row["what"]} | ")];

        int[] places = [.. results.Select(line => Array.FindIndex(table, row => line.StartsWith(row, StringComparison.Ordinal)))];

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order().Distinct(), places);
        Assert.DoesNotContain(results, line => line.Contains("missed", StringComparison.Ordinal));
    }

    [RealDataTheory]
    [MemberData(nameof(Recipes))]
    public void A_short_training_has_what_is_measured(string recipe)
    {
        string text = File.ReadAllText(Repository.PathOf("examples", $"{recipe}.yaml"));
        File.WriteAllText(_folder.In("short.yaml"), LongWindow().Replace(OneEpoch(text), "$0, stride: 240, test-stride: 240"));
        using JsonDocument metrics = Train(_folder.In("short.yaml"), _folder.In("run"), "1");
        Assert.All(
            Rows().Where(row => RecipesOf(row).Contains(recipe)),
            row => Assert.All(At(metrics.RootElement, row["measure"]), value => Assert.Equal(JsonValueKind.Number, value.ValueKind)));
    }

    [RealDataTheory]
    [InlineData("airline")]
    [InlineData("gdp")]
    public void Examples_of_seconds_keep_their_bounds(string example)
    {
        Dictionary<string, string> row = Rows().Single(row => row["example"] == example);
        double[] values = [.. Enumerable.Range(1, 3).Select(seed =>
        {
            string run = _folder.In($"{seed}");
            using JsonDocument metrics = Train(Repository.PathOf("examples", $"{example}.yaml"), run, $"{seed}");
            return At(metrics.RootElement, row["measure"]).Single().GetDouble();
        })];
        output.WriteLine($"{example}: {string.Join(", ", values)}, mean {values.Average()}");
        Assert.InRange(values.Average(), 0, double.Parse(row["most"], CultureInfo.InvariantCulture));
    }

    private JsonDocument Train(string recipe, string folder, string seed)
    {
        Dictionary<string, string> variables = new()
        {
            ["UNROLL_DATA"] = RealDataFactAttribute.Folder!,
            ["XDG_CACHE_HOME"] = _folder.In("cache"),
        };
        CliRun run = CliRun.Of(["train", recipe, "--seed", seed, "--out", folder, "--json"], variables);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output);
    }

    /// <summary>A recipe for a single epoch: of a few batches where texts are read, of a small network where they are written.</summary>
    private static string OneEpoch(string text)
    {
        bool hasSteps = text.Contains("task: translate", StringComparison.Ordinal)
            || (text.Contains("tokenize:", StringComparison.Ordinal) && !text.Contains("task: generate", StringComparison.Ordinal));
        string lines = EpochsLine().Replace(text, hasSteps ? "$1epochs: 1\n$1steps-per-epoch: 20" : "$1epochs: 1");
        string epoch = EpochsBetween().Replace(lines, hasSteps ? "epochs: 1, steps-per-epoch: 20" : "epochs: 1");
        return Ensemble().Replace(epoch, "$1 1").Replace("lstm: {units: 512", "lstm: {units: 64", StringComparison.Ordinal)
            .Replace("lstm: 512", "lstm: 64", StringComparison.Ordinal);
    }

    /// <summary>The values at a path such as <c>test.by_step.*.mape</c> or <c>test.prediction_intervals[level=0.8].coverage</c>.</summary>
    private static List<JsonElement> At(JsonElement document, string path)
    {
        IEnumerable<JsonElement> found = [document];
        foreach (Match part in PathPart().Matches(path))
        {
            (string name, string key, string value) = (part.Groups["name"].Value, part.Groups["key"].Value, part.Groups["value"].Value);
            found = name == "*" ? found.SelectMany(entry => entry.EnumerateArray()) : found.Select(entry => entry.GetProperty(name));
            if (key.Length > 0)
            {
                found = found.SelectMany(entry => entry.EnumerateArray()).Where(entry => entry.GetProperty(key).ToString() == value);
            }
        }

        List<JsonElement> values = [.. found];
        Assert.NotEmpty(values);
        return values;
    }

    private static IEnumerable<Dictionary<string, string>> Rows() => File.ReadLines(Repository.PathOf("eng", "examples.csv")).Skip(1)
        .Select(line => _columns.Zip(Cells(line)).ToDictionary(pair => pair.First, pair => pair.Second));

    private static string[] RecipesOf(Dictionary<string, string> row) => row["recipes"].Split(' ');

    private static string[] Cells(string line) => [.. Cell().Matches(line).Select(match => match.Value.Trim('"'))];

    [GeneratedRegex("(?<=^|,)(\"[^\"]*\"|[^,]*)(?=,|$)")]
    private static partial Regex Cell();

    [GeneratedRegex("^[0-9]+(-[0-9]+)?$")]
    private static partial Regex Seeds();

    [GeneratedRegex(@"(?<name>\*|\w+)(\[(?<key>\w+)=(?<value>[^\]]+)\])?")]
    private static partial Regex PathPart();

    [GeneratedRegex(@"(?m)^(\s+)epochs:.*")]
    private static partial Regex EpochsLine();

    [GeneratedRegex(@"(?<=[{,] *)epochs: *\d+")]
    private static partial Regex EpochsBetween();

    [GeneratedRegex(@"(?m)^(\s+ensemble:).*")]
    private static partial Regex Ensemble();

    [GeneratedRegex(@"window: \{length: \d{3,}, horizon: \d+")]
    private static partial Regex LongWindow();
}

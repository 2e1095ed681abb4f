using System.Text.Json;

namespace Unroll.Cli.Tests;

public sealed class StatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void States_have_means_durations_transitions_and_a_path()
    {
        string place = Path.Combine(_folder.Path, "states.csv"), page = Path.Combine(_folder.Path, "page.html");
        JsonElement found = Document("states", Switching(), "--column", "x", "--json", "--out", place, "--report", page);

        Assert.Equal(2, found.GetProperty("state_count").GetInt32());
        JsonElement[] states = [.. found.GetProperty("states").EnumerateArray()];
        Assert.Equal(0, states[0].GetProperty("mean").GetDouble(), 0.3);
        Assert.Equal(5, states[1].GetProperty("mean").GetDouble(), 0.3);
        Assert.InRange(states[0].GetProperty("duration").GetDouble(), 10, 40);
        Assert.Equal(1, found.GetProperty("transitions")[0].EnumerateArray().Sum(share => share.GetDouble()), 1e-9);
        int[] path = [.. found.GetProperty("path").EnumerateArray().Select(state => state.GetInt32())];
        Assert.Equal(300, path.Length);
        Assert.True(path.Where((state, row) => state == row / 20 % 2).Count() > 290);
        Assert.Equal("timestamp,value,state,probability_0,probability_1", File.ReadLines(place).First());
        JsonElement[] charts = PageCharts.Of(page);
        Assert.Equal([["x", "mean of the state"], ["state 0", "state 1"]], PageCharts.Lines(charts[0]));
        Assert.Equal("steps", PageCharts.Line(charts[0], 0, 1).GetProperty("kind").GetString());
        Assert.Equal([["BIC", "AIC"]], PageCharts.Lines(charts[1]));
    }

    [Fact]
    public void Columns_together_have_one_path()
    {
        JsonElement found = Document("states", Switching(), "--column", "x", "--column", "y", "--joint", "--states", "2", "--json");

        Assert.Equal("x, y", found.GetProperty("column").GetString());
        Assert.Equal(5, found.GetProperty("states")[1].GetProperty("mean").GetProperty("x").GetDouble(), 0.3);
        Assert.Equal(-3, found.GetProperty("states")[1].GetProperty("mean").GetProperty("y").GetDouble(), 0.3);
    }

    [Fact]
    public void Symbols_keep_their_values()
    {
        JsonElement found = Document("states", Switching(), "--column", "symbol", "--emissions", "discrete", "--states", "2", "--json");

        JsonElement symbols = found.GetProperty("states")[0].GetProperty("symbols");
        Assert.Equal([10, 20, 40], symbols.EnumerateArray().Select(symbol => symbol.GetProperty("value").GetDouble()));
    }

    [Fact]
    public void What_has_no_states_is_refused_with_a_sentence()
    {
        CliRun.Of(["states", Switching(), "--column", "flat"]).AssertRefused("flat", "same");
        CliRun.Of(["states", Switching(), "--states", "0"]).AssertRefused("--states", "from 1");
        CliRun.Of(["states", Switching(), "--emissions", "poisson"]).AssertRefused("gaussian-mixture");
        CliRun.Of(["states", Switching(), "--joint", "--emissions", "discrete"]).AssertRefused("--joint");
    }

    private static JsonElement Document(params string[] args)
    {
        CliRun run = CliRun.Of(args);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    /// <summary>Two states of 20 days each in turn.</summary>
    private string Switching()
    {
        Random random = new(5);
        string path = Path.Combine(_folder.Path, "switching.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 300).Select(day =>
        {
            int state = day / 20 % 2, symbol = random.Next(10) < 7 ? state : random.Next(3);
            return FormattableString.Invariant(
                $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{(5 * state) + Noise()},{(-3 * state) + Noise()},{10 << symbol},5");
        }).Prepend("day,x,y,symbol,flat"));
        return path;

        double Noise() => random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
    }
}

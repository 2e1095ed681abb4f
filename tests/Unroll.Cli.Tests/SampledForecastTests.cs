namespace Unroll.Cli.Tests;

/// <summary><c>unroll forecast RUN --samples</c>, of a recursive network of a distribution, and of a network without one.</summary>
public sealed class SampledForecastTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Paths_are_written_with_their_numbers_and_a_seed_repeats_them()
    {
        string run = Train(TinySeries.Recipe
            .Replace("horizon: 2", "horizon: 2, strategy: recursive", StringComparison.Ordinal)
            .Replace("mean-absolute-error", "gaussian-likelihood", StringComparison.Ordinal));
        string[] first = Paths(run, "first.csv", "5"), again = Paths(run, "again.csv", "5"), other = Paths(run, "other.csv", "6");

        Assert.Equal("sample,time,load", first[0]);
        Assert.Equal(1 + (4 * 3), first.Length);
        Assert.StartsWith("1,2020-06-09,", first[1], StringComparison.Ordinal);
        Assert.StartsWith("4,2020-06-11,", first[12], StringComparison.Ordinal);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void A_network_without_a_distribution_has_no_paths()
    {
        CliRun run = CliRun.Of(["forecast", Train(TinySeries.Recipe), "--data", _folder.In("tiny.csv"), "--samples", "4"]);
        Assert.Equal(2, run.ExitCode);
        string error = run.Error.Replace("\n", " ", StringComparison.Ordinal);
        Assert.Contains("train.loss: student-t-likelihood", error, StringComparison.Ordinal);
    }

    private string[] Paths(string run, string file, string seed)
    {
        string data = _folder.In("tiny.csv"), written = _folder.In(file);
        CliRun paths = CliRun.Of(
            ["forecast", run, "--data", data, "--horizon", "3", "--samples", "4", "--seed", seed, "--out", written]);
        Assert.True(paths.ExitCode == 0, paths.Error);
        return File.ReadAllLines(_folder.In(file));
    }

    private string Train(string recipe)
    {
        CliRun run = CliRun.Of(["train", TinySeries.WriteTo(_folder, recipe: recipe), "--out", _folder.In("run")]);
        Assert.True(run.ExitCode == 0, run.Error);
        return _folder.In("run");
    }
}

using Unroll.Series.Tests.DataSets;

namespace Unroll.Cli.Tests;

public sealed class DataCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_list_tells_licence_source_and_place()
    {
        CliRun run = CliRun.Of(["data", "list"], Variables());

        Assert.Equal(0, run.ExitCode);
        foreach (string word in (string[])["energy", "sample", "CC BY 4.0", "Open Power System Data", "unroll data get energy"])
        {
            Assert.Contains(word, run.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_path_of_the_generated_set_is_the_only_output_and_its_file_is_there()
    {
        CliRun run = CliRun.Of(["data", "path", "sample"], Variables());

        Assert.True(run.ExitCode == 0, run.Error);
        string path = run.Output.TrimEnd();
        Assert.StartsWith(_folder.Path, path, StringComparison.Ordinal);
        Assert.StartsWith("Date,", File.ReadLines(path).First(), StringComparison.Ordinal);
        Assert.Equal(path, CliRun.Of(["data", "path", "sample"], Variables()).Output.TrimEnd());
    }

    [Theory]
    [InlineData("icu-sample", "patient,time,heart_rate,")]
    [InlineData("icu-cohort-risk", "patient,risk")]
    [InlineData("motion-sample", "motion,step,x,y,z,kind")]
    [InlineData("remaining-life-sample", "engine,day,speed,")]
    [InlineData("sample", "Date,Load")]
    public void Each_generated_data_set_has_a_file_of_its_own(string name, string header)
    {
        CliRun run = CliRun.Of(["data", "path", name], Variables());

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith(header, File.ReadLines(run.Output.TrimEnd()).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_download_of_something_else_is_dropped_and_fails()
    {
        using var server = new LoopbackServer([.. "something else"u8]);

        CliRun run = CliRun.Of(["data", "get", "energy"], Variables(server));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("SHA-256", run.Error, StringComparison.Ordinal);
        run.AssertNoStackTrace();
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_refused_download_fails_with_the_address()
    {
        using var server = new LoopbackServer([]) { Refusal = "404 Not Found" };

        CliRun run = CliRun.Of(["data", "path", "energy"], Variables(server));

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("", run.Output);
        Assert.Contains("404 Not Found", run.Error, StringComparison.Ordinal);
        Assert.Contains(server.Address.AbsoluteUri, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mirror_that_is_no_address_is_refused() =>
        CliRun.Of(
            ["data", "get", "energy"], new Dictionary<string, string> { ["UNROLL_MIRROR"] = "here", ["XDG_CACHE_HOME"] = _folder.Path })
            .AssertRefused("UNROLL_MIRROR", "here");

    [Fact]
    public void A_local_folder_without_the_set_is_refused() =>
        CliRun.Of(["data", "path", "energy"], new Dictionary<string, string> { ["UNROLL_DATA"] = _folder.Path })
            .AssertRefused(_folder.Path, "UNROLL_DATA");

    [RealDataFact]
    public void The_energy_data_are_downloaded_once_through_a_cut_connection()
    {
        string original =
            CliRun.Of(["data", "path", "energy"], new Dictionary<string, string> { ["UNROLL_DATA"] = RealData() }).Output.TrimEnd();
        using var server = new LoopbackServer(File.ReadAllBytes(original));
        server.Cuts.Enqueue(100_000);

        CliRun get = CliRun.Of(["data", "get", "energy"], Variables(server));
        CliRun path = CliRun.Of(["data", "path", "energy"], Variables(server));

        Assert.True(get.ExitCode == 0, get.Error);
        Assert.Contains("Downloading \"energy\" (218 kB)", get.Output, StringComparison.Ordinal);
        Assert.Contains("217,983 bytes", get.Output, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllBytes(original), File.ReadAllBytes(path.Output.TrimEnd()));
        Assert.Equal(2, server.Requests.Count);
    }

    private static string RealData() => Environment.GetEnvironmentVariable("UNROLL_DATA")!;

    private Dictionary<string, string> Variables(LoopbackServer? server = null)
    {
        var variables = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = _folder.Path };
        if (server is not null)
        {
            variables["UNROLL_MIRROR"] = server.Address.AbsoluteUri;
        }

        return variables;
    }
}

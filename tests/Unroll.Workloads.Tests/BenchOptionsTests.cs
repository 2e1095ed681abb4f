using Unroll.Workloads.Peers;

namespace Unroll.Workloads.Tests;

public sealed class BenchOptionsTests
{
    [Fact]
    public void Options_are_read_in_any_order()
    {
        BenchOptions options = BenchOptions.Parse(["--json", "--only", "energy, conv1d", "--quick", "--only=stream"]);
        Assert.True(options.Json && options.Quick && options.Peers);
        Assert.Equal(["energy", "conv1d", "stream"], options.Only);
        Assert.Equal(
            new BenchOptions { Only = options.Only, Peers = false }, BenchOptions.Parse(["--no-peers"]) with { Only = options.Only });
    }

    [Theory]
    [InlineData("--only")]
    [InlineData("--only=,")]
    [InlineData("--quik")]
    [InlineData("energy")]
    [InlineData("--json=yes")]
    public void What_makes_no_sense_is_refused(string word) => Assert.Throws<InputException>(() => BenchOptions.Parse([word]));

    [Theory]
    [InlineData("--growth", "--data")]
    [InlineData("--data", "--quick")]
    [InlineData("--data", "--only=energy")]
    [InlineData("--growth", "--quick")]
    public void Runs_of_their_own_do_not_go_together(string first, string second) =>
        Assert.Contains(first, Assert.Throws<InputException>(() => BenchOptions.Parse([first, second])).Message, StringComparison.Ordinal);

    /// <summary>What the usage lists is what is read, and what the readme shows.</summary>
    [Theory]
    [InlineData("--quick")]
    [InlineData("--json")]
    [InlineData("--only")]
    [InlineData("--no-peers")]
    [InlineData("--growth")]
    [InlineData("--data")]
    public void Options_are_listed_and_shown(string option)
    {
        BenchOptions given = BenchOptions.Parse(option == "--only" ? [option, "energy"] : [option]);
        Assert.NotEqual(new BenchOptions(), given);
        Assert.Contains($"  {option} ", BenchOptions.Usage, StringComparison.Ordinal);
        Assert.Contains(option, File.ReadAllText(Repository.PathOf("README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void PyTorch_runs_with_the_blas_that_suits_its_threads_and_with_wide_vectors_where_there_are_some()
    {
        PeerFiles files = new("python", "node", "torch.py", "onnx.mjs", "models", "modules", "pthread", "openmp");
        IReadOnlyList<PeerSetting> wide = PeerSettings.For(files, cores: 2, hasAvx512: true);
        Assert.Equal(
            [("pytorch", "1t"), ("pytorch", "1t,avx512"), ("pytorch", "2t"), ("pytorch", "2t,avx512"), ("onnxruntime", "1t"),
                ("onnxruntime", "2t")],
            wide.Select(setting => (setting.Library, setting.Name)));
        foreach (PeerSetting torch in wide.Where(setting => setting.Library == PeerSettings.PyTorch))
        {
            Assert.Equal(torch.Threads == 1 ? "pthread" : "openmp", torch.Environment["LD_LIBRARY_PATH"]);
            Assert.Equal("SkylakeX", torch.Environment["OPENBLAS_CORETYPE"]);
            Assert.Equal(torch.Name.EndsWith("avx512", StringComparison.Ordinal), torch.Environment.ContainsKey("ATEN_CPU_CAPABILITY"));
        }

        IReadOnlyList<PeerSetting> narrow = PeerSettings.For(files, cores: 1, hasAvx512: false);
        Assert.Equal([("pytorch", 1), ("onnxruntime", 1)], narrow.Select(setting => (setting.Library, setting.Threads)));
        Assert.False(narrow[0].Environment.ContainsKey("OPENBLAS_CORETYPE"));
    }
}

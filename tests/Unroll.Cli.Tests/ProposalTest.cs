using System.Text.RegularExpressions;

namespace Unroll.Cli.Tests;

/// <summary>A test of the recipes that <c>unroll inspect</c> proposes, with a folder of its own.</summary>
public abstract partial class ProposalTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The first day of the series.</summary>
    private protected static DateTime Monday => new(2024, 1, 1);

    private protected TemporaryFolder Folder => _folder;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The recipe that is proposed for a file.</summary>
    private protected string Proposed(string name, string content, params string[] options)
    {
        string recipe = _folder.In($"{Path.GetFileNameWithoutExtension(name)}.yaml");
        CliRun run = CliRun.Of(["inspect", _folder.Write(name, content), "--recipe", recipe, .. options]);
        Assert.True(run.ExitCode == 0, run.Error);
        return File.ReadAllText(recipe);
    }

    private protected void AssertTrains(string recipe)
    {
        string path = _folder.Write("trained.yaml", WithOneEpoch(recipe));
        CliRun train = CliRun.Of(["train", path, "--out", _folder.In(Path.GetRandomFileName())]);
        Assert.True(train.ExitCode == 0, train.Error + recipe);
    }

    private protected static void AssertHas(string text, params string[] parts) =>
        Assert.All(parts, part => Assert.Contains(part, text, StringComparison.Ordinal));

    /// <summary>The recipe with an epoch: many would only take time.</summary>
    private protected static string WithOneEpoch(string recipe) => Epochs().Replace(recipe, "epochs: 1");

    [GeneratedRegex(@"epochs: \d+")]
    private static partial Regex Epochs();
}

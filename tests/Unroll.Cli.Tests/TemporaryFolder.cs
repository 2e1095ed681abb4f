namespace Unroll.Cli.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("unroll-cli").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>The path of something in the folder.</summary>
    internal string In(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a text file and gives its path.</summary>
    internal string Write(string name, string text)
    {
        string path = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }
}

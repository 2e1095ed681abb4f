using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Unroll.Formats;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The request of a run under way, so that it can go on in the same way: <c>checkpoints/run.json</c>, which is removed when the
/// run is complete.
/// </summary>
/// <param name="RecipeFolder">The folder that relative file names of the recipe start from.</param>
/// <param name="DataFile">Full path of the file that takes the place of the recipe's data; null for those.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Threads">Threads; 0 for all cores.</param>
internal sealed record RunState(
    string RecipeFolder,
    string? DataFile,
    [property: JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)] ulong Seed,
    int Threads)
{
    private const int CurrentVersion = 1;
    private const int Longest = 1 << 16;

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The process that wrote it last.</summary>
    public int Process { get; init; }

    /// <summary>The fingerprint of the data, once they are read; empty before.</summary>
    [JsonPropertyName("data")]
    [JsonRequired]
    public string Fingerprint { get; init; } = "";

    /// <summary>Reads the state of a run.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is damaged, or of another version.</exception>
    public static RunState Read(string path)
    {
        try
        {
            string text = ReadText(path);
            return JsonSerializer.Deserialize(text, RunJson.Default.SavedVersion)?.Version == CurrentVersion
                ? JsonSerializer.Deserialize(text, RunJson.Default.RunState)!
                : throw new InputException(
                    $"{path} was written by another version of Unroll, so the run cannot go on: delete its folder, and train anew.");
        }
        catch (JsonException exception)
        {
            throw new InputException($"{path} is damaged, so the run cannot go on: delete its folder, and train anew.", exception);
        }
    }

    /// <summary>The process that wrote a state last, for messages; empty where it cannot be told.</summary>
    /// <param name="path">The file.</param>
    public static string ProcessOf(string path)
    {
        try
        {
            return string.Create(CultureInfo.InvariantCulture, $" (process {Read(path).Process})");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            return "";
        }
    }

    /// <summary>Whether the run of a folder was asked for in the same way.</summary>
    /// <param name="folder">The run folder.</param>
    /// <param name="recipe">The text of this run's recipe.</param>
    public bool IsSameRun(string folder, string recipe)
    {
        string path = Path.Combine(folder, RunFolder.RecipeFile);
        try
        {
            return File.Exists(path) && File.ReadAllText(path) == recipe
                && Read(RunFolderContents.StatePath(folder)) is var other
                && (other.RecipeFolder, other.DataFile, other.Seed) == (RecipeFolder, DataFile, Seed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InputException)
        {
            return false;
        }
    }

    /// <summary>The text of a state, which is short: whatever is long is something else, and not read.</summary>
    private static string ReadText(string path)
    {
        using StreamReader reader = new(path);
        char[] buffer = new char[Longest + 1];
        int length = reader.ReadBlock(buffer);
        return length <= Longest ? new string(buffer, 0, length) : throw new JsonException("The file is too long.");
    }

    /// <summary>Writes the state.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => AtomicFile.WriteText(
        path, JsonSerializer.Serialize(this with { Process = Environment.ProcessId }, RunJson.Default.RunState) + "\n");
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Formats;

namespace Unroll.Tasks.Running;

/// <summary>
/// The request of a run under way, so that it can go on in the same way: <c>checkpoints/run.json</c>, which is removed when the
/// run is complete.
/// </summary>
/// <param name="RecipeFolder">The folder that relative file names of the recipe start from.</param>
/// <param name="DataFile">Full path of the file that takes the place of the recipe's data; null for those.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Threads">Threads; 0 for all cores.</param>
internal sealed record RunState(string RecipeFolder, string? DataFile, ulong Seed, int Threads)
{
    private const int Version = 1;

    /// <summary>The fingerprint of the data, once they are read; empty before.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Reads the state of a run.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is damaged, or of another version.</exception>
    public static RunState Read(string path)
    {
        try
        {
            JsonObject json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
            return json["version"]!.GetValue<int>() == Version
                ? new RunState(
                    json["recipe_folder"]!.GetValue<string>(),
                    json["data_file"]?.GetValue<string>(),
                    ulong.Parse(json["seed"]!.GetValue<string>(), CultureInfo.InvariantCulture),
                    json["threads"]!.GetValue<int>())
                {
                    Fingerprint = json["data"]!.GetValue<string>(),
                }
                : throw new InputException(
                    $"{path} was written by another version of Unroll, so the run cannot go on: delete its folder, and train anew.");
        }
        catch (Exception exception) when (exception
            is JsonException or InvalidOperationException or NullReferenceException or FormatException or OverflowException)
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
            return string.Create(
                CultureInfo.InvariantCulture, $" (process {JsonNode.Parse(File.ReadAllText(path))!["process"]!.GetValue<int>()})");
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or NullReferenceException)
        {
            return "";
        }
    }

    /// <summary>Writes the state.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => AtomicFile.WriteText(path, new JsonObject
    {
        ["version"] = Version,
        ["recipe_folder"] = RecipeFolder,
        ["data_file"] = DataFile,
        ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
        ["threads"] = Threads,
        ["process"] = Environment.ProcessId,
        ["data"] = Fingerprint,
    }.ToJsonString() + "\n");
}

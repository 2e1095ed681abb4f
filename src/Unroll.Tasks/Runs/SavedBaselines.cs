using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Unroll.Formats;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Runs;

/// <summary>
/// The classical models among the baselines of a run, a file each: a safetensors file without tensors, whose metadata hold the model and
/// the calibration of its prediction intervals as JSON. Evaluations read them; predictions do not.
/// </summary>
internal static partial class SavedBaselines
{
    private const string Key = "unroll.baseline";
    private const int Version = 1;

    /// <summary>Name of a baseline's file: <c>baseline-auto-arima.safetensors</c>.</summary>
    /// <param name="baseline">Name of the baseline.</param>
    public static string FileOf(string baseline) => $"baseline-{Unusual().Replace(baseline.ToLowerInvariant(), "-")}.safetensors";

    /// <summary>Whether a file of a run has the name of a baseline's.</summary>
    /// <param name="name">Name of the file.</param>
    public static bool IsFile(string name) => Usual().IsMatch(name);

    /// <summary>Writes the baselines of a run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="learned">The state of the run.</param>
    public static void Write(string folder, LearnedTask learned)
    {
        foreach (ClassicalBaseline baseline in learned.ClassicalBaselines)
        {
            JsonObject json = new()
            {
                ["version"] = Version,
                ["name"] = baseline.Name,
                ["model"] = baseline.Model.ToJson(),
                ["intervals"] = baseline.Intervals?.DeepClone(),
            };
            SafetensorsFile.Write(
                Path.Combine(folder, FileOf(baseline.Name)), [], new Dictionary<string, string> { [Key] = json.ToJsonString() });
        }
    }

    /// <summary>Lets a state read its baselines when they are asked for.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="names">Names of the baselines; null where the run has none.</param>
    /// <param name="learned">The state.</param>
    public static void Attach(string folder, IReadOnlyList<string>? names, LearnedTask learned)
    {
        if (names is { Count: > 0 })
        {
            learned.SetBaselines(() => [.. names.Select(name => Read(folder, name))]);
        }
    }

    private static ClassicalBaseline Read(string folder, string name)
    {
        string path = Path.Combine(folder, FileOf(name));
        if (!File.Exists(path))
        {
            throw new InputException(
                $"{folder} is no complete run folder: {FileOf(name)} is missing, the baseline {name} that an evaluation measures, too. "
                + "Copy it there, or train again.");
        }

        SafetensorsFile file = SafetensorsFile.Read(path);
        try
        {
            JsonNode json = JsonNode.Parse(file.Metadata[Key])!;
            return json["version"]!.GetValue<int>() != Version
                ? throw new InputException($"{path} was written by another version of Unroll: train it again.")
                : json["name"]!.GetValue<string>() != name
                ? throw new InputException($"{path} holds the baseline {json["name"]}, but {name} is expected: train it again.")
                : new ClassicalBaseline(name, FittedModel.FromJson(json["model"]!.AsObject()))
                {
                    Intervals = json["intervals"]?.DeepClone(),
                };
        }
        catch (Exception exception) when (JsonDamage.Causes(exception))
        {
            throw new InputException($"{path} is damaged: what it says under '{Key}' cannot be read. Train it again.", exception);
        }
    }

    [GeneratedRegex(@"^baseline-[a-z0-9-]+\.safetensors\z")]
    private static partial Regex Usual();

    [GeneratedRegex("[^a-z0-9-]")]
    private static partial Regex Unusual();
}

using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Profiling;
using Unroll.Series.Texts;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A recipe to start from for pairs of texts: one that translates them.</summary>
/// <param name="profile">The profile of the pairs.</param>
public sealed class PairProposal(PairProfile profile)
{
    private const int FewestPairs = 100;
    private const int FewWords = 3;

    /// <summary>Name of the run.</summary>
    public string Name => profile.Files is { } files ? $"{files.SourceName}-{files.TargetName}"
        : Path.GetFileName(profile.Path) is var file && file.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? file[..dot]
        : "translation";

    /// <summary>Why no recipe is proposed, as a clause; null where one is.</summary>
    public string? Obstacle => profile.Incomplete is [var first, ..]
        ? $"a text is missing in {CountFormatter.Format(profile.Incomplete.Count, "pairs")} (the first is pair {first})"
        : profile.Count >= FewestPairs ? null
        : $"there are {CountFormatter.Format(profile.Count, "pairs")}, and a network needs some hundreds at the very least";

    /// <summary>The recipe.</summary>
    /// <exception cref="InputException">None can be proposed.</exception>
    public Recipe ToRecipe() => Obstacle is { } obstacle
        ? throw new InputException($"{profile.Path}: no recipe can be proposed, as {obstacle}. "
            + (profile.Incomplete.Count > 0 ? "Fill it in, or leave the pair out." : "Give more pairs."))
        : RecipeReader.Parse(ToYaml("."), $"{Name}.yaml");

    /// <summary>The recipe as YAML.</summary>
    /// <param name="folder">The folder that it will be in.</param>
    public string ToYaml(string folder)
    {
        bool areCharacters = profile.Source.MeanWords < FewWords || profile.Target.MeanWords < FewWords;
        (int units, int embedding, int epochs) = profile.Count switch
        {
            < 2_000 => (64, 32, 40),
            < 20_000 => (128, 64, 20),
            _ => (256, 128, 12),
        };
        JsonObject recipe = new()
        {
            ["name"] = Name,
            ["task"] = "translate",
            ["data"] = Data(folder),
            ["prepare"] = new JsonObject { ["steps"] = Steps(areCharacters) },
        };
        if (profile.Files?.Validation is null || profile.Files.Test is null)
        {
            JsonObject split = new() { ["train"] = 0.8 };
            if (profile.Files?.Validation is null)
            {
                split["validation"] = 0.1;
            }

            if (profile.Files?.Test is null)
            {
                split["test"] = 0.1;
            }

            recipe["split"] = split;
        }

        JsonObject network = new() { ["cell"] = "gru", ["units"] = units };
        if (!profile.Source.AreSequences || !profile.Target.AreSequences)
        {
            network["embedding-dim"] = embedding;
        }

        network["dropout"] = areCharacters || profile.Source.AreSequences ? 0 : 0.3;
        recipe["encoder-decoder"] = network;
        recipe["train"] = new JsonObject
        {
            ["schedule"] = new JsonObject { ["one-cycle"] = 0.005 },
            ["batch-size"] = 64,
            ["epochs"] = epochs,
            ["clip-norm"] = 1,
            ["seed"] = 1,
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"# Proposed by \"unroll inspect\": {CountFormatter.Format(profile.Count, "pairs")}, {profile.Source.Name} to "
            + $"{profile.Target.Name}.\n") + YamlFormatter.ToYaml(recipe);
    }

    /// <summary>Numbers as they are, scaled, and tokens of texts.</summary>
    private JsonArray Steps(bool areCharacters)
    {
        (bool source, bool target) = (profile.Source.AreSequences, profile.Target.AreSequences);
        if (source && target)
        {
            return ["numbers", new JsonObject { ["scale"] = "standard" }];
        }

        JsonObject tokenize = new()
        {
            ["unit"] = source || target || (profile.Source.AreTokenised && profile.Target.AreTokenised) ? "blank"
                : areCharacters ? "character" : "word",
        };
        if (!areCharacters)
        {
            tokenize["min-count"] = 2;
        }

        JsonArray steps = [];
        if (source || target)
        {
            (string numbers, string texts) = source
                ? (profile.Source.Name, profile.Target.Name) : (profile.Target.Name, profile.Source.Name);
            steps.Add((JsonNode)new JsonObject { ["numbers"] = numbers });
            steps.Add((JsonNode)new JsonObject { ["scale"] = "standard" });
            tokenize["columns"] = texts;
        }

        steps.Add((JsonNode)new JsonObject { ["tokenize"] = tokenize });
        return steps;
    }

    private JsonObject Data(string folder)
    {
        string PathOf(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
        if (profile.Files is not { } files)
        {
            return new JsonObject
            {
                ["file"] = PathOf(profile.Path),
                ["text"] = profile.Source.Name,
                ["target"] = profile.Target.Name,
            };
        }

        JsonObject data = [];
        foreach ((string part, TextPairFiles? own) in
            ((string, TextPairFiles?)[])[("", files), ("validation-", files.Validation), ("test-", files.Test)])
        {
            if (own is not null)
            {
                data[$"{part}file"] = PathOf(own.Source);
                data[$"{part}target-file"] = PathOf(own.Target);
            }
        }

        data["text"] = files.SourceName;
        data["target"] = files.TargetName;
        return data;
    }
}

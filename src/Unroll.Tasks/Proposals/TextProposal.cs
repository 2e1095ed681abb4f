using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Profiling;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A recipe to start from for a file of running text, or of a list of lines: one that generates such text.</summary>
/// <param name="profile">The profile of the file.</param>
public sealed class TextProposal(TextProfile profile)
{
    private const int FewestCharacters = 1000;

    /// <summary>Name of the run.</summary>
    public string Name { get; } = NameOf(profile.Path);

    /// <summary>Why no recipe is proposed, as a clause; null where one is.</summary>
    public string? Obstacle =>
        profile.DistinctCharacters >= 2 ? ObstacleOf(profile.Characters)
        : profile.DistinctCharacters == 1 ? "the text has one distinct character, so that there is nothing to predict" : null;

    /// <summary>The recipe.</summary>
    public Recipe ToRecipe() => Obstacle is { } obstacle
        ? throw new InputException($"{profile.Path}: no recipe can be proposed, as {obstacle}. Give a longer text.")
        : RecipeReader.Parse(ToYaml("."), $"{Name}.yaml");

    /// <summary>The recipe as YAML.</summary>
    /// <param name="folder">The folder that it will be in.</param>
    public string ToYaml(string folder)
    {
        JsonObject data = new()
        {
            ["file"] = Path.GetRelativePath(folder, profile.Path).Replace('\\', '/'),
            ["format"] = profile.IsList ? "lines" : "text",
        };
        JsonObject split = profile.IsList
            ? new() { ["by"] = "group", ["train"] = 0.8, ["validation"] = 0.1, ["test"] = 0.1 }
            : new() { ["train"] = 0.85, ["validation"] = 0.05, ["test"] = 0.1 };
        JsonObject recipe = RecipeOf(Name, data, split, profile.Characters);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"# Proposed by \"unroll inspect\": {CountFormatter.Format(profile.Characters, "characters")}, {profile.DistinctCharacters} "
            + $"distinct, {CountFormatter.Format(profile.Lines, "lines")}{(profile.IsList ? ", a text each" : "")}.\n")
            + YamlFormatter.ToYaml(recipe);
    }

    /// <summary>Why no recipe is proposed for a text of so many characters; null where one is.</summary>
    internal static string? ObstacleOf(int characters) => characters >= FewestCharacters ? null
        : $"the text has {CountFormatter.Format(characters, "characters")}, and a network needs a thousand at the very least";

    /// <summary>A recipe that generates text, character by character.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="data">Its data.</param>
    /// <param name="split">Its parts; null where each has a file of its own.</param>
    /// <param name="characters">Characters of the text, by which the network is chosen.</param>
    internal static JsonObject RecipeOf(string name, JsonObject data, JsonObject? split, int characters)
    {
        (int units, int streams, int length, int epochs) = characters switch
        {
            < 20_000 => (64, 4, 32, 60),
            < 200_000 => (128, 16, 64, 40),
            < 2_000_000 => (256, 32, 100, 20),
            _ => (512, 64, 100, 10),
        };
        JsonObject recipe = new()
        {
            ["name"] = name,
            ["task"] = "generate",
            ["data"] = data,
            ["prepare"] = new JsonObject
            {
                ["steps"] = new JsonArray(new JsonObject { ["tokenize"] = new JsonObject { ["unit"] = "character" } }),
            },
            ["stream"] = new JsonObject { ["length"] = length },
        };
        if (split is not null)
        {
            recipe["split"] = split;
        }

        recipe["model"] = new JsonArray(
            new JsonObject { ["embedding"] = new JsonObject { ["output-dim"] = Math.Min(64, units / 2) } },
            new JsonObject { ["lstm"] = units }, new JsonObject { ["dropout"] = 0.3 }, "dense");
        recipe["train"] = new JsonObject
        {
            ["schedule"] = new JsonObject { ["one-cycle"] = 0.005 },
            ["batch-size"] = streams,
            ["epochs"] = epochs,
            ["clip-norm"] = 1,
            ["seed"] = 1,
        };
        return recipe;
    }

    private static string NameOf(string path)
    {
        string file = Path.GetFileName(path), name = file[..Math.Max(0, file.IndexOf('.', StringComparison.Ordinal))];
        return name.Length > 0 ? name : "text";
    }
}

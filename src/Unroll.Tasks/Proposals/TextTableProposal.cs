using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Profiling;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>
/// A recipe to start from for a table of texts with their classes, which it classifies, or without them, whose like it generates, or for
/// sentences of a word a line, whose words it labels.
/// </summary>
/// <param name="profile">The profile of the file.</param>
public sealed class TextTableProposal(TextTableProfile profile)
{
    private const int FewestTextsOfAClass = 5;
    private const int FewestSentences = 20;
    private const double Imbalance = 3;
    private const int SamplesToSee = 120_000;
    private const int MostSamplesAnEpoch = 40_000;

    /// <summary>Name of the run.</summary>
    public string Name { get; } = NameOf(profile.Path);

    /// <summary>Why no recipe is proposed, as a clause; null where one is.</summary>
    public string? Obstacle
    {
        get
        {
            if (profile.EmptyTexts > 0)
            {
                return $"there is no text in {CountFormatter.Format(profile.EmptyTexts, "rows")} of the column {profile.Column}";
            }

            if (profile.ClassColumn is null)
            {
                return TextProposal.ObstacleOf(profile.Characters);
            }

            if (profile.Classes.Count < 2)
            {
                return $"the column {profile.ClassColumn} has {CountFormatter.Format(profile.Classes.Count, "classes")}, of which two are "
                    + "needed";
            }

            if (profile is { WithoutClass: > 0, IsOfWords: false, ClassSeparator: null })
            {
                return $"{CountFormatter.Format(profile.WithoutClass, "texts")} have no class in the column {profile.ClassColumn}";
            }

            ClassCount rarest = profile.Classes[^1];
            return profile.IsOfWords
                ? profile.Texts < FewestSentences ? $"there are only {CountFormatter.Format(profile.Texts, "sentences")}" : null
                : rarest.Count < FewestTextsOfAClass
                    ? $"there are only {rarest.Count} texts of the class {rarest.Name} (at least {FewestTextsOfAClass} are needed)" : null;
        }
    }

    /// <summary>The file with the validation part beside this one; null where there is none.</summary>
    public string? ValidationFile { get; } = PartFileBeside.Of(profile.Path, "validation", "valid", "val", "dev");

    /// <summary>The file with the test part beside this one; null where there is none.</summary>
    public string? TestFile { get; } = PartFileBeside.Of(profile.Path, "test");

    /// <summary>The recipe.</summary>
    /// <exception cref="InputException">None can be proposed; the message says why.</exception>
    public Recipe ToRecipe() => Obstacle is { } obstacle
        ? throw new InputException($"{profile.Path}: no recipe can be proposed, as {obstacle}. docs/recipes.md tells how to write one.")
        : RecipeReader.Parse(ToYaml("."), $"{Name}.yaml");

    /// <summary>The recipe as YAML.</summary>
    /// <param name="folder">The folder that it will be in.</param>
    public string ToYaml(string folder)
    {
        JsonObject data = new() { ["file"] = PathFrom(profile.Path) };
        if (ValidationFile is { } validation)
        {
            data["validation-file"] = PathFrom(validation);
        }

        if (TestFile is { } test)
        {
            data["test-file"] = PathFrom(test);
        }

        JsonObject recipe = profile.IsOfWords ? Labelling(data) : profile.ClassColumn is null ? Generation(data) : Classification(data);
        string what = profile.IsOfWords ? "sentences" : "texts";
        string classes = profile.ClassColumn is null ? ""
            : $", {profile.Classes.Count} {(profile.IsOfWords || profile.ClassSeparator is not null ? "labels" : "classes")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"# Proposed by \"unroll inspect\": {CountFormatter.Format(profile.Texts, what)}, "
            + $"{CountFormatter.Format(profile.Words, "words")}, {profile.DistinctWords:N0} distinct{classes}.\n")
            + YamlFormatter.ToYaml(recipe);

        string PathFrom(string path) => RecipeProposal.PathFrom(folder, path);
    }

    /// <summary>Texts of which others are generated, character by character.</summary>
    private JsonObject Generation(JsonObject data)
    {
        if (profile.Format == "json-lines")
        {
            data["format"] = profile.Format;
        }

        data["text"] = profile.Column;
        return TextProposal.RecipeOf(Name, data, Split(), profile.Characters);
    }

    /// <summary>Words and pairs of words, a recurrent network over them and their means beside it.</summary>
    private JsonObject Classification(JsonObject data)
    {
        if (profile.Format == "json-lines")
        {
            data["format"] = profile.Format;
        }

        (data["text"], data["class"]) = (profile.Column, profile.ClassColumn);
        bool areSets = profile.ClassSeparator is not null;
        if (areSets)
        {
            data["class-separator"] = profile.ClassSeparator;
        }

        string words = $"input.{profile.Column}", pairs = $"{profile.Column}-2-gram";
        (int units, int size) = profile.Words < 200_000 ? (48, 96) : (96, 128);
        bool isBinary = !areSets && profile.Classes.Count == 2;
        JsonObject recipe = Recipe("classify", data,
            [
                profile.IsUnspaced ? Block("split-texts", ("unit", "character"), ("lower-case", true))
                    : Block("split-texts", ("lower-case", true)),
                Block("ngrams", ("lengths", 2)),
                Block("tokenize", ("columns", profile.Column), ("unit", "row")),
                Block("tokenize", ("columns", pairs), ("unit", "row"), ("min-count", 2)),
            ],
            [
                Block("embedding", ("output-dim", size), ("word-dropout", 0.2), ("from", words)),
                Block("dropout", ("rate", 0.4), ("name", "words")),
                new JsonObject { ["bidirectional"] = new JsonObject { ["gru"] = units, ["name"] = "read" } },
                Block("global-max-pooling1d", ("name", "strongest")),
                Block("global-average-pooling1d", ("from", "read"), ("name", "mean")),
                Block("embedding", ("output-dim", size), ("word-dropout", 0.2), ("from", $"input.{pairs}")),
                Block("global-average-pooling1d", ("name", "pairs")),
                Block("concatenate", ("from", new JsonArray("strongest", "mean", "pairs"))),
                new JsonObject { ["dropout"] = 0.5 },
                Block("dense",
                    ("units", isBinary ? 1 : profile.Classes.Count), ("activation", isBinary || areSets ? "sigmoid" : "softmax")),
            ],
            profile.Texts,
            !areSets && profile.Classes[0].Count > Imbalance * profile.Classes[^1].Count);
        if (areSets)
        {
            recipe["train"]!.AsObject().Remove("metrics");
        }

        return recipe;
    }

    /// <summary>Words and their characters, and a recurrent network over the sentence.</summary>
    private JsonObject Labelling(JsonObject data)
    {
        (data["channels"], data["target"]) = (new JsonArray(profile.Column), profile.ClassColumn);
        if (profile.IdColumn is { } id)
        {
            // Numbers and signs are words, too, and so are "null" and the point.
            (data["id"], data["categories"], data["missing"]) =
                (id, new JsonArray(profile.Column, profile.ClassColumn), "<missing>");
        }
        else
        {
            data["format"] = "conll";
        }

        (int units, int size) = profile.Words < 200_000 ? (64, 64) : (128, 100);
        return Recipe("label", data,
            [
                Block("characters", ("columns", profile.Column), ("length", 16)),
                Block("tokenize", ("columns", profile.Column), ("unit", "row"), ("lower-case", true)),
            ],
            [
                Block("embedding", ("output-dim", size), ("word-dropout", 0.2), ("from", $"input.{profile.Column}")),
                Block("dropout", ("rate", 0.5), ("name", "words")),
                Block("time-distributed",
                    ("layer", new JsonObject
                    {
                        ["sequential"] = new JsonArray(
                            Block("embedding", ("output-dim", 32), ("mask-zero", true)),
                            new JsonObject { ["bidirectional"] = new JsonObject { ["gru"] = 48 } }),
                    }),
                    ("from", $"input.{profile.Column}-character"), ("name", "spelling")),
                Block("concatenate", ("from", new JsonArray("words", "spelling"))),
                new JsonObject { ["dropout"] = 0.5 },
                new JsonObject { ["bidirectional"] = new JsonObject { ["lstm"] = units } },
                new JsonObject { ["dropout"] = 0.5 },
                Block("dense", ("units", profile.Classes.Count), ("activation", "softmax")),
            ],
            profile.Texts,
            isImbalanced: false);
    }

    private JsonObject Recipe(
        string task, JsonObject data, JsonNode[] steps, JsonNode[] model, int samples, bool isImbalanced)
    {
        int epochs = Math.Clamp(SamplesToSee / Math.Min(samples, MostSamplesAnEpoch), 6, 30), batch = samples < 4000 ? 16 : 32;
        JsonObject train = new()
        {
            ["epochs"] = epochs,
            ["batch-size"] = batch,
            ["bucket-by-length"] = true,
            ["schedule"] = new JsonObject { ["one-cycle"] = 0.004 },
            ["early-stopping"] = new JsonObject { ["patience"] = 5 },
            ["metrics"] = new JsonArray("accuracy"),
            ["seed"] = 1,
        };
        if (samples > MostSamplesAnEpoch)
        {
            train["steps-per-epoch"] = MostSamplesAnEpoch / batch;
        }

        if (isImbalanced)
        {
            train["class-weights"] = "balanced";
        }

        JsonObject recipe = new()
        {
            ["name"] = Name,
            ["task"] = task,
            ["data"] = data,
            ["prepare"] = new JsonObject { ["steps"] = new JsonArray(steps) },
        };
        if (Split() is { } split)
        {
            recipe["split"] = split;
        }

        recipe["model"] = new JsonArray(model);
        recipe["train"] = train;
        return recipe;
    }

    /// <summary>The parts that have no file of their own.</summary>
    private JsonObject? Split()
    {
        (bool validation, bool test) = (ValidationFile is null, TestFile is null);
        if (!validation && !test)
        {
            return null;
        }

        JsonObject split = new() { ["by"] = profile.IsOfWords || profile.ClassColumn is null ? "group" : "class" };
        split["train"] = validation && test ? 0.7 : 0.85;
        if (validation)
        {
            split["validation"] = 0.15;
        }

        if (test)
        {
            split["test"] = 0.15;
        }

        return split;
    }

    private static JsonObject Block(string name, params (string Key, JsonNode Value)[] settings) =>
        new() { [name] = new JsonObject(settings.Select(setting => KeyValuePair.Create(setting.Key, (JsonNode?)setting.Value))) };

    private static string NameOf(string path)
    {
        string file = Path.GetFileName(path), name = file[..Math.Max(0, file.IndexOf('.', StringComparison.Ordinal))];
        return name.Length > 0 ? name : "texts";
    }
}

using System.Text.Json.Nodes;
using Unroll.Series.Reading;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using YamlDotNet.RepresentationModel;

namespace Unroll.Tasks.Recipes;

/// <summary>The whole recipes of the members of an ensemble.</summary>
internal static class MemberRecipes
{
    private const string MembersKey = "members", CombineKey = "combine", NameKey = "name";

    /// <summary>Sections that members of any task may have of their own.</summary>
    private static readonly string[] _network = ["model", "models", "outputs"];

    /// <summary>Keys at the top of a recipe that members may have of their own; all others are those of the recipe.</summary>
    public static IReadOnlyList<string> KeysOf(LearningTask task) =>
        ["prepare", .. task.MemberSections.Select(section => section.Name), .. _network, "train"];

    /// <summary>Reads the files among the members of a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <exception cref="InputException">There is no such file, it is no recipe, or it lies elsewhere.</exception>
    public static Recipe ReadFiles(Recipe recipe) => recipe.Members.All(member => member.File is null) ? recipe : recipe with
    {
        Members = [.. recipe.Members.Select((member, index) => member.File is null ? member : ReadFile(recipe, member, index))],
    };

    /// <summary>The recipe of each member.</summary>
    /// <param name="recipe">The recipe, whose files are read.</param>
    /// <exception cref="InputException">A value of a member is wrong.</exception>
    public static IReadOnlyList<Recipe> Of(Recipe recipe)
    {
        YamlMappingNode root = recipe.RootAsRead?.Mapping ?? (YamlMappingNode)RecipeReader.Load(recipe.ToYaml(), recipe.Name);
        IReadOnlyList<YamlNode> items = [.. ((YamlSequenceNode)Find(root, MembersKey)!).Children];
        return [.. recipe.Members.Select((member, index) => Resolve(recipe, root, member, items[index], index))];
    }

    private static Recipe Resolve(Recipe recipe, YamlMappingNode root, MemberRecipe member, YamlNode item, int index)
    {
        bool isFile = member.Root is not null && (item is not YamlMappingNode given || Find(given, MemberKind.FileKey) is not null);
        YamlMappingNode own = isFile ? member.Root!.Mapping! : (YamlMappingNode)item;
        string source = isFile ? member.Root!.Source : recipe.Source.Length > 0 ? recipe.Source : $"Recipe {recipe.Name}";
        YamlConfiguration merged = new(
            Merge(root, own, KeysOf(recipe.Task), isFile), source, isFile ? "" : Recipe.Item(MembersKey, index));
        return (RecipeSections.For(recipe.Task).Read(merged) with { Source = recipe.Source, Folder = recipe.Folder }).LocatedIn(merged);
    }

    /// <summary>The recipe with what a member has of its own: a file has whole sections, another member keys of them.</summary>
    private static YamlMappingNode Merge(YamlMappingNode root, YamlMappingNode own, IReadOnlyList<string> free, bool isFile)
    {
        bool hasNetwork = Find(own, "model") is not null || Find(own, "models") is not null;
        bool isClassical = Find(own, "model") is { } model && ClassicalKind.IsOne(new YamlConfiguration(model, "", ""));
        YamlMappingNode merged = [];
        foreach ((YamlNode key, YamlNode value) in root.Children)
        {
            string name = NameOf(key);
            YamlNode? its = name == NameKey ? null : Find(own, name);
            if (name is MembersKey or CombineKey
                || (its is null && ((isFile && free.Contains(name)) || (hasNetwork && _network.Contains(name)))))
            {
                continue;
            }

            // A model that is fitted at once has nothing of what trains the networks beside it.
            YamlNode shared = isClassical && name == "train" && value is YamlMappingNode training
                ? new YamlMappingNode(training.Children.Where(field => ClassicalChecks.MeaningfulKeys.Contains(NameOf(field.Key)))) : value;
            merged.Add(key, its is null ? shared
                : !isFile && free.Contains(name) && shared is YamlMappingNode section && its is YamlMappingNode changes
                ? new YamlMappingNode(section.Children.Where(field => Find(changes, NameOf(field.Key)) is null).Concat(changes.Children))
                : its);
        }

        foreach ((YamlNode key, YamlNode value) in own.Children)
        {
            if (Find(root, NameOf(key)) is null && !MemberKind.OwnKeys.Contains(NameOf(key)))
            {
                merged.Add(key, value);
            }
        }

        return merged;
    }

    private static MemberRecipe ReadFile(Recipe recipe, MemberRecipe member, int index)
    {
        string field = Recipe.Item(MembersKey, index), file = member.File!;
        if (file != Path.GetFileName(file) || SpooledInput.IsDevice(file))
        {
            throw recipe.Error(
                field, $"{file} is no file beside the recipe, whose folder relative paths start from. Put it there, and give its name.");
        }

        string path = Path.Combine(recipe.Folder, file);
        Recipe read = File.Exists(path) ? RecipeReader.Read(path)
            : throw recipe.Error(field, $"there is no recipe {path}. Give the name of a recipe file beside this one, or what the member "
                + "has of its own, for example {model: [{gru: 32}, {dense: 1}]}.");
        if (read.Task.Name != recipe.Task.Name || read.Members.Count > 0)
        {
            throw recipe.Error(field, read.Members.Count > 0
                ? $"{file} has members itself. Name these here."
                : $"{file} is for task: {read.Task.Name}, but this recipe for task: {recipe.Task.Name}. Give a recipe of the same task.");
        }

        return new MemberRecipe(ChangesOf(recipe, read))
        {
            Name = member.Name ?? read.Name,
            Weight = member.Weight,
            File = null,
            Root = read.RootAsRead,
        };
    }

    /// <summary>The sections of a member's file: null for one that it leaves to the defaults, and the recipe does not.</summary>
    private static JsonObject ChangesOf(Recipe recipe, Recipe read)
    {
        JsonObject own = MemberKind.ToJson(read.RootAsRead!)!.AsObject(), root = MemberKind.ToJson(recipe.RootAsRead!)!.AsObject();
        JsonObject changes = [];
        foreach (string key in KeysOf(recipe.Task))
        {
            if (own[key] is { } given)
            {
                changes[key] = given.DeepClone();
                foreach (string left in given is JsonObject its && root[key] is JsonObject section
                    ? section.Select(pair => pair.Key).Where(name => !its.ContainsKey(name)) : [])
                {
                    changes[key]![left] = null;
                }
            }
            else if (root[key] is not null)
            {
                changes[key] = null;
            }
        }

        return changes;
    }

    private static YamlNode? Find(YamlMappingNode section, string key) =>
        section.Children.FirstOrDefault(pair => NameOf(pair.Key) == key).Value;

    private static string NameOf(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";
}

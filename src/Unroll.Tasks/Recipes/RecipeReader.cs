using Unroll.Catalogue;
using Unroll.Series.Reading;
using Unroll.Tasks.Learning;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// The reader of recipes in YAML. Every field is checked; an error names file, line, column and field, what was expected, and the nearest
/// known key for an unknown one.
/// </summary>
public static class RecipeReader
{
    private const int LongestRecipe = 1 << 20;

    /// <summary>Reads a recipe file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">There is no such file, or it is no valid recipe.</exception>
    public static Recipe Read(string path) => Read(path, isOfRun: false);

    /// <summary>Reads the recipe of a run folder, which may lack data and network given in code.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">There is no such file, or it is no valid recipe.</exception>
    internal static Recipe ReadOfRun(string path) => Read(path, isOfRun: true);

    private static Recipe Read(string path, bool isOfRun)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string text;
        try
        {
            using StreamReader reader = new(path);
            char[] buffer = new char[LongestRecipe + 1];
            int length = reader.ReadBlock(buffer);
            text = length <= LongestRecipe
                ? new string(buffer, 0, length)
                : throw new InputException(
                    $"{path} is longer than {LongestRecipe:N0} characters, so it is no recipe. Give the path of a YAML file, for example "
                    + $"examples/energy.yaml.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                File.Exists(path)
                    ? $"The recipe {path} cannot be read: {exception.Message}"
                    : $"There is no recipe {path}. Give the path of a YAML file, for example examples/energy.yaml.",
                exception);
        }

        // Files that a recipe from a pipe names are relative to where the user is.
        string folder = SpooledInput.IsDevice(path) ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(path)) ?? "";
        return Parse(text, Path.GetFileName(path), isOfRun, folder);
    }

    /// <summary>Reads a recipe from text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">What errors call it, usually the file's name.</param>
    /// <exception cref="InputException">The text is no valid recipe.</exception>
    public static Recipe Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text, name, isOfRun: false, "");
    }

    private static Recipe Parse(string text, string name, bool isOfRun, string folder)
    {
        YamlConfiguration root = new(Load(text, name), name, "");
        if (!root.IsSection)
        {
            throw root.Error(
                $"{name} is no recipe, which is a list of keys and values in YAML (name: …, data: …), but {root.Describe()}. "
                + $"A recipe for a file of series is proposed by: unroll inspect {name} --recipe my.yaml");
        }

        LearningTask task = RecipeSections.TaskOf(root);
        RefuseOtherTasksSections(root, task);
        MisplacedKeys.Refuse(root, task);
        Recipe recipe = (RecipeSections.For(task).Read(root) with { Source = name, Folder = folder }).ReadFrom(text, root);
        Recipe whole = MemberRecipes.ReadFiles(recipe);
        recipe = ReferenceEquals(whole, recipe) ? recipe : whole.ReadFrom(null, root);
        RecipeChecks.Check(recipe, isWhole: !isOfRun);
        return recipe;
    }

    /// <summary>The YAML of a recipe.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="InputException">It is none.</exception>
    internal static YamlNode Load(string text, string name)
    {
        YamlLimits.Check(text, name);
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw YamlConfiguration.Error(name, exception.Start, "", $"this is not valid YAML: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet loses itself this way in a one-line section or list that is not closed rightly, and does not tell where.
            throw new ConfigurationException(
                $"{name}, line {LastOpenLine(text)}: this is not valid YAML. Check that each {{ and [ is closed.");
        }

        return stream.Documents.Count switch
        {
            0 => throw new ConfigurationException(
                $"{name} is empty. A recipe needs at least name, data, window and model; docs/recipes.md lists every key."),
            1 => stream.Documents[0].RootNode,
            _ => throw YamlConfiguration.Error(
                name, stream.Documents[1].RootNode.Start, "",
                "a second document begins here. A recipe is one YAML document: remove the line with ---."),
        };
    }

    // The last line that opens more than it closes; the first when there is none.
    private static int LastOpenLine(string text)
    {
        string[] lines = text.Split('\n');
        int found = Array.FindLastIndex(lines, line => line.Count(c => c is '{' or '[') > line.Count(c => c is '}' or ']'));
        return Math.Max(found, 0) + 1;
    }

    /// <summary>
    /// A section that only another task has is refused with the name of that task, rather than as a key that nobody knows.
    /// </summary>
    private static void RefuseOtherTasksSections(YamlConfiguration root, LearningTask task)
    {
        foreach ((string key, ConfigurationNode _) in root.Fields())
        {
            string[] owners = [.. LearningTask.Catalogue.Entries
                .Where(entry =>
                    entry.IsComplete && entry.Name != task.Name
                        && entry.Create(new SettingValues()).Sections.Any(section => section.Name == key))
                .Select(entry => entry.Name)];
            if (owners.Length > 0 && !task.Sections.Any(section => section.Name == key))
            {
                throw root.Error(key, $"belongs to task: {string.Join(" or ", owners)}. Remove it{task.SectionHint}.");
            }
        }
    }
}

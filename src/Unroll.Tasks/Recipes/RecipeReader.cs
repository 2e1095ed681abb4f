using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// Reads recipes from YAML. Every field is checked; an error names the file, the line and the field, tells what was expected, and
/// suggests the nearest known key for an unknown one.
/// </summary>
public static class RecipeReader
{
    /// <summary>Reads a recipe file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">There is no such file, or it is no valid recipe.</exception>
    public static Recipe Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                File.Exists(path)
                    ? $"The recipe {path} cannot be read: {exception.Message}"
                    : $"There is no recipe {path}. Give the path of a YAML file, for example examples/energy.yaml.",
                exception);
        }

        return Parse(text, Path.GetFileName(path)) with { Folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "" };
    }

    /// <summary>Reads a recipe from text.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="name">What errors call it, usually the file's name.</param>
    /// <exception cref="InputException">The text is no valid recipe.</exception>
    public static Recipe Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        YamlNode root = Load(text, name);
        RecipeSection top = new RecipeNode(root, name, "").Section("");
        string task = top.Or("task", node => node.OneOf(("forecast", "forecast"), ("classify", "classify")), "forecast");
        bool forecasts = task == "forecast";
        DataRecipe data = DataSection.Read(top.Need("data", forecasts ? "data: {file: series.csv, target: load}" : "data: {file: series.ts}").Section("data"), task);
        PrepareRecipe prepare = top.Or("prepare", node => PrepareSection.Read(node.Section("prepare"), task), new PrepareRecipe());
        WindowRecipe window = forecasts
            ? WindowSection.Read(top.Need("window", "window: {length: 30, horizon: 1}").Section("window"))
            : top.Find("window") is { } stray ? throw stray.Error("whole series are classified, not windows. Use sequence: {length: …}.") : new WindowRecipe(1);
        if (window.Gap > 0 && top.Find("prepare")?.Section("prepare").Find("steps") is { } steps)
        {
            StepSection.RequireUndoable(steps, data.Targets, window);
        }

        SequenceRecipe sequence = forecasts && top.Find("sequence") is { } other
            ? throw other.Error("belongs to task: classify. A forecast has window: {length: …}.")
            : top.Or("sequence", node => WindowSection.ReadSequence(node.Section("sequence")), new SequenceRecipe());
        bool hasTestData = data.TestFile is not null || data.TestDataset is not null;
        return new Recipe
        {
            Name = ReadName(top.Need("name", "name: energy")),
            Task = task,
            Season = top.Find("season")?.Integer(1),
            Data = data,
            Prepare = prepare,
            Window = window,
            Sequence = sequence,
            Split = top.Or("split", node => SplitSection.Read(node.Section("split"), task, window, hasTestData), SplitSection.Default(task, hasTestData)),
            Model = ModelSection.Read(top.Need("model", "model: [{lstm: 32}, {dense: 1}]")),
            Train = top.Or("train", node => TrainSection.Read(node.Section("train"), task), TrainSection.Default(task)),
            Source = name,
            Text = text,
        };
    }

    private static YamlNode Load(string text, string name)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw RecipeNode.Error(name, (int)Math.Max(1, exception.Start.Line), "", $"this is not valid YAML: {exception.Message}");
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet loses itself this way in a one-line section or list that is not closed rightly, and does not tell where.
            throw new InputException($"{name}, line {LastOpenLine(text)}: this is not valid YAML. Check that each {{ and [ is closed.");
        }

        return stream.Documents.Count switch
        {
            0 => throw new InputException($"{name} is empty. A recipe needs at least name, data, window and model; docs/recipes.md lists every key."),
            1 => stream.Documents[0].RootNode,
            _ => throw RecipeNode.Error(
                name, (int)stream.Documents[1].RootNode.Start.Line, "", "a second document begins here. A recipe is one YAML document: remove the line with ---."),
        };
    }

    // The last line that opens more than it closes; the first when there is none.
    private static int LastOpenLine(string text)
    {
        string[] lines = text.Split('\n');
        int found = Array.FindLastIndex(lines, line => line.Count(c => c is '{' or '[') > line.Count(c => c is '}' or ']'));
        return Math.Max(found, 0) + 1;
    }

    // The name becomes a folder's name.
    private static string ReadName(RecipeNode node)
    {
        string name = node.Text();
        return name.IndexOfAny(['/', '\\', ':', '*', '?', '"', '<', '>', '|']) < 0 && name.All(c => !char.IsControl(c)) && name.Trim('.', ' ').Length > 0
            ? name
            : throw node.Error($"\"{name}\" cannot name a folder. Use letters, digits, spaces, - and _.");
    }
}

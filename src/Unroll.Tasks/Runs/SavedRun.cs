using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Runs;

/// <summary>What a run folder holds of a trained task, before the task makes sense of it.</summary>
/// <param name="folder">The folder.</param>
/// <param name="first">The first network.</param>
/// <param name="state">What the task saved beside the weights.</param>
internal sealed class SavedRun(string folder, Sequential first, string state)
{
    /// <summary>The recipe's copy.</summary>
    public string RecipePath => Path.Combine(folder, RunFolder.RecipeFile);

    /// <summary>The file of the first network.</summary>
    public string ModelPath => Path.Combine(folder, RunFolder.ModelFile);

    /// <summary>What the task saved beside the weights.</summary>
    public string State => state;

    /// <summary>Seed of the first network.</summary>
    public ulong Seed => first.Seed;

    /// <summary>Opens a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="key">Where in the model's metadata the task keeps its state.</param>
    /// <param name="what">What is expected, for messages: <c>forecaster</c>.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is of another task.</exception>
    public static SavedRun Open(string folder, string key, string what)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string model = Path.Combine(folder, RunFolder.ModelFile);
        foreach (string path in (string[])[Path.Combine(folder, RunFolder.RecipeFile), model])
        {
            if (!File.Exists(path))
            {
                throw new InputException($"{folder} has no {Path.GetFileName(path)}, so it is no run folder: give the folder that 'unroll train' made.");
            }
        }

        Sequential network = LoadNetwork(model);
        return network.Metadata.TryGetValue(key, out string? text)
            ? new SavedRun(folder, network, text)
            : throw new InputException($"{model} holds a network, but no {what}: give the folder that 'unroll train' made of a recipe for that task.");
    }

    /// <summary>Reads the recipe's copy.</summary>
    public Recipe ReadRecipe() => RecipeReader.Read(RecipePath);

    /// <summary>All networks, whose predictions are averaged.</summary>
    /// <param name="count">How many there are.</param>
    public IReadOnlyList<Sequential> Networks(int count) =>
        [first, .. Enumerable.Range(1, count - 1).Select(i => LoadNetwork(Path.Combine(folder, RunFolder.ModelFileOf(i))))];

    private static Sequential LoadNetwork(string path) => !File.Exists(path)
        ? throw new InputException($"There is no {path}, one of the networks that the run's predictions are the mean of: copy the whole run folder.")
        : Model.Load(path) as Sequential ?? throw new InputException($"{path} holds a network of another kind: give the folder that 'unroll train' made.");
}

using System.Text.Json;
using Unroll.Formats;
using Unroll.Models;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Runs;

/// <summary>The content of a run folder: recipe, networks and the state beside their weights.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Seed">The seed that was used.</param>
/// <param name="Learned">The state beside the weights.</param>
/// <param name="Networks">The networks.</param>
internal sealed record SavedRun(Recipe Recipe, ulong Seed, LearnedTask Learned, Ensemble Networks)
{
    /// <summary>The key of the state in the metadata of a model file.</summary>
    internal const string MetadataKey = "unroll.task";

    private const int Version = 1;

    /// <summary>Reads a run folder.</summary>
    /// <param name="folder">The folder; its <c>recipe.yaml</c> and <c>model.safetensors</c> are read.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static SavedRun Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string recipePath = Path.Combine(folder, RunFolder.RecipeFile), modelPath = Path.Combine(folder, RunFolder.ModelFile);
        if (!Directory.Exists(folder))
        {
            throw new InputException($"There is no run folder {folder}. Give a folder that \"unroll train\" wrote.");
        }

        string? missing = new[] { recipePath, modelPath }.FirstOrDefault(path => !File.Exists(path));
        if (missing is not null)
        {
            throw new InputException(
                $"{folder} is no complete run folder: {Path.GetFileName(missing)} is missing. Give a folder that \"unroll train\" wrote, "
                + $"or go on with it: unroll train --resume {folder}.");
        }

        // A pipe or a device has no length, and to open one may wait for ever.
        string? empty = new[] { recipePath, modelPath }.FirstOrDefault(path => new FileInfo(path).Length == 0);
        if (empty is not null)
        {
            throw new InputException(
                $"{folder} is no complete run folder: {Path.GetFileName(empty)} is empty, or no file but a pipe. Give a folder that "
                + "\"unroll train\" wrote.");
        }

        Recipe recipe = RecipeReader.ReadOfRun(recipePath);
        Model first = FittedNetwork.Load(modelPath);
        if (!first.Metadata.TryGetValue(MetadataKey, out string? text))
        {
            throw new InputException(
                $"{modelPath} holds a network, but nothing of a task under '{MetadataKey}': train it with \"unroll train\", or take it "
                + $"up with Model.Load.");
        }

        try
        {
            return JsonSerializer.Deserialize(text, RunJson.Default.SavedVersion)?.Version == Version
                ? Restore(folder, recipe, first, JsonSerializer.Deserialize(text, RunJson.Default.SavedState)!)
                : throw new InputException($"{modelPath} was written by another version of Unroll: train it again.");
        }
        catch (Exception exception) when (JsonDamage.Causes(exception))
        {
            throw new InputException(
                $"{modelPath} is damaged: what it says of the task under '{MetadataKey}' cannot be read. Train it again.", exception);
        }
    }

    /// <summary>The state saved beside the weights of each network.</summary>
    internal static string StateOf(Recipe recipe, ulong seed, LearnedTask learned, Ensemble networks) => JsonSerializer.Serialize(
        new SavedState(Version, recipe.Task.Name, seed, networks.Networks.Count, learned.ToJson())
        {
            Baselines = learned.ClassicalBaselines.Count == 0 ? null : [.. learned.ClassicalBaselines.Select(baseline => baseline.Name)],
            Members = networks.Members.Count == 0 ? null : [.. networks.Members.Select((member, index) => new SavedMember(
                member.Networks.Networks.Count, index == 0 ? null : member.Learned.ToJson()))],
        },
        RunJson.Default.SavedState);

    private static SavedRun Restore(string folder, Recipe recipe, Model first, SavedState state)
    {
        if (state.Task != recipe.Task.Name)
        {
            throw new InputException(
                $"{Path.Combine(folder, RunFolder.RecipeFile)} is for task: {recipe.Task.Name}, but the network was trained for task: "
                + $"{state.Task}. The two files do not belong together.");
        }

        List<Model> networks = [first];
        for (int i = 1; i < state.Networks; i++)
        {
            string path = Path.Combine(folder, RunFolder.ModelFileOf(i));
            networks.Add(File.Exists(path)
                ? FittedNetwork.Load(path)
                : throw new InputException(
                    $"{folder} is no complete run folder: {RunFolder.ModelFileOf(i)} is missing, but predictions are the mean of "
                    + $"{CountFormatter.Format(state.Networks, "networks")}."));
        }

        if (recipe.Members.Count == 0 && state.Members is null)
        {
            LearnedTask learned = recipe.Task.Restore(recipe, state.Learned);
            RequireInputs(folder, first, learned);
            SavedBaselines.Attach(folder, state.Baselines, learned);
            return new SavedRun(recipe, state.Seed, learned, new Ensemble(networks));
        }

        // A training that was stopped has the first members alone.
        if (state.Members is not { Count: > 0 } saved || saved.Count > recipe.Members.Count
            || saved.Sum(member => member.Networks) != networks.Count)
        {
            throw new InputException(
                $"{Path.Combine(folder, RunFolder.RecipeFile)} has {CountFormatter.Format(recipe.Members.Count, "members")}, but the "
                + $"networks were trained for {CountFormatter.Format(state.Members?.Count ?? 0, "members")}. The files do not belong "
                + "together.");
        }

        string[] names = [.. MemberChecks.NamesOf(recipe)];
        List<EnsembleMember> members = [];
        foreach ((Recipe own, SavedMember member) in recipe.MemberRecipes.Zip(saved))
        {
            int at = members.Count;
            LearnedTask learned = own.Task.Restore(own, member.Learned ?? state.Learned);
            Model[] its = [.. networks.Skip(saved.Take(at).Sum(before => before.Networks)).Take(member.Networks)];
            RequireInputs(folder, its[0], learned);
            members.Add(new EnsembleMember(names[at], learned, new Ensemble(its), recipe.Members[at].Weight));
        }

        SavedBaselines.Attach(folder, state.Baselines, members[0].Learned);
        return new SavedRun(recipe, state.Seed, members[0].Learned, new Ensemble(members, recipe.Combine));
    }

    private static void RequireInputs(string folder, Model network, LearnedTask learned)
    {
        if (network.InputNames.Count != learned.Inputs.Count)
        {
            throw new InputException(
                $"The network of {folder} has the inputs {string.Join(", ", network.InputNames)}, but this version gives it " +
                $"{string.Join(", ", learned.Inputs.Select(input => input.Name))}: train it again.");
        }
    }
}

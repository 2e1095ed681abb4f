using System.Globalization;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>The construction of the network that a recipe's layers describe: a chain, or a graph where layers name their inputs.</summary>
internal static class NetworkBuilder
{
    private const string InputName = "input";

    /// <summary>The network, built.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">The input shape.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <exception cref="InputException">The layers do not fit together.</exception>
    public static Model Build(Recipe recipe, Shape input, ulong seed)
    {
        IReadOnlyList<Block<Layer>> blocks = recipe.Model;
        if (blocks.Count == 0)
        {
            throw recipe.Error("model", "a network has at least one layer, for example [{lstm: 32}, {dense: 1}].");
        }

        int[][] sources = [.. blocks.Select((_, index) => SourcesOf(recipe, index))];
        Layer[] layers = [.. blocks.Select((block, index) => (FeedsSequences(blocks, sources, index) ? LayerEntry.ReturnSequences(block) : block).Create())];
        try
        {
            Model network = blocks.Any(block => block.Values.Get(LayerEntry.From).Count > 0)
                ? BuildGraph(recipe, layers, sources, input, seed)
                : new Sequential([new Input(input), .. layers]) { Seed = seed };
            network.Build();
            return network;
        }
        catch (ArgumentException exception)
        {
            throw recipe.Error("model", exception.Message);
        }
        catch (Exception exception) when (exception is OverflowException or OutOfMemoryException)
        {
            throw recipe.Error("model", "the network has more parameters than fit into memory. Make its layers smaller.");
        }
    }

    private static Graph BuildGraph(Recipe recipe, Layer[] layers, int[][] sources, Shape input, ulong seed)
    {
        Signal start = Graph.Input(input, InputName);
        Signal[] outputs = new Signal[layers.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            outputs[i] = layers[i].Apply([.. sources[i].Select(source => source < 0 ? start : outputs[source])]).Outputs[0];
        }

        HashSet<int> used = [.. sources.SelectMany(source => source)];
        int unused = Enumerable.Range(0, layers.Length - 1).FirstOrDefault(index => !used.Contains(index), -1);
        return unused < 0
            ? new Graph([start], [outputs[^1]]) { Seed = seed }
            : throw recipe.Error(
                string.Create(CultureInfo.InvariantCulture, $"model[{unused + 1}]"),
                "no layer takes from this one, and it is not the last. Name it in another layer's from, join heads with - concatenate: {from: […]}, or remove it.");
    }

    /// <summary>The layers that a layer takes from, by index; −1 is the input.</summary>
    private static int[] SourcesOf(Recipe recipe, int index)
    {
        IReadOnlyList<string> from = recipe.Model[index].Values.Get(LayerEntry.From);
        return from.Count == 0 ? [index - 1] : [.. from.Select(name => IndexOf(recipe, name, index))];
    }

    private static int IndexOf(Recipe recipe, string name, int user)
    {
        string[] names = [.. recipe.Model.Take(user).Select(LayerEntry.NameOf)];
        int found = Array.LastIndexOf(names, name);
        return found >= 0 || name == InputName
            ? found
            : throw recipe.Error(
                string.Create(CultureInfo.InvariantCulture, $"model[{user + 1}].{recipe.Model[user].Name}.from"),
                $"there is no layer named \"{name}\" above. Known: {string.Join(", ", names.Where(known => known.Length > 0).Prepend(InputName))}. Give the layer a name: {{…, name: {name}}}.");
    }

    /// <summary>Whether a layer that takes sequences only comes after a layer, so that a recurrent one has to return them.</summary>
    private static bool FeedsSequences(IReadOnlyList<Block<Layer>> blocks, int[][] sources, int index) =>
        Enumerable.Range(index + 1, blocks.Count - index - 1).Where(user => sources[user].Contains(index)).Any(user =>
            blocks[user].Entry is LayerEntry { TakesSequences: true }
            || (blocks[user].Entry.Type != typeof(RepeatVector) && FeedsSequences(blocks, sources, user)));
}

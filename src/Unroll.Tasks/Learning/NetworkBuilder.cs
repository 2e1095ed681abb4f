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

        (int Layer, int Output)[][] signals = [.. blocks.Select((_, index) => SourcesOf(recipe, index))];
        int[][] sources = [.. signals.Select(taken => taken.Select(signal => signal.Layer).ToArray())];
        Layer[] layers = [
            .. blocks.Select(
                (block, index) => (FeedsSequences(blocks, sources, index) ? LayerEntry.ReturnSequences(block) : block).Create())];
        Signal start = Graph.Input(input, InputName);
        Signal[] outputs = Connect(recipe, layers, signals, start);
        Model network = blocks.Any(block => block.Values.Get(LayerEntry.From).Count > 0)
            ? GraphOf(recipe, signals, start, outputs, seed)
            : ChainOf(recipe, layers, input, outputs, seed);
        try
        {
            network.Build();
            return network;
        }
        catch (ArgumentException exception)
        {
            throw recipe.Error(FirstUnbuilt(layers), exception);
        }
        catch (Exception exception) when (exception is OverflowException or OutOfMemoryException)
        {
            throw recipe.Error(FirstUnbuilt(layers), "the layer has more parameters than fit into memory. Make it smaller.");
        }
    }

    private static string FieldOf(int layer) => string.Create(CultureInfo.InvariantCulture, $"model[{layer + 1}]");

    /// <summary>The layer that could not be built: all before it are.</summary>
    private static string FirstUnbuilt(Layer[] layers) =>
        Array.FindIndex(layers, layer => !layer.IsBuilt) is >= 0 and var index ? FieldOf(index) : "model";

    /// <summary>Applies a layer; where it cannot take its inputs, the error is told at the layer.</summary>
    private static Signal Apply(Recipe recipe, Layer layer, int index, Signal[] inputs)
    {
        try
        {
            return layer.Apply(inputs);
        }
        catch (ArgumentException exception)
        {
            throw recipe.Error(FieldOf(index), exception);
        }
    }

    private static Signal[] Connect(Recipe recipe, Layer[] layers, (int Layer, int Output)[][] sources, Signal start)
    {
        Signal[] outputs = new Signal[layers.Length];
        for (int i = 0; i < layers.Length; i++)
        {
            outputs[i] = Apply(recipe, layers[i], i,
                [.. sources[i].Select(
                    (source, place) => source.Layer < 0 ? start : OutputOf(recipe, outputs[source.Layer], source.Output, i, place))]);
        }

        return outputs;
    }

    private static Sequential ChainOf(Recipe recipe, Layer[] layers, Shape input, Signal[] outputs, ulong seed)
    {
        int several = Array.FindIndex(outputs, output => output.Outputs.Count > 1);
        return several < 0
            ? new Sequential([new Input(input), .. layers]) { Seed = seed }
            : throw recipe.Error(FieldOf(several), string.Create(
                CultureInfo.InvariantCulture,
                $"the layer gives {outputs[several].Outputs.Count} outputs, but in a chain each layer takes one from the layer before. Leave "
                + $"return-state out, or give the layer a name and let others take its states: {{from: name.1}}."));
    }

    private static Graph GraphOf(Recipe recipe, (int Layer, int Output)[][] sources, Signal start, Signal[] outputs, ulong seed)
    {
        HashSet<int> used = [.. sources.SelectMany(source => source).Select(source => source.Layer)];
        int unused = Enumerable.Range(0, outputs.Length - 1).FirstOrDefault(index => !used.Contains(index), -1);
        return unused < 0
            ? new Graph([start], [outputs[^1]]) { Seed = seed }
            : throw recipe.Error(
                string.Create(CultureInfo.InvariantCulture, $"model[{unused + 1}]"),
                "no layer takes from this one, and it is not the last. Name it in another layer's from, join heads with - concatenate: "
                + "{from: […]}, or remove it.");
    }

    private static Signal OutputOf(Recipe recipe, Signal layer, int output, int user, int place) => output < layer.Outputs.Count
        ? layer.Outputs[output]
        : throw recipe.Error(FromField(recipe, user, place), layer.Outputs.Count == 1
            ? $"the layer has one output. A recurrent one gives its final states, too, with return-state: true."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the layer has {layer.Outputs.Count} outputs, which are numbered from 0: {string.Join(", ", layer.Outputs)}."));

    /// <summary>The outputs of layers that a layer takes, each layer by its index; −1 is the input.</summary>
    private static (int Layer, int Output)[] SourcesOf(Recipe recipe, int index)
    {
        IReadOnlyList<string> from = recipe.Model[index].Values.Get(LayerEntry.From);
        return from.Count == 0 ? [(index - 1, 0)] : [.. from.Select((name, place) => SourceOf(recipe, name, index, place))];
    }

    /// <summary>A layer by its name, and one of its further outputs, such as a final state, by the number behind a dot.</summary>
    private static (int Layer, int Output) SourceOf(Recipe recipe, string name, int user, int place)
    {
        string[] names = [.. recipe.Model.Take(user).Select(LayerEntry.NameOf)];
        int dot = name.LastIndexOf('.');
        int output = 0;
        string layer = dot > 0 && int.TryParse(name.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out output)
            ? name[..dot] : name;
        int found = Array.LastIndexOf(names, layer);
        return found >= 0 || name == InputName
            ? (found, output)
            : throw recipe.Error(
                FromField(recipe, user, place),
                $"there is no layer named \"{layer}\" above. Known: "
                + $"{string.Join(", ", names.Where(known => known.Length > 0).Prepend(InputName))}. Give the layer a name: {{…, name: "
                    + $"{layer}}}.");
    }

    private static string FromField(Recipe recipe, int user, int place)
    {
        string field = string.Create(CultureInfo.InvariantCulture, $"model[{user + 1}].{recipe.Model[user].Name}.from");
        return recipe.Model[user].Values.Get(LayerEntry.From).Count == 1 ? field
            : string.Create(CultureInfo.InvariantCulture, $"{field}[{place + 1}]");
    }

    /// <summary>Whether a layer that takes sequences only comes after a layer, so that a recurrent one has to return them.</summary>
    private static bool FeedsSequences(IReadOnlyList<Block<Layer>> blocks, int[][] sources, int index) =>
        Enumerable.Range(index + 1, blocks.Count - index - 1).Where(user => sources[user].Contains(index)).Any(user =>
            blocks[user].Entry is LayerEntry { TakesSequences: true }
            || (blocks[user].Entry.Type != typeof(RepeatVector) && FeedsSequences(blocks, sources, user)));
}

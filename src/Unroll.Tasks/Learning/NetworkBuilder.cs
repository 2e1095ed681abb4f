using System.Globalization;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>The construction of the network that a recipe's layers describe: a chain, or a graph where layers name their inputs.</summary>
internal static class NetworkBuilder
{
    /// <summary>The network, built.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <param name="separateSteps">Steps of the output that have the recipe's layers each for itself; 0 where they give all.</param>
    /// <exception cref="InputException">The layers do not fit together.</exception>
    public static Model Build(Recipe recipe, IReadOnlyList<NetworkInput> inputs, ulong seed, int separateSteps = 0)
    {
        IReadOnlyList<Block<Layer>> blocks = recipe.Model;
        if (blocks.Count == 0)
        {
            throw recipe.Error("model", "a network has at least one layer, for example [{lstm: 32}, {dense: 1}].");
        }

        RecipeGraph graph = RecipeGraph.Of(recipe);
        Signal[] starts = [.. inputs.Select(input => Graph.Input(input.Shape, input.Name))];
        bool writes = inputs[^1].Name == RecipeGraph.PreviousName;
        bool joins = starts.Length > 1 && !writes && !RecipeGraph.Mentions(recipe, RecipeGraph.FutureName);
        FutureJoin? join = joins && separateSteps == 0 ? JoinOf(recipe, graph, inputs, starts, starts[^1], "") : null;
        Layer?[] layers = LayersOf(blocks, graph, inputs, "");
        bool isMade = writes && !RecipeGraph.Mentions(recipe, RecipeGraph.PreviousName);
        Signal[] signals = isMade || separateSteps > 0 ? [] : Connect(recipe, graph, layers, inputs, starts, join);
        Model network = isMade ? SequenceNetwork.Of(recipe, starts, seed)
            : separateSteps > 0 ? SeparateOf(recipe, graph, inputs, starts, joins, separateSteps, seed)
            : graph.IsChain && starts.Length == 1 ? ChainOf(recipe, [.. layers.OfType<Layer>()], inputs[0].Shape, signals, seed)
            : GraphOf(recipe, graph, starts, signals, join, seed);
        try
        {
            network.Build();
            return network;
        }
        catch (ArgumentException exception)
        {
            throw recipe.Error(FieldNamed(layers, exception) ?? FirstUnbuilt(layers), exception);
        }
        catch (Exception exception) when (exception is OverflowException or OutOfMemoryException)
        {
            throw recipe.Error(FirstUnbuilt(layers), "the layer has more parameters than fit into memory. Make it smaller.");
        }
    }

    /// <summary>A graph of as many networks as steps, each with layers of its own, whose outputs are the steps of a sequence.</summary>
    private static Graph SeparateOf(
        Recipe recipe, RecipeGraph graph, IReadOnlyList<NetworkInput> inputs, Signal[] starts, bool joins, int steps, ulong seed)
    {
        Signal[] ends = [.. Enumerable.Range(1, steps).Select(step =>
        {
            string suffix = string.Create(CultureInfo.InvariantCulture, $"_step_{step}");
            FutureJoin? join = joins
                ? JoinOf(recipe, graph, inputs, starts,
                    new Cropping1D(step - 1, steps - step) { Name = $"future{suffix}" }.Apply(starts[^1]), suffix)
                : null;
            Signal[] signals = Connect(recipe, graph, LayersOf(recipe.Model, graph, inputs, suffix), inputs, starts, join);
            LayerOutput output = graph.Outputs[0];
            Signal end = OutputOf(recipe, signals[output.Layer], output, FieldOf(output.Layer));
            end = join?.Behind(0, end) ?? end;
            return end.Shape.IsSequence ? new Flatten { Name = $"flatten{suffix}" }.Apply(end) : end;
        })];
        Signal all = steps == 1 ? ends[0] : new Concatenate { Name = "steps" }.Apply(ends);
        return new Graph(starts, [new Reshape(steps, ends[0].Shape.Features) { Name = "sequence" }.Apply(all)]) { Seed = seed };
    }

    private static FutureJoin JoinOf(
        Recipe recipe, RecipeGraph graph, IReadOnlyList<NetworkInput> inputs, Signal[] starts, Signal future, string suffix) =>
        FutureJoin.Of(
            recipe, graph, Connect(recipe, graph, LayersOf(recipe.Model, graph, inputs, suffix), inputs, starts, null), future, suffix);

    private static Layer?[] LayersOf(
        IReadOnlyList<Block<Layer>> blocks, RecipeGraph graph, IReadOnlyList<NetworkInput> inputs, string suffix) =>
        [.. blocks.Select(block => Named(block, suffix)).Select((block, index) => graph.Owners[index] != index ? null
            : LayerEntry.TakeCodes(
                graph.NeedsSequences(index) ? LayerEntry.ReturnSequences(block) : block, VocabularyOf(index, graph, inputs)).Create())];

    /// <summary>A layer whose name, where it has one, is told from that of its like in another network.</summary>
    private static Block<Layer> Named(Block<Layer> block, string suffix) =>
        suffix.Length > 0 && SharedLayer.LayerOf(block) is null && LayerEntry.NameOf(block) is { Length: > 0 } name
            ? block.With(LayerEntry.NameSetting, name + suffix) : block;

    /// <summary>The vocabulary of the codes that a layer takes; null where it takes others, or their number is not known.</summary>
    private static int? VocabularyOf(int index, RecipeGraph graph, IReadOnlyList<NetworkInput> inputs) =>
        graph.Sources[index] is [{ Layer: < 0 } source] && RecipeGraph.InputOf(source) is var name
            ? inputs.FirstOrDefault(input => input.Name == name)?.VocabularyOf(source.Column) : null;

    private static string FieldOf(int layer) => Recipe.Item("model", layer);

    /// <summary>The layer that an error of the engine names at its beginning; null where it names none.</summary>
    private static string? FieldNamed(Layer?[] layers, ArgumentException exception) =>
        Array.FindIndex(
            layers, layer => layer is not null && exception.Message.StartsWith($"Layer '{layer.Name}'", StringComparison.Ordinal))
            is >= 0 and var index ? FieldOf(index) : null;

    /// <summary>The layer that could not be built: all before it are.</summary>
    private static string FirstUnbuilt(Layer?[] layers) =>
        Array.FindIndex(layers, layer => layer?.IsBuilt == false) is >= 0 and var index ? FieldOf(index) : "model";

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

    private static Signal[] Connect(
        Recipe recipe, RecipeGraph graph, Layer?[] layers, IReadOnlyList<NetworkInput> known, Signal[] starts, FutureJoin? join)
    {
        Signal[] signals = new Signal[layers.Length];
        Dictionary<string, Signal> slices = new(StringComparer.Ordinal);
        for (int i = 0; i < layers.Length; i++)
        {
            Signal[] inputs = [.. graph.Sources[i].Select((source, place) => source.Layer >= 0
                ? OutputOf(recipe, signals[source.Layer], source, graph.FromField(i, place))
                : InputOf(recipe, source, graph.FromField(i, place), known, starts, slices))];
            inputs[0] = join?.Before(i, inputs[0]) ?? inputs[0];
            signals[i] = Apply(recipe, layers[graph.Owners[i]]!, i, inputs);
        }

        return signals;
    }

    /// <summary>An input of the network, or some of its columns, which all layers take from one slice.</summary>
    private static Signal InputOf(
        Recipe recipe, LayerOutput source, string field, IReadOnlyList<NetworkInput> known, Signal[] starts,
        Dictionary<string, Signal> slices)
    {
        int index = known.ToList().FindIndex(input => input.Name == RecipeGraph.InputOf(source));
        if (index < 0)
        {
            throw recipe.Error(field, NothingOf(RecipeGraph.InputOf(source)));
        }

        if (source.Column is not { } column)
        {
            return starts[index];
        }

        if (!slices.TryGetValue(column, out Signal? slice))
        {
            (int start, int count) = known[index].Find(column);
            slices[column] = slice = count > 0
                ? new SliceFeatures(start, count).Apply(starts[index])
                : throw recipe.Error(
                    field, $"the network's input has no column \"{column}\" behind the steps of preparation."
                        + $"{Suggestion.Question(column, known[index].Features)} Its columns are: "
                        + $"{string.Join(", ", known[index].Features)}.");
        }

        return slice;
    }

    /// <summary>The error where a layer takes an input that the network does not have.</summary>
    private static string NothingOf(string input) => input == RecipeGraph.PreviousName
        ? "takes the row before, which only a decoder has: set window.strategy: sequence-to-sequence, or leave it out."
        : FutureJoin.NoFuture;

    private static Sequential ChainOf(Recipe recipe, Layer[] layers, Shape input, Signal[] outputs, ulong seed)
    {
        int several = Array.FindIndex(outputs, output => output.Outputs.Count > 1);
        return several < 0
            ? new Sequential([new Input(input), .. layers]) { Seed = seed }
            : throw recipe.Error(FieldOf(several), string.Create(
                CultureInfo.InvariantCulture,
                $"the layer gives {CountFormatter.Format(outputs[several].Outputs.Count, "outputs")}, but in a chain each layer " +
                $"takes one from the layer before. "
                + $"Leave return-state out, or give the layer a name and let others take its states: {{from: name.1}}."));
    }

    private static Graph GraphOf(
        Recipe recipe, RecipeGraph graph, Signal[] starts, Signal[] signals, FutureJoin? join, ulong seed)
    {
        Signal[] ends = [.. graph.Outputs.Select((output, place) =>
        {
            Signal end = OutputOf(recipe, signals[output.Layer], output, RecipeOutputs.FieldOf(recipe, place));
            return join?.Behind(place, end) ?? end;
        })];
        string[]? names = recipe.Outputs.Count == 0 ? null : [.. recipe.Outputs.Select(output => output.Layer)];
        return new Graph(starts, ends, names) { Seed = seed };
    }

    private static Signal OutputOf(Recipe recipe, Signal layer, LayerOutput source, string field) => source.Output < layer.Outputs.Count
        ? layer.Outputs[source.Output]
        : throw recipe.Error(field, layer.Outputs.Count == 1
            ? "the layer has one output. A recurrent one gives its final states, too, with return-state: true."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"the layer has {CountFormatter.Format(layer.Outputs.Count, "outputs")}, which are numbered from 0: " +
                $"{string.Join(", ", layer.Outputs)}."));
}

using System.Globalization;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>
/// An encoder and decoder of a recipe's chain of layers: its recurrent layers are the encoder; the decoder has the same, each starting from
/// the final states of its like, and reads the row before and the future covariates; the layers behind them are applied at each step.
/// A multi-head attention among these lets the decoder attend to the encoder's timesteps (Luong et al. 2015).
/// </summary>
internal static class SequenceNetwork
{
    private const string DecoderPrefix = "decoder_";
    private const string AttendedPrefix = "attended_";
    private const string StepsKey = "sequence-network.steps";

    /// <summary>Layers that give a timestep from what comes in at that timestep, so that a decoder can be run one step at a time.</summary>
    private static readonly HashSet<Type> _stepwise =
    [
        typeof(Dense), typeof(Dropout), typeof(Activation), typeof(LayerNormalization), typeof(MultiHeadAttention),
        typeof(AdditiveAttention),
    ];

    /// <summary>Settings by which a layer looks at other timesteps than those before it.</summary>
    private static readonly string[] _looksAround = ["go-backwards", "causal", "stateful"];

    /// <summary>The network, not built.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="starts">The inputs: the window, the future covariates where there are some, and the row before.</param>
    /// <param name="seed">Seed of its weights.</param>
    /// <exception cref="InputException">The layers do not make an encoder.</exception>
    public static Graph Of(Recipe recipe, Signal[] starts, ulong seed)
    {
        IReadOnlyList<Block<Layer>> blocks = recipe.Model;
        int last = blocks.ToList().FindLastIndex(block => LayerEntry.ReturnStates(block) is not null);
        if (last < 0 || !RecipeGraph.Of(recipe).IsChain)
        {
            throw recipe.Error("model",
                "window.strategy: sequence-to-sequence makes an encoder and a decoder of the recurrent layers of a chain, for example " +
                "[{lstm: 48}, {dense: 1}]. Give such a chain, or let the layers of a graph take what the decoder goes on from: " +
                "{from: [previous, future]}.");
        }

        List<Signal[]> states = [];
        Signal read = starts[0];
        Signal written = starts.Length > 2
            ? Apply(recipe, 0, new Concatenate { Name = "decoder_input" }, starts[^1], starts[^2])
            : starts[^1];
        for (int i = 0; i <= last; i++)
        {
            read = Apply(recipe, i, (LayerEntry.ReturnStates(blocks[i]) ?? blocks[i]).Create(), read);
            if (LayerEntry.ReturnStates(blocks[i]) is { } recurrent)
            {
                states.Add(read.State);
                Block<Layer> twin = recurrent.With(
                    LayerEntry.NameSetting, string.Create(CultureInfo.InvariantCulture, $"{DecoderPrefix}{states.Count}"));
                written = Apply(recipe, i, twin.Create(), [written, .. states[^1]]);
            }
        }

        for (int i = last + 1; i < blocks.Count; i++)
        {
            Layer layer = blocks[i].Create();
            written = layer is AttentionLayer
                ? Apply(
                    recipe, i, new Concatenate { Name = string.Create(CultureInfo.InvariantCulture, $"{AttendedPrefix}{i}") }, written,
                    Apply(recipe, i, layer, written, read))
                : Apply(recipe, i, layer, written);
        }

        Graph network = new(starts, [written]) { Seed = seed };
        if (blocks.Skip(last + 1).All(block => _stepwise.Contains(block.Entry.Type))
            && !blocks.Any(block => block.Entry.Settings.Any(
                setting => _looksAround.Contains(setting.Name) && block.Values.IsGiven(setting))))
        {
            network.Metadata[StepsKey] = string.Join('\n', states.Select(state => state[0].Layer.Name));
        }

        return network;
    }

    /// <summary>
    /// The encoder and the decoder of a network apart, which share its weights: from the window to the final states and what the decoder
    /// attends to; and from the row before, the future covariates and these to the output and the next states.
    /// </summary>
    /// <param name="network">A network.</param>
    /// <returns>The two, and how many states there are; null of a network that cannot be run step by step.</returns>
    public static (Graph Encoder, Graph Decoder, int States)? PartsOf(Model network)
    {
        if (network is not Graph graph || !graph.Metadata.TryGetValue(StepsKey, out string? names))
        {
            return null;
        }

        Signal[] encoders = [.. names.Split('\n').Select(graph.Find)];
        Signal[] decoders = [.. Enumerable.Range(1, encoders.Length).Select(
            number => graph.Find(string.Create(CultureInfo.InvariantCulture, $"{DecoderPrefix}{number}")))];
        Signal[] states = [.. encoders.SelectMany(encoder => encoder.State)];
        Signal[] read = graph.Layers.Any(layer => layer.Name.StartsWith(AttendedPrefix, StringComparison.Ordinal)) ? [encoders[^1]] : [];
        Signal[] written = [.. graph.InputNames.Skip(1).Select(graph.Find)];
        return (
            graph.Part([graph.Find(graph.InputNames[0])], [.. states, .. read]),
            graph.Part(
                [.. written, .. states, .. read],
                [graph.Find(graph.OutputNames[0]), .. decoders.SelectMany(decoder => decoder.State)], takesAnyLength: true),
            states.Length);
    }

    private static Signal Apply(Recipe recipe, int index, Layer layer, params Signal[] inputs)
    {
        try
        {
            return layer.Apply(inputs);
        }
        catch (ArgumentException exception)
        {
            throw recipe.Error(Recipe.Item("model", index), exception);
        }
    }
}

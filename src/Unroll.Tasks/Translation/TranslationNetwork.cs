using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Translation;

/// <summary>
/// The layers that follow from section <c>encoder-decoder</c>: what a recipe's <c>model</c> would have to say. An encoder of recurrent
/// layers, a decoder of as many, each of which starts from the final states of its counterpart, attention to the encoder's timesteps, and
/// the vector of Luong et al. (2015), tanh(W·[state, attended]), from which the output is computed.
/// </summary>
internal static class TranslationNetwork
{
    private const string From = "from";
    private const string Name = "name";

    /// <summary>The layers.</summary>
    /// <param name="network">The network in a few words.</param>
    /// <param name="readsTokens">Whether the source is tokens.</param>
    /// <param name="writesTokens">Whether the target is tokens.</param>
    public static IReadOnlyList<Block<Layer>> Of(EncoderDecoderRecipe network, bool readsTokens, bool writesTokens)
    {
        List<Block<Layer>> layers = [];
        string read = RecipeGraph.InputName, written = RecipeGraph.PreviousName;
        if (readsTokens)
        {
            layers.Add(Embedding(network, "source-embedding", read));
            read = "source-embedding";
        }

        List<string[]> states = [];
        for (int i = 1; i <= network.Layers; i++)
        {
            states.Add(AddEncoder(layers, network, Numbered("encoder", i), read));
            read = Numbered("encoder", i);
        }

        if (writesTokens)
        {
            layers.Add(Embedding(network, "target-embedding", written));
            written = "target-embedding";
        }

        for (int i = 1; i <= network.Layers; i++)
        {
            JsonObject decoder = Recurrent(network, network.Units);
            decoder[Name] = Numbered("decoder", i);
            decoder[From] = Names([written, .. states[i - 1]]);
            layers.Add(Layer(CellOf(network), decoder));
            written = Numbered("decoder", i);
        }

        AddOutput(layers, network, written, read);
        return layers;
    }

    /// <summary>Adds a layer of the encoder, and gives the names of the states that the decoder's starts from.</summary>
    private static string[] AddEncoder(List<Block<Layer>> layers, EncoderDecoderRecipe network, string name, string read)
    {
        int states = network.Cell == RecurrentCellKind.Lstm ? 2 : 1;
        if (!network.Bidirectional)
        {
            JsonObject encoder = Recurrent(network, network.Units);
            encoder[Name] = name;
            encoder[From] = read;
            layers.Add(Layer(CellOf(network), encoder));
            return [.. Enumerable.Range(1, states).Select(state => Output(name, state))];
        }

        layers.Add(Layer("bidirectional", new()
        {
            ["layer"] = new JsonObject { [CellOf(network)] = Recurrent(network, network.Units / 2) },
            [Name] = name,
            [From] = read,
        }));
        return [.. Enumerable.Range(1, states).Select(state =>
        {
            string joined = $"{name}-state{(state == 1 ? "" : "-2")}";
            layers.Add(Layer("concatenate", new()
            {
                [Name] = joined,
                [From] = Names([Output(name, state), Output(name, state + states)]),
            }));
            return joined;
        })];
    }

    private static void AddOutput(List<Block<Layer>> layers, EncoderDecoderRecipe network, string written, string read)
    {
        if (network.Attention != AttentionKind.None)
        {
            bool isAdditive = network.Attention == AttentionKind.Additive;
            JsonObject attention = isAdditive ? new() { ["units"] = network.Units }
                : new() { ["num-heads"] = network.Heads, ["key-dim"] = network.Units / network.Heads };
            attention[Name] = "attention";
            attention[From] = Names([written, read]);
            layers.Add(Layer(isAdditive ? "additive-attention" : "multi-head-attention", attention));
            layers.Add(Layer("concatenate", new() { [From] = Names([written, "attention"]) }));
            layers.Add(Layer("dense", new() { ["units"] = network.Units }));
        }

        if (network.Dropout > 0)
        {
            layers.Add(Layer("dropout", new() { ["rate"] = network.Dropout }));
        }

        layers.Add(Layer("dense", []));
    }

    /// <summary>
    /// Vectors that start far from zero. From vectors near it the first steps, which learn how frequent each token is, push all units the
    /// same way, and over thousands of words drive a tanh before the scores into its flat ends: hence there is none, either.
    /// </summary>
    private static Block<Layer> Embedding(EncoderDecoderRecipe network, string name, string from) => Layer("embedding", new()
    {
        ["output-dim"] = network.EmbeddingDimension,
        ["embeddings-initializer"] = new JsonObject { ["random-normal"] = new JsonObject { ["standard-deviation"] = 1 } },
        [Name] = name,
        [From] = from,
    });

    private static JsonObject Recurrent(EncoderDecoderRecipe network, int units)
    {
        JsonObject settings = new() { ["units"] = units, ["return-sequences"] = true, ["return-state"] = true };
        if (network.Dropout > 0)
        {
            settings["dropout"] = network.Dropout;
        }

        return settings;
    }

    private static string CellOf(EncoderDecoderRecipe network) => network.Cell switch
    {
        RecurrentCellKind.Gru => "gru",
        RecurrentCellKind.SimpleRnn => "simple-rnn",
        _ => "lstm",
    };

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");

    private static string Output(string name, int output) => string.Create(CultureInfo.InvariantCulture, $"{name}.{output}");

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    private static Block<Layer> Layer(string name, JsonObject settings) =>
        Layers.Layer.Catalogue.ReadBlock(new JsonConfiguration(new JsonObject { [name] = settings }, "section encoder-decoder"));
}

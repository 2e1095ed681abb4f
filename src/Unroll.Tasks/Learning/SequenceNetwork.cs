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
                    LayerEntry.NameSetting, string.Create(CultureInfo.InvariantCulture, $"decoder_{states.Count}"));
                written = Apply(recipe, i, twin.Create(), [written, .. states[^1]]);
            }
        }

        for (int i = last + 1; i < blocks.Count; i++)
        {
            Layer layer = blocks[i].Create();
            written = layer is MultiHeadAttention
                ? Apply(
                    recipe, i, new Concatenate { Name = string.Create(CultureInfo.InvariantCulture, $"attended_{i}") }, written,
                    Apply(recipe, i, layer, written, read))
                : Apply(recipe, i, layer, written);
        }

        return new Graph(starts, [written]) { Seed = seed };
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

using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>Traits of the networks of a recipe that tell why they may fail.</summary>
internal static class NetworkTraits
{
    /// <summary>Whether a recipe has linear models alone: nothing between a window and its forecast that bends.</summary>
    /// <param name="recipe">The recipe.</param>
    internal static bool AreLinear(Recipe recipe) => recipe.Variants.All(variant => variant.Model.Count > 0 && variant.Model.All(
        block => LayerEntry.TakeCodes(block, 1).Create() is Flatten or Reshape or TemporalLinear or NLinear or DLinear
            or Dense { Activation: Linear }));

    /// <summary>
    /// The timesteps that a recurrent layer reads of which the network keeps the last state alone; 0 where there is no such layer, or the
    /// network is none of the recipe's layers one after the other.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">Shape of a sample's input.</param>
    internal static int StepsOfLastState(Recipe recipe, Shape input) => recipe.Variants
        .Where(variant => variant.Model.Count > 0).Select(variant => (Variant: variant, Graph: RecipeGraph.Of(variant)))
        .Where(network => network.Graph.IsChain)
        .Select(network => StepsOfLastState(network.Variant.Model, network.Graph, input)).DefaultIfEmpty().Max();

    private static int StepsOfLastState(IReadOnlyList<Block<Layer>> layers, RecipeGraph graph, Shape input)
    {
        Shape shape = input;
        for (int i = 0; i < layers.Count && shape.IsSequence; i++)
        {
            Block<Layer> block = LayerEntry.TakeCodes(layers[i], 1);
            Layer layer = (graph.NeedsSequences(i) ? LayerEntry.ReturnSequences(block) : block).Create();
            Shape output = layer.GetOutputShapes([shape])[0];
            if (!output.IsSequence && layer is RecurrentLayer or Bidirectional)
            {
                return shape.Timesteps;
            }

            shape = output;
        }

        return 0;
    }
}

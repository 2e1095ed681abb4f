using System.Globalization;
using Unroll.Series.Windowing;
using Unroll.Tasks.Networks;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Classification;

/// <summary>
/// What padding at the start holds. Lengths count from the start, so a network only knows of such padding by what stands in it, and its first
/// layer has to leave that out: else it would learn from steps that never were.
/// </summary>
internal static class SequencePadding
{
    /// <summary>What padding holds in all features: what the network's first layer leaves out.</summary>
    public static float ValueOf(Recipe recipe) => recipe.Sequence.PadStart && recipe.Model[0] is MaskingLayerRecipe masking ? (float)masking.Value : 0;

    /// <summary>Refuses a recipe that pads at the start, and whose network would take the padding for steps.</summary>
    /// <exception cref="InputException">It is one.</exception>
    public static void RequireMask(Recipe recipe)
    {
        if (recipe.Sequence.PadStart && recipe.Model[0] is not (MaskingLayerRecipe or EmbeddingLayerRecipe { MaskZero: true }))
        {
            throw Error(recipe, "series are padded at the start (sequence.pad: start), but the first layer does not leave that padding out: the network would learn from "
                + "steps that never were. Write `- masking` as the first layer, or pad at the end (sequence: {pad: end}), which has no share in anything.");
        }
    }

    /// <summary>Refuses padding that cannot be told from steps, which would be left out together with it.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="training">The sequences to learn from.</param>
    /// <exception cref="InputException">Some steps hold in all features what padding does.</exception>
    public static void RequireDistinct(Recipe recipe, SeriesSequences training)
    {
        if (!recipe.Sequence.PadStart || recipe.Model[0] is not MaskingLayerRecipe masking || !training.IsPadded || training.CountStepsLikePadding() is not (> 0 and var alike))
        {
            return;
        }

        throw Error(recipe, string.Create(
            CultureInfo.InvariantCulture,
            $"{alike} step{(alike == 1 ? " holds" : "s hold")} {masking.Value} in all columns, as the padding at the start does, and would be left out with it. "
            + $"Give a value that no step has, for example `- masking: {(masking.Value == -1000 ? -2000 : -1000)}`, or pad at the end (sequence: {{pad: end}})."));
    }

    private static InputException Error(Recipe recipe, string what) => LayerBuilder.Error(recipe, recipe.Model[0], "model[1]", what);
}

using System.Globalization;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Sequences;

/// <summary>
/// Padding at the start of sequences. Lengths count from the start, so a network identifies such padding only by its value, and its first
/// layer has to mask it: else it would be trained on steps that never were.
/// </summary>
internal static class SequencePadding
{
    /// <summary>The value of padding in all features: the one that the network's first layer masks.</summary>
    public static float ValueOf(SequenceRecipe sequence, Model network) =>
        sequence.PadStart && FirstLayer(network) is Masking masking ? masking.MaskValue : 0;

    /// <summary>Refuses a network that would take padding at the start for steps.</summary>
    /// <exception cref="InputException">It is one.</exception>
    public static void RequireMask(Recipe recipe, SequenceRecipe sequence, Model network)
    {
        if (sequence.PadStart && recipe.Classical is { } classical)
        {
            throw recipe.Error(
                "sequence.pad",
                $"start belongs to networks, which leave padding out: {classical.Name} would take it for steps. Leave it out.");
        }

        if (sequence.PadStart
            && !(FirstLayer(network) is { } first
                && (first is Masking || (first is Embedding && first.GivesMask(0, [false], first.OutputShape)))))
        {
            throw recipe.Error(
                "model[1]",
                "series are padded at the start (sequence.pad: start), but the first layer does not leave that padding out: "
                + "the network would learn from steps that never were. Write `- masking` as the first layer, "
                + "or pad at the end (sequence: {pad: end}), which has no share in anything.");
        }
    }

    /// <summary>Refuses padding that equals real steps, which would be masked together with it.</summary>
    /// <exception cref="InputException">Some steps hold in all features what padding does.</exception>
    public static void RequireDistinct(Recipe recipe, SequenceRecipe sequence, Model network, SeriesSequences training)
    {
        if (sequence.PadStart && training.IsPadded && FirstLayer(network) is Masking masking
            && training.CountStepsLikePadding() is > 0 and var alike)
        {
            throw recipe.Error(
                "model[1]",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{alike} step{(alike == 1 ? " holds" : "s hold")} {masking.MaskValue} in all columns, "
                    + $"as the padding at the start does, and would be left out with it. "
                    + $"Give a value that no step has, for example `- masking: {(masking.MaskValue == -1000 ? -2000 : -1000)}`, "
                    + $"or pad at the end (sequence: {{pad: end}})."));
        }
    }

    private static Layer? FirstLayer(Model network) => network.Layers.FirstOrDefault(layer => layer is not Input);
}

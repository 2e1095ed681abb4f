using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Series.Preparing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Translation;

/// <summary>The checks of a recipe of <c>task: translate</c>.</summary>
internal static class TranslationChecks
{
    /// <summary>Refuses what does not fit.</summary>
    /// <param name="recipe">The recipe.</param>
    public static void Check(Recipe recipe)
    {
        CheckData(recipe);
        CheckSteps(recipe);
        CheckNetwork(recipe);
        if (recipe.Split is { } split && split is not (OrderedSplit or GroupedSplit { Group: null }))
        {
            throw recipe.Error("split.by", "pairs are divided at random (by: group) or in their order (by: order). Use one of these.");
        }

        (string Name, bool IsGiven)[] others =
        [
            ("truncated-steps", recipe.Train.TruncatedSteps > 0), ("augment", recipe.Train.Augment.Count > 0),
            ("class-weights", recipe.Train.BalanceClasses),
        ];
        if (others.FirstOrDefault(other => other.IsGiven) is { Name: { } name })
        {
            throw recipe.Error($"train.{name}", "does not belong to task: translate. Remove it.");
        }
    }

    private static void CheckData(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        (string Name, bool IsGiven)[] others =
        [
            ("past-covariates", data.PastCovariates.Count > 0), ("future-covariates", data.FutureCovariates.Count > 0),
            ("static-covariates", data.StaticCovariates.Count > 0), ("channels", data.Channels.Count > 0),
            ("categories", data.Categories.Count > 0), ("class", data.Class is not null), ("time", data.Time is not null),
            ("database", data.Database is not null), ("labels", data.Labels is not null),
        ];
        if (others.FirstOrDefault(other => other.IsGiven) is { Name: { } name })
        {
            throw recipe.Error(
                $"data.{name}", "does not belong to task: translate, which reads pairs: text: COLUMN and target: COLUMN of a table, or "
                    + "file and target-file. Remove it.");
        }

        if (data is { File: not null, TargetFile: null, Targets.Count: 0 } or { Dataset: not null, TargetDataset: null, Targets.Count: 0 })
        {
            throw recipe.Error(
                "data.target", "is missing. Name the columns of a table, text: german and target: english, or give the file with the "
                    + "translation of each line: target-file: train.en");
        }

        if (data.Texts.Count == 0 && data.Targets.Count > 0 && data.TargetFile is null && data.TargetDataset is null)
        {
            throw recipe.Error("data.text", "is missing. Name the column that is read, for example text: german");
        }

        if (data.Texts.Intersect(data.Targets).FirstOrDefault() is { } both)
        {
            throw recipe.Error("data.target", $"{both} is the column that is read (data.text). Name the one that is written.");
        }
    }

    private static void CheckSteps(Recipe recipe)
    {
        RecipeChecks.CheckSteps(recipe, new PreparationOptions { Use = SeriesUse.Whole });
        string[] columns = [.. TranslationTask.SourcesOf(recipe.Data), .. TranslationTask.TargetsOf(recipe.Data)];
        foreach ((int place, Block<PreparingStep> block) in recipe.EffectiveSteps.Index())
        {
            if (PairSide.Named(block)?.FirstOrDefault(name => !columns.Contains(name)) is { } stray)
            {
                throw recipe.Error(
                    Recipe.Item("prepare.steps", place),
                    $"there is no column '{stray}'.{Suggestion.Question(stray, columns)} The columns are: {string.Join(", ", columns)}.");
            }
        }
    }

    private static void CheckNetwork(Recipe recipe)
    {
        EncoderDecoderRecipe network = recipe.Section(TranslationTask.Network);
        if (recipe.Outputs.Count > 0)
        {
            throw recipe.Error("outputs", "what is written is the only output. Remove it.");
        }

        if (recipe.Models.Count + recipe.Model.Count > 0 && network != new EncoderDecoderRecipe())
        {
            throw recipe.Error("encoder-decoder", "stands beside model, which has all layers. Keep one of the two.");
        }

        if (recipe.Models.Count + recipe.Model.Count > 0
            && !recipe.Variants.All(variant => RecipeGraph.Mentions(variant, RecipeGraph.PreviousName)))
        {
            throw recipe.Error(
                recipe.Models.Count > 0 ? "models" : "model",
                "no layer takes what was written before: let the first layer of the decoder take it, for example {embedding: "
                    + "{output-dim: 64, from: previous}}, and its recurrent layers start from states of the encoder: {gru: {units: 128, "
                    + "from: [embedded, encoder.1]}}. Or leave model out and describe the network in encoder-decoder.");
        }

        if (network.Bidirectional && network.Units % 2 != 0)
        {
            throw recipe.Error("encoder-decoder.units", $"{network.Units} cannot be halved between two directions. Give an even number.");
        }

        if (network.Attention == AttentionKind.DotProduct && network.Units % network.Heads != 0)
        {
            throw recipe.Error(
                "encoder-decoder.num-heads", $"{CountFormatter.Format(network.Heads, "heads")} do not divide "
                    + $"{CountFormatter.Format(network.Units, "units")}. Give a number that does.");
        }

        if (network.Attention == AttentionKind.Additive && network.Heads > 1)
        {
            throw recipe.Error(
                "encoder-decoder.num-heads", "belong to dot-product attention, but attention is additive. Leave num-heads out, or set "
                    + "attention: dot-product.");
        }

        if (recipe.Variants.Any(variant => variant.Model.Any(block => LayerEntry.NameOf(block) == RecipeGraph.PreviousName)))
        {
            throw recipe.Error("model", "\"previous\" is the input that a decoder goes on from. Give the layer another name.");
        }
    }
}

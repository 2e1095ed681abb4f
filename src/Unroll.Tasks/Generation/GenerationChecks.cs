using System.Text.RegularExpressions;
using Unroll.Layers;
using Unroll.Series.Preparing;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Generation;

/// <summary>The checks of a recipe of <c>task: generate</c>.</summary>
internal static class GenerationChecks
{
    /// <summary>Refuses what does not fit.</summary>
    /// <param name="recipe">The recipe.</param>
    public static void Check(Recipe recipe)
    {
        CheckData(recipe);
        CheckSteps(recipe);
        CheckTraining(recipe);
        if (recipe.Split is { } split && split is not (OrderedSplit or GroupedSplit { Group: null }))
        {
            throw recipe.Error(
                "split.by", "a text is divided in its order (by: order), a list of lines also at random (by: group). Use one of these.");
        }

        if (recipe.Outputs.Count > 0)
        {
            throw recipe.Error("outputs", "the next token is the only output. Remove it.");
        }

        if (recipe.Section(GenerationTask.Stream).Valid is { } pattern)
        {
            if (!TextDivision.IsList(recipe))
            {
                throw recipe.Error("stream.valid", "belongs to a list of lines (data.format: lines, or data.text). Remove it.");
            }

            try
            {
                _ = new Regex(pattern);
            }
            catch (ArgumentException exception)
            {
                throw recipe.Error("stream.valid", $"\"{pattern}\" is no regular expression: {exception.Message}");
            }
        }
    }

    private static void CheckData(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        (string Name, bool IsGiven)[] others =
        [
            ("target", data.Targets.Count > 0), ("past-covariates", data.PastCovariates.Count > 0),
            ("future-covariates", data.FutureCovariates.Count > 0), ("static-covariates", data.StaticCovariates.Count > 0),
            ("channels", data.Channels.Count > 0), ("categories", data.Categories.Count > 0), ("class", data.Class is not null),
            ("time", data.Time is not null), ("database", data.Database is not null), ("labels", data.Labels is not null),
        ];
        if (others.FirstOrDefault(other => other.IsGiven) is { Name: { } name })
        {
            throw recipe.Error($"data.{name}", "does not belong to task: generate, which reads a text and nothing beside it. Remove it.");
        }

        if (data.Texts.Count > 1)
        {
            throw recipe.Error("data.text", "several columns are named, but one text is generated. Name one.");
        }
    }

    private static void CheckSteps(Recipe recipe)
    {
        PreparingStep[] steps = RecipeChecks.CheckSteps(recipe, new PreparationOptions { Use = SeriesUse.Whole });
        if (steps is not [TokenizeStep { Options: var options }])
        {
            throw recipe.Error(
                "prepare.steps", "a text is prepared by the step tokenize alone. Give [{tokenize: {unit: character}}] or unit: word.");
        }

        if (options.Unit == TokenUnit.Row || (options.Unit == TokenUnit.Blank && TextDivision.IsList(recipe)))
        {
            throw recipe.Error("prepare.steps[1].tokenize.unit", options.Unit == TokenUnit.Row
                ? "a whole text cannot be one token. Use character, subword or word."
                : "what stands between blanks has no line ends, which part the lines of a list. Use character, subword or word.");
        }
    }

    private static void CheckTraining(Recipe recipe)
    {
        TrainRecipe train = recipe.Train;
        (string Name, bool IsGiven)[] others =
        [
            ("steps-per-epoch", train.StepsPerEpoch is not null), ("truncated-steps", train.TruncatedSteps > 0),
            ("bucket-by-length", train.BucketByLength), ("augment", train.Augment.Count > 0), ("class-weights", train.BalanceClasses),
        ];
        if (others.FirstOrDefault(other => other.IsGiven) is { Name: { } name })
        {
            throw recipe.Error($"train.{name}", name == "truncated-steps"
                ? "gradients go back through stream.length steps. Remove it."
                : "does not belong to task: generate, whose batches go on from one another in the order of the text. Remove it.");
        }

        foreach (Recipe variant in recipe.Variants)
        {
            if (variant.Model.Select(block => block.Entry.Type).ToList().IndexOf(typeof(Bidirectional)) is >= 0 and var place)
            {
                throw variant.Error(
                    Recipe.Item("model", place),
                    "text is generated from left to right, so that nothing is known of what follows. Use its layer without bidirectional.");
            }
        }
    }
}

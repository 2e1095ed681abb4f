using System.Globalization;
using Unroll.Augmentations;
using Unroll.Catalogue;
using Unroll.Losses;
using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>Refuses recipes that cannot forecast, or that would leak the target into the inputs.</summary>
internal static class ForecastChecks
{
    public static void Check(Recipe recipe)
    {
        CheckData(recipe);
        if (recipe.Section(ForecastTask.Window) is null)
        {
            throw recipe.Error("window", $"is missing. Give it, for example {ForecastTask.Window.Example}");
        }

        WindowRecipe window = recipe.Section(ForecastTask.Window);
        CheckWindow(recipe, window);
        CheckOtherParts(recipe);
        CheckStrategy(recipe, window);
        CheckSplit(recipe, window);
        CheckSteps(recipe);
        CheckTraining(recipe);
        CheckAugmentations(recipe);
    }

    /// <summary>Refuses a classical model that cannot forecast by the recipe's windows.</summary>
    public static void CheckClassical(Recipe recipe, string field, ClassicalModel model)
    {
        if (model.IsOfTime && recipe.EffectiveSplit is ShuffledWindowsSplit)
        {
            throw recipe.Error(
                field, $"{model.Name} forecasts from the whole history of a series, which with split.by: shuffled holds rows of the test "
                + "part. Use by: time, or a model of windows such as ridge.");
        }

        ForecastStrategy strategy = recipe.Section(ForecastTask.Window)?.Strategy ?? ForecastStrategy.Direct;
        if (field == "model" && strategy != ForecastStrategy.Direct && (model.IsOfTime || strategy != ForecastStrategy.Recursive))
        {
            throw recipe.Error(
                "window.strategy", $"belongs to networks: {model.Name} forecasts all rows of the horizon by itself. Leave it out"
                + (model.IsOfTime ? "." : ", or take recursive."));
        }
    }

    /// <summary>A sentence for each classical model that does not see columns of the recipe.</summary>
    public static IEnumerable<string> UnseenColumns(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        string[] others = [.. data.Columns.Except(data.Targets)];
        foreach (ClassicalModel model in recipe.Baselines.Append(recipe.Classical).OfType<ClassicalModel>().Where(model => model.IsOfTime))
        {
            string[] seen = model.UsesFutureCovariates ? [.. others.Intersect(data.FutureCovariates)] : [];
            string[] related = model.UsesRelatedSeries ? [.. others.Intersect(data.PastCovariates)] : [];
            if (others.Except(seen).Except(related).ToArray() is { Length: > 0 } unseen)
            {
                yield return $"{model.Name} forecasts {string.Join(", ", data.Targets)} from the past of "
                    + (model.UsesRelatedSeries ? string.Join(", ", data.Targets.Concat(related)) : "each alone")
                    + $"{(seen.Length == 0 ? "" : $", and by {string.Join(", ", seen)} of the same rows")}: it does not see "
                    + $"{string.Join(", ", unseen)}.";
            }
        }
    }

    /// <summary>The values to forecast go on from a window: what changes the window alone makes a forecast of it wrong.</summary>
    private static void CheckAugmentations(Recipe recipe)
    {
        for (int i = 0; i < recipe.Train.Augment.Count; i++)
        {
            if (recipe.Train.Augment[i].Create() is var augmentation && (augmentation.ChangesTime || augmentation is Scaling))
            {
                throw recipe.Error(
                    Recipe.Item("train.augment", i),
                    $"{recipe.Train.Augment[i].Name} changes a window, but not what follows it, so that the network would learn wrong " +
                    "forecasts. Remove it; jitter and mixup fit forecasts.");
            }
        }
    }

    private static void CheckData(Recipe recipe)
    {
        DataRecipe data = recipe.Data;
        if (data.Targets.Count == 0)
        {
            throw recipe.Error("data.target", "is missing. Give it, for example target: load");
        }

        NumberChecks.Check(recipe, "forecast");
        if (data.Channels.Count > 0)
        {
            throw recipe.Error(
                "data.channels",
                    "belongs to tasks on whole sequences. A forecast sees its targets' past anyway: name further columns in " +
                    "past-covariates or future-covariates.");
        }

        DataChecks.CheckCategories(recipe, data.Columns, "data.past-covariates or data.future-covariates");
    }

    private static void CheckWindow(Recipe recipe, WindowRecipe window)
    {
        if ((long)window.Length + window.Gap + window.Horizon > int.MaxValue)
        {
            (string key, int most) = new[] { ("length", window.Length), ("gap", window.Gap), ("horizon", window.Horizon) }
                .MaxBy(part => part.Item2);
            throw recipe.Error($"window.{key}", string.Create(
                CultureInfo.InvariantCulture,
                $"is {most}, but length, gap and horizon together are at most {int.MaxValue} rows. Give a smaller number."));
        }

        if (window.MinLength > window.Length)
        {
            throw recipe.Error("window.min-length", string.Create(
                CultureInfo.InvariantCulture,
                $"is {window.MinLength}, but a window has {CountFormatter.Format(window.Length, "rows")} (window.length). "
                    + $"Give at most that, or leave it out."));
        }
    }

    /// <summary>Refuses data beside the series that a forecast has no use for.</summary>
    private static void CheckOtherParts(Recipe recipe)
    {
        if (recipe.HasValidationData || recipe.Data.Texts.Count > 0)
        {
            throw recipe.Error(recipe.HasValidationData ? "data.validation-file" : "data.text",
                "belongs to tasks on whole sequences. " + (recipe.HasValidationData
                    ? "The validation part of a forecast are rows of its series: see split." : "A forecast has numbers: data.target."));
        }

        if (recipe.HasTestData && recipe.EffectiveSplit is not TimeSplit)
        {
            throw recipe.Error("split.by", "the test data of a forecast (data.test-file or data.test-dataset) follow the other rows. "
                + "Use by: time, with a train and a validation part.");
        }
    }

    private static void CheckStrategy(Recipe recipe, WindowRecipe window)
    {
        if (window is { Strategy: ForecastStrategy.Recursive, Gap: > 0 })
        {
            throw recipe.Error("window.strategy",
                "recursive forecasts go on from the row before, which with window.gap is not known. Leave the gap out, or take " +
                "strategy: direct.");
        }

        if (window is { ScheduledSampling: > 0, Strategy: not ForecastStrategy.SequenceToSequence })
        {
            throw recipe.Error("window.scheduled-sampling",
                "belongs to window.strategy: sequence-to-sequence: other networks do not go on from the row before. Leave it out.");
        }

        if (window.Strategy == ForecastStrategy.SequenceToSequence && recipe.Outputs.Count > 1)
        {
            throw recipe.Error("outputs",
                "a decoder (window.strategy: sequence-to-sequence) has one output, with the numbers of all targets. Leave outputs out.");
        }

        if (window.Strategy == ForecastStrategy.DirectEach && recipe.Outputs.Count > 0)
        {
            throw recipe.Error("outputs",
                "the network of each row (window.strategy: direct-each) has one output, with the numbers of all targets. Leave outputs "
                + "out.");
        }
    }

    private static void CheckSplit(Recipe recipe, WindowRecipe window)
    {
        if (recipe.EffectiveSplit is ClassSplit)
        {
            throw recipe.Error("split.by", "a forecast has no classes to divide by. Use time, walk-forward or group.");
        }

        if (recipe.EffectiveSplit is OrderedSplit)
        {
            throw recipe.Error("split.by", "order is for tasks on whole series. Use time, which divides rows in their order.");
        }

        if (recipe.EffectiveSplit is ShuffledWindowsSplit && window.TestStride is not null)
        {
            throw recipe.Error("window.test-stride",
                "windows at random are apart already (window.stride). Remove it, or take split.by: time.");
        }

        if (recipe.Section(ForecastTask.Origins) is { } origins && origins.Calendar.ToString().Length == 0)
        {
            throw recipe.Error(
                "origins", "names no place in the calendar. Give one, for example origins: {month: december}, or remove it.");
        }

        int span = window.Layout.RowCount;
        if (recipe.EffectiveSplit is ShuffledWindowsSplit && window.Stride < span)
        {
            throw recipe.Error("split.by", string.Create(
                CultureInfo.InvariantCulture,
                $"windows overlap (a window and its targets take {CountFormatter.Format(span, "rows")}, the next begins {window.Stride} "
                + $"further on), so shuffled windows would let the test part hold rows that were learned from. Use by: time, or "
                + $"window.stride: {span}."));
        }
    }

    private static void CheckSteps(Recipe recipe)
    {
        PreparingStep[] steps = RecipeChecks.CheckSteps(recipe, ForecastTask.PreparationOptionsOf(recipe));
        WindowRecipe window = recipe.Section(ForecastTask.Window);
        int needed = window.Gap + window.Horizon;
        for (int i = 0; i < steps.Length && window.Gap > 0; i++)
        {
            if (steps[i] is DifferenceStep { Options: var difference } && difference.Lag < needed
                && (difference.Columns is null || difference.Columns.Intersect(recipe.Data.Targets).Any()))
            {
                // An evaluation would look at the values within the gap, and a forecast could not be given.
                throw recipe.Error(
                    $"{Recipe.Item("prepare.steps", i)}.{recipe.EffectiveSteps[i].Name}",
                    string.Create(CultureInfo.InvariantCulture,
                        $"a difference to {CountFormatter.Format(difference.Lag, "rows")} " +
                        $"before is undone by the value of that row, but with window.gap: " +
                        $"{window.Gap} ") +
                    "the rows just before the forecast are not known yet. " +
                    string.Create(CultureInfo.InvariantCulture,
                        $"Take a lag of at least {needed} (gap and horizon), leave the gap out, or take differences of other columns " +
                        $"than the target."));
            }
        }
    }

    private static void CheckTraining(Recipe recipe)
    {
        if (recipe.Train.BucketByLength)
        {
            throw recipe.Error(
                "train.bucket-by-length", "belongs to tasks on whole sequences. The windows of a forecast are equally long.");
        }

        CheckCounts(recipe);
    }

    /// <summary>A likelihood of counts takes them as they are: values that a step has changed are none.</summary>
    private static void CheckCounts(Recipe recipe)
    {
        if (recipe.EffectiveSteps.FirstOrDefault(step => ChangesTargets(step, recipe.Data.Targets)) is not { } changing)
        {
            return;
        }

        foreach ((string field, Block<Loss> loss) in recipe.Train.Losses)
        {
            if (loss.Create() is PoissonLikelihood or NegativeBinomialLikelihood)
            {
                throw recipe.Error(
                    field, $"{loss.Name} takes counts as they are, but the step {changing.Name} changes those of "
                    + $"{string.Join(", ", recipe.Data.Targets)}. Write prepare: {{steps: []}}, or give the step columns: without "
                    + $"the target; or take gaussian-likelihood.");
            }
        }
    }

    private static bool ChangesTargets(Block<PreparingStep> step, IReadOnlyList<string> targets)
    {
        (bool changes, IReadOnlyList<string>? columns) = step.Create() switch
        {
            ScaleStep scale => (scale.Options.Method != ScaleMethod.None, scale.Options.Columns),
            DifferenceStep difference => (true, difference.Options.Columns),
            LogStep log => (true, log.Options.Columns),
            PowerStep power => (true, power.Options.Columns),
            DetrendStep detrend => (true, detrend.Options.Columns),
            _ => (false, null),
        };
        return changes && (columns is null || columns.Intersect(targets).Any());
    }
}

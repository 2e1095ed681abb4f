using System.Buffers;
using System.Globalization;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Recipes;

/// <summary>The checks of every recipe, whatever its task, and whether it comes from a file or from code.</summary>
internal static class RecipeChecks
{
    private static readonly SearchValues<char> _notInNames = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>Checks a recipe.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="isWhole">Whether it must name its data and its network.</param>
    public static void Check(Recipe recipe, bool isWhole)
    {
        CheckValues(recipe);
        CheckName(recipe);
        DataChecks.Check(recipe, isWhole);
        if (recipe.Members.Count > 0)
        {
            MemberChecks.Check(recipe, isWhole);
            return;
        }

        ClassicalChecks.Check(recipe);
        CheckNetwork(recipe, isWhole);
        CheckBlocks(recipe);
        recipe.Task.Check(recipe);
        SplitChecks.Check(recipe);
    }

    /// <summary>Each value is one that a file may have: a recipe from code is read as if it had been written.</summary>
    private static void CheckValues(Recipe recipe)
    {
        Section<Recipe> section = RecipeSections.For(recipe.Task);
        try
        {
            section.Read(new JsonConfiguration(section.Write(recipe), $"Recipe {recipe.Name}"));
        }
        catch (ArgumentException exception)
        {
            // Of all that may be set in code, numbers that are infinite or none are what cannot be written.
            throw new ConfigurationException(
                $"Recipe {recipe.Name}: a value cannot be written: {exception.Message.Split('.')[0]}.", exception);
        }
    }

    // The name becomes a folder's name.
    private static void CheckName(Recipe recipe)
    {
        const int Longest = 100;
        string name = recipe.Name;
        if (name.AsSpan().ContainsAny(_notInNames) || name.Any(char.IsControl) || name.Trim('.', ' ').Length == 0)
        {
            throw recipe.Error("name", $"\"{name}\" cannot name a folder. Use letters, digits, spaces, - and _.");
        }

        if (name.Length > Longest)
        {
            throw recipe.Error("name", $"has {CountFormatter.Format(name.Length, "characters")}, but names a folder. Use at most " +
                $"{Longest}.");
        }
    }

    /// <summary>The steps of preparation fit each other and the task.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="options">The task's preparation.</param>
    /// <returns>The steps.</returns>
    public static PreparingStep[] CheckSteps(Recipe recipe, PreparationOptions options)
    {
        PreparingStep[] steps = [.. recipe.EffectiveSteps.Select(block => block.Create())];
        return Preparation.Problems(steps, options) is [var problem, ..]
            ? throw recipe.Error(Recipe.Item("prepare.steps", problem.Index), problem.Message)
            : steps;
    }

    /// <summary>Settings that are right each by itself may not go together, which is known when a block is made of them.</summary>
    private static void CheckBlocks(Recipe recipe)
    {
        foreach (Recipe variant in recipe.Variants)
        {
            for (int i = 0; i < variant.Model.Count; i++)
            {
                Block<Layer>? layer = SharedLayer.LayerOf(variant.Model[i]) is null ? variant.Model[i] : null;
                CheckBlock(variant, Recipe.Item("model", i), layer);
            }
        }

        TrainRecipe train = recipe.Train;
        foreach ((string field, Block<Loss> loss) in train.Losses)
        {
            CheckBlock(recipe, field, loss);
        }

        CheckBlock(recipe, "train.optimizer", train.Optimizer);
        CheckBlock(recipe, "train.schedule", train.Schedule);
        CheckBlock(recipe, "train.weight-average", train.WeightAverage);
        CheckBlock(recipe, $"train.{train.Clipping?.Name}", train.Clipping);
        for (int i = 0; i < train.Augment.Count; i++)
        {
            CheckBlock(recipe, Recipe.Item("train.augment", i), train.Augment[i]);
        }

        foreach ((string field, Block<Metric> metric) in train.AllMetrics)
        {
            CheckBlock(recipe, field, metric);
        }

        if (train is { StepsPerEpoch: not null, Shuffle: false })
        {
            throw recipe.Error(
                "train.steps-per-epoch", "draws the samples of each epoch at random, but train.shuffle is false. Leave one of them out.");
        }

        CheckSnapshots(recipe);
        CheckRefit(recipe);
        CheckMonitor(recipe, "early-stopping", train.EarlyStopping is not null, train.EarlyStopping?.Monitor);
        CheckMonitor(recipe, "reduce-learning-rate-on-plateau", train.ReduceLearningRateOnPlateau is not null,
            train.ReduceLearningRateOnPlateau?.Monitor);
    }

    /// <summary>Snapshots have a learning rate and a number of epochs of their own.</summary>
    private static void CheckSnapshots(Recipe recipe)
    {
        TrainRecipe train = recipe.Train;
        string? other = train.Schedule is not null ? "schedule" : train.EarlyStopping is not null ? "early-stopping"
            : train.ReduceLearningRateOnPlateau is not null ? "reduce-learning-rate-on-plateau"
            : train.WeightAverage is not null ? "weight-average" : null;
        if (train.Snapshots > 1 && other is not null)
        {
            throw recipe.Error(
                $"train.{other}",
                "does not go together with snapshots (train.ensemble), which lower the learning rate in cycles over all epochs. Remove one "
                + "of the two.");
        }

        if (train.Snapshots > train.Epochs)
        {
            throw recipe.Error("train.ensemble", string.Create(
                CultureInfo.InvariantCulture,
                $"{train.Snapshots} snapshots need at least as many epochs, but train.epochs is {train.Epochs}. Raise it, or take fewer."));
        }
    }

    private static void CheckRefit(Recipe recipe)
    {
        if (!recipe.Train.Refit)
        {
            return;
        }

        if (!recipe.Task.CanRefit)
        {
            throw recipe.Error(
                "train.refit",
                $"the task {recipe.Task.Name} cannot train on training and validation part before its test. Remove it; "
                + "fit-on-all trains final networks on all data after the test.");
        }

        if (!recipe.HasValidation)
        {
            throw recipe.Error(
                "train.refit",
                "the split has no validation part, so that networks learn from all data before the test part as it is. Remove it, or give "
                + "split.validation.");
        }
    }

    private static void CheckMonitor(Recipe recipe, string section, bool isGiven, string? monitor)
    {
        if (isGiven && !recipe.HasValidation && (monitor is null || monitor.StartsWith("val_", StringComparison.Ordinal)))
        {
            throw recipe.Error(
                $"train.{section}",
                $"watches {monitor ?? "val_loss"}, but the split has no validation part. Remove it, so that all epochs are trained, give "
                + $"split.validation, or watch the training: {section}: {{monitor: loss}}.");
        }

        string[] measured = recipe.Outputs.Count == 0
            ? [.. MeasuredOf("")]
            : recipe.Outputs.Count == 1
            ? [.. MeasuredOf(recipe.Outputs[0].Layer)]
            : [.. recipe.Outputs.SelectMany(output => MeasuredOf(output.Layer).Prepend("loss").Select(name => $"{output.Layer}_{name}"))];
        string[] names = [.. measured.Prepend("loss").SelectMany(name => new[] { name, $"val_{name}" })];
        if (monitor is not null && !names.Contains(monitor))
        {
            throw recipe.Error(
                $"train.{section}.monitor",
                $"\"{monitor}\" is not recorded while training. Use {string.Join(", ", names)}, or add a metric to train.metrics.");
        }

        IEnumerable<string> MeasuredOf(string output) => recipe.Train.MetricsOf(output).Select(metric => metric.Create().Name);
    }

    private static void CheckBlock<T>(Recipe recipe, string field, Block<T>? block)
        where T : class
    {
        try
        {
            block?.Create();
        }
        catch (ArgumentException exception)
        {
            throw recipe.Error(field, exception);
        }
    }

    private static void CheckNetwork(Recipe recipe, bool isWhole)
    {
        if (recipe.Models.Count > 0 && (recipe.Model.Count > 0 || recipe.Outputs.Count > 0))
        {
            throw recipe.Error("models",
                $"stands beside {(recipe.Model.Count > 0 ? "model" : "outputs, which belongs to model")}. Keep one of the two.");
        }

        if (recipe.Model.Count + recipe.Models.Count == 0 && recipe.Classical is null && isWhole && !recipe.Task.HasDefaultNetwork)
        {
            throw recipe.Error("model", "is missing. Give it, for example model: [{lstm: 32}, {dense: 1}]");
        }

        foreach (Recipe variant in recipe.Variants)
        {
            RecipeOutputs.Check(variant);
        }
    }
}

using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.Tasks.Recipes;

/// <summary>The checks of a network's outputs, and of what the recipe says of each: targets, losses and their weights.</summary>
internal static class RecipeOutputs
{
    /// <summary>The field of an output.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="place">Index of the output.</param>
    public static string FieldOf(Recipe recipe, int place) =>
        recipe.Outputs.All(output => output.Targets.Count == 0)
            ? recipe.Outputs.Count == 1 ? "outputs" : Recipe.Item("outputs", place)
            : $"outputs.{recipe.Outputs[place].Layer}";

    /// <summary>The field of the item of <c>model</c> whose output one of the network's is.</summary>
    /// <param name="recipe">The recipe, checked.</param>
    /// <param name="place">Index of the output.</param>
    public static string LayerFieldOf(Recipe recipe, int place) => recipe.Model.Count == 0
        ? recipe.Models.Count > 0 ? "models" : "model"
        : Recipe.Item("model", RecipeGraph.Of(recipe).Outputs[place].Layer);

    /// <summary>The loss of an output; null for the task's own.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="place">Index of the output.</param>
    public static Block<Loss>? LossOf(Recipe recipe, int place) => recipe.Train.OutputLosses.Count == 0
        ? recipe.Train.Loss : recipe.Train.OutputLosses[recipe.Outputs[place].Layer];

    /// <summary>Indices of an output's targets.</summary>
    /// <param name="recipe">The recipe, checked.</param>
    /// <param name="place">Index of the output.</param>
    /// <param name="targets">All targets.</param>
    public static IReadOnlyList<int> TargetsOf(Recipe recipe, int place, IReadOnlyList<string> targets) => recipe.Outputs.Count <= 1
        ? [.. Enumerable.Range(0, targets.Count)]
        : [.. Names(recipe.Outputs[place]).Select(name => targets.ToList().IndexOf(name))];

    /// <summary>Checks the outputs, and the connections of the layers that lead to them.</summary>
    /// <param name="recipe">The recipe.</param>
    public static void Check(Recipe recipe)
    {
        for (int i = 0; i < recipe.Outputs.Count; i++)
        {
            string name = recipe.Outputs[i].Layer;
            if (name == RecipeGraph.InputName)
            {
                throw recipe.Error(FieldOf(recipe, i), "the input is no output. Name a layer.");
            }

            if (recipe.Outputs.Take(i).Any(other => other.Layer == name))
            {
                throw recipe.Error(FieldOf(recipe, i), $"\"{name}\" is listed twice. Name each output once.");
            }
        }

        if (recipe.Model.Count > 0)
        {
            RecipeGraph.Of(recipe);
        }

        CheckTargets(recipe);
        CheckLosses(recipe);
    }

    /// <summary>Each target is predicted by one output.</summary>
    private static void CheckTargets(Recipe recipe)
    {
        IReadOnlyList<string> targets = recipe.Data.Targets;
        if (targets.Count == 0)
        {
            return;
        }

        Dictionary<string, string> heads = new(StringComparer.Ordinal);
        for (int i = 0; i < recipe.Outputs.Count; i++)
        {
            OutputRecipe output = recipe.Outputs[i];
            foreach (string target in recipe.Outputs.Count == 1 ? output.Targets : Names(output))
            {
                if (!targets.Contains(target))
                {
                    throw recipe.Error(FieldOf(recipe, i), output.Targets.Count > 0
                        ? ConfigurationNode.Unknown("target", target, targets)
                        : $"\"{target}\" is none of the targets ({string.Join(", ", targets)}). Name the layer after the target that it "
                            + $"predicts, or say which it is: outputs: {{{target}: {targets[0]}, …}}.");
                }

                if (!heads.TryAdd(target, output.Layer))
                {
                    throw recipe.Error(
                        FieldOf(recipe, i), $"the target {target} is predicted by {heads[target]} already. Give each target one output.");
                }
            }
        }

        if (heads.Count > 0 && targets.FirstOrDefault(target => !heads.ContainsKey(target)) is { } left)
        {
            throw recipe.Error(
                "outputs", $"no output predicts the target {left}. Name the layer that does, or leave {left} out of data.target.");
        }
    }

    private static void CheckLosses(Recipe recipe)
    {
        TrainRecipe train = recipe.Train;
        string[] outputs = [.. recipe.Outputs.Select(output => output.Layer)];
        if (train.Loss is not null && train.OutputLosses.Count > 0)
        {
            throw recipe.Error("train.loss", "one loss for all outputs and losses by output are given. Keep one of the two.");
        }

        if (train.Metrics.Count > 0 && train.OutputMetrics.Count > 0)
        {
            throw recipe.Error("train.metrics", "metrics of all outputs and metrics by output are given. Keep one of the two.");
        }

        RequireOutputs(recipe, "loss", train.OutputLosses.Keys, outputs);
        RequireOutputs(recipe, "metrics", train.OutputMetrics.Keys, outputs);
        RequireOutputs(recipe, "loss-weights", train.LossWeights.Keys, outputs);
        if (train.OutputLosses.Count > 0 && outputs.FirstOrDefault(name => !train.OutputLosses.ContainsKey(name)) is { } without)
        {
            throw recipe.Error("train.loss", $"the output {without} has no loss. Give it one: {{…, {without}: mean-squared-error}}.");
        }

        if (outputs.Length > 0 && outputs.All(name => train.LossWeights.TryGetValue(name, out double weight) && weight == 0))
        {
            throw recipe.Error("train.loss-weights", "all weights are 0, so that nothing would be learned. Give one above 0.");
        }
    }

    private static void RequireOutputs(Recipe recipe, string key, IEnumerable<string> names, string[] outputs)
    {
        if (names.FirstOrDefault(name => !outputs.Contains(name)) is { } unknown)
        {
            throw recipe.Error($"train.{key}.{unknown}", outputs.Length == 0
                ? $"the network has one output, so that there is nothing to name. Name several layers in outputs: [{unknown}, …], or "
                    + (key == "loss-weights" ? "remove it." : $"give one value: {key}: {(key == "loss" ? "mean-squared-error" : "[mae]")}.")
                : ConfigurationNode.Unknown("output", unknown, outputs));
        }
    }

    private static IReadOnlyList<string> Names(OutputRecipe output) => output.Targets.Count > 0 ? output.Targets : [output.Layer];
}

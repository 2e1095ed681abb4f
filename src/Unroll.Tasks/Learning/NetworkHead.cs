using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Learning;

/// <summary>The last layer of a network, and what a loss expects of it.</summary>
internal static class NetworkHead
{
    /// <summary>Units of the recurrent layer of default networks.</summary>
    public const int DefaultUnits = 32;

    /// <summary>
    /// Name of the activation of an output's layer, <c>linear</c> for none; null where it is not known, as of a user's own layer, and empty
    /// where the layer cannot be a head, as a recurrent one.
    /// </summary>
    /// <param name="network">The network, built.</param>
    /// <param name="output">Index of the output.</param>
    public static string? ActivationOf(Model network, int output = 0)
    {
        Layer last = network.OutputLayers[output];
        return last switch
        {
            Dense dense => ActivationFunction.Catalogue.NameOf(dense.Activation),
            Activation activation => ActivationFunction.Catalogue.NameOf(activation.Function),
            _ => last.GetType().Assembly == typeof(Layer).Assembly ? "" : null,
        };
    }

    /// <summary>Refuses a network whose outputs are not those that the recipe names.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="network">The network, built.</param>
    /// <exception cref="InputException">There are more or fewer, or others.</exception>
    public static void RequireOutputs(Recipe recipe, Model network)
    {
        IReadOnlyList<string> names = network.OutputNames;
        if (names.Count != Math.Max(1, recipe.Outputs.Count)
            || (names.Count > 1 && !names.SequenceEqual(recipe.Outputs.Select(output => output.Layer))))
        {
            throw recipe.Error("outputs",
                $"the network has {CountFormatter.Format(names.Count, "outputs")} ({string.Join(", ", names)}), but the recipe has "
                + (recipe.Outputs.Count == 0 ? "none of several heads" : string.Join(", ", recipe.Outputs.Select(output => output.Layer)))
                + $". Name the network's in its order, outputs: [{string.Join(", ", names)}], or join them with concatenate.");
        }
    }

    /// <summary>The field of an output's loss.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="output">Index of the output.</param>
    public static string LossField(Recipe recipe, int output) =>
        recipe.Train.OutputLosses.Count == 0 ? "train.loss" : $"train.loss.{recipe.Outputs[output].Layer}";

    /// <summary>An error about the layer of an output.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="output">Index of the output.</param>
    /// <param name="what">What was got, what was expected and what to do.</param>
    public static InputException Error(Recipe recipe, int output, string what) =>
        recipe.Error(RecipeOutputs.LayerFieldOf(recipe, output), what);

    /// <summary>Whether a loss is a user's own, of which only the shapes are known.</summary>
    public static bool IsOwn(Loss loss) => loss.GetType().Assembly != typeof(Loss).Assembly;

    /// <summary>Whether a loss takes logits in place of probabilities.</summary>
    public static bool TakesLogits(Block<Loss>? loss) =>
        loss is not null && SettingsOf(loss)["from-logits"] is JsonValue flag && flag.GetValue<bool>();

    /// <summary>The loss with a weight for each class; null where it has none.</summary>
    public static Loss? WithClassWeights(Block<Loss> loss, IReadOnlyList<float> weights)
    {
        if (!loss.Entry.Settings.Any(setting => setting.Name == "class-weights"))
        {
            return null;
        }

        JsonObject settings = SettingsOf(loss);
        settings["class-weights"] = new JsonArray([.. weights.Select(weight => (JsonNode)weight)]);
        return Loss.Catalogue.Create(new JsonObject { [loss.Name] = settings });
    }

    /// <summary>
    /// A metric that reads targets and predictions as the loss does (the encoding of classes, probabilities or logits), unless its settings
    /// say otherwise.
    /// </summary>
    public static Metric CreateMetric(Block<Metric> metric, Loss loss)
    {
        string? targets = loss switch
        {
            CategoricalCrossEntropy or KullbackLeibler => "one-hot",
            SparseCategoricalCrossEntropy => "label",
            BinaryCrossEntropy => "binary",
            _ => null,
        };
        bool logits = loss is BinaryCrossEntropy or ClassCrossEntropy or KullbackLeibler && loss.Predictions == PredictionKind.Unbounded;
        (string Name, JsonNode? Value)[] implied =
        [
            ("targets", targets),
            ("from-logits", logits ? true : null),

            // The logit of the probability 0.5.
            ("threshold", logits && targets == "binary" ? 0 : null),
        ];
        JsonObject settings = SettingsOf(metric);
        bool isChanged = false;
        foreach (Setting setting in metric.Entry.Settings.Where(setting => !metric.Values.IsGiven(setting)))
        {
            if (implied.FirstOrDefault(value => value.Name == setting.Name).Value is { } value)
            {
                settings[setting.Name] = value;
                isChanged = true;
            }
        }

        return isChanged ? Metric.Catalogue.Create(new JsonObject { [metric.Name] = settings }) : metric.Create();
    }

    /// <summary>The target shape of a loss for an output shape; null where the loss does not take such outputs.</summary>
    public static Shape? TargetShapeOf(Loss loss, Shape output)
    {
        try
        {
            return loss.GetTargetShape(output);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static JsonObject SettingsOf<T>(Block<T> block)
        where T : class =>
        block.ToJson() is JsonObject named && named[block.Name] is JsonObject settings ? (JsonObject)settings.DeepClone() : [];
}

using System.Globalization;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Tasks.Networks;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Classification;

/// <summary>Makes the network and the loss of a classification: one output with a sigmoid, or one a class with a softmax.</summary>
internal static class ClassifierNetwork
{
    /// <summary>The network, built.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">Shape of a sequence.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <exception cref="InputException">The layers do not fit together, or do not end in probabilities of the classes.</exception>
    public static Sequential Build(Recipe recipe, Shape input, int classes, ulong seed)
    {
        SequencePadding.RequireMask(recipe);
        Sequential network = LayerBuilder.Build(recipe, input, seed);
        Check(recipe, network.OutputShape, classes);
        return network;
    }

    /// <summary>The loss that fits the network's outputs.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="network">The network.</param>
    /// <param name="training">The class of each series of the training part.</param>
    /// <param name="classes">Number of classes.</param>
    public static Loss BuildLoss(Recipe recipe, Sequential network, IReadOnlyList<int> training, int classes)
    {
        CrossEntropyOptions options = new()
        {
            ClassWeights = recipe.Train.BalanceClasses ? [.. ClassWeights.Balanced(training), .. new float[classes - 1 - training.Max()]] : null,
        };
        return network.OutputShape.Features == 1 ? new BinaryCrossEntropy(options) : new CategoricalCrossEntropy(options);
    }

    /// <summary>The probabilities of all classes, from the outputs of a network.</summary>
    /// <param name="outputs">What the network gave for a sequence.</param>
    /// <param name="probabilities">One a class.</param>
    public static void ToProbabilities(ReadOnlySpan<float> outputs, Span<float> probabilities)
    {
        if (outputs.Length == 1)
        {
            (probabilities[0], probabilities[1]) = (1 - outputs[0], outputs[0]);
            return;
        }

        outputs.CopyTo(probabilities);
    }

    private static void Check(Recipe recipe, Shape output, int classes)
    {
        string wanted = classes == 2
            ? "dense: {units: 1, activation: sigmoid}"
            : string.Create(CultureInfo.InvariantCulture, $"dense: {{units: {classes}, activation: softmax}}");
        if (output.IsSequence)
        {
            throw Error(recipe, $"the network ends in a sequence, {output}, but must give probabilities of the {classes} classes. "
                + $"End it with a recurrent layer without return-sequences or with global-average-pooling1d, then {wanted}.");
        }

        string activation = recipe.Model[^1] switch
        {
            DenseLayerRecipe dense => dense.Activation ?? "linear",
            ActivationLayerRecipe layer => layer.Function,
            _ => "",
        };
        bool fits = (output.Features == 1 && classes == 2 && activation == "sigmoid") || (output.Features == classes && activation == "softmax");
        if (!fits)
        {
            string outputs = string.Create(CultureInfo.InvariantCulture, $"{output.Features} output(s)");
            throw Error(recipe, $"the last layer gives {outputs}{(activation.Length > 0 ? $" with the activation {activation}" : "")}, but must give probabilities of the {classes} classes. "
                + $"End the model with {wanted}.");
        }

        string loss = output.Features == 1 ? "binary-cross-entropy" : "categorical-cross-entropy";
        if (recipe.Train.Loss is { } given && given != loss && given != "cross-entropy")
        {
            throw Error(recipe, $"the last layer gives probabilities for the loss {loss}, but train.loss is {given}. Use loss: {loss}, or leave it out.");
        }
    }

    private static InputException Error(Recipe recipe, string what) =>
        LayerBuilder.Error(recipe, recipe.Model[^1], string.Create(CultureInfo.InvariantCulture, $"model[{recipe.Model.Count}]"), what);
}

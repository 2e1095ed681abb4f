using System.Globalization;
using Unroll.Augmentations;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;

namespace Unroll.Training;

/// <summary>Checks of augmentations: whether they leave the samples of a model what they are.</summary>
internal static class AugmentationRequirements
{
    /// <summary>Checks the augmentations of a training.</summary>
    /// <exception cref="ArgumentException">One does not fit samples, targets or model; the message says what to do.</exception>
    public static void Check(Model model, SampleSource training, in FitOptions options)
    {
        if (options.Augment.Count == 0)
        {
            return;
        }

        if (model.Optimizer is FullBatchOptimizer optimizer)
        {
            throw new ArgumentException(
                $"The optimizer {optimizer.Name} needs the same loss at every step, but Augment changes samples from epoch to epoch: leave "
                + "it out, or choose another optimizer.");
        }

        int features = training.GetInputShape(0).Features;
        if (options.AugmentedFeatures is { } chosen && chosen.Any(feature => feature < 0 || feature >= features))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"AugmentedFeatures has a feature that the input has not: give numbers from 0 to {features - 1}."));
        }

        if (FedByInput(model.Network) is { } embedding)
        {
            throw new ArgumentException(
                $"The layer '{embedding.Name}' takes indices, which Augment would make other numbers of: leave it out.");
        }

        foreach (Augmentation augmentation in options.Augment)
        {
            Check(augmentation, model, training);
        }
    }

    private static void Check(Augmentation augmentation, Model model, SampleSource training)
    {
        string what = $"Of those in Augment, {augmentation.Name}";
        bool hasSequenceTargets = training.GetTargetShapes().Any(shape => shape.IsSequence);
        if (augmentation.ChangesTime && hasSequenceTargets)
        {
            throw new ArgumentException(
                $"{what} moves steps in time, but targets are sequences, which belong to the steps as they were: leave it out.");
        }

        if (augmentation.ChangesTime && !training.GetInputShapes().Any(shape => shape.IsSequence))
        {
            throw new ArgumentException($"{what} moves steps in time, but no input is a sequence: leave it out.");
        }

        if (!augmentation.Mixes)
        {
            return;
        }

        if (hasSequenceTargets && (Enumerable.Range(0, training.InputCount).Any(training.HasLengths)
            || model.Layers.Any(layer => layer is Masking)))
        {
            throw new ArgumentException(
                $"{what} mixes samples, but their targets are sequences of unequal lengths, which do not go together: leave it out.");
        }

        Shape[] outputs = model.Network.InferOutputs(training.GetInputShapes());
        (_, IReadOnlyList<OutputLoss> losses) = model.RequireCompiled();
        for (int o = 0; o < losses.Count; o++)
        {
            TargetRange range = losses[o].Loss.GetTargetRange(outputs[o].Features);
            if (range.IsWhole)
            {
                throw new ArgumentException(
                    $"{what} mixes targets, but the loss {losses[o].Loss.Name} takes {range}: leave it out, or choose a loss that takes "
                    + "numbers between, as categorical-crossentropy takes probabilities of classes.");
            }

            if (losses[o].Metrics.FirstOrDefault(metric => metric.GetTargetRange(outputs[o].Features).IsWhole) is { } metric)
            {
                throw new ArgumentException(
                    $"{what} mixes targets, but the metric {metric.Name} takes {metric.GetTargetRange(outputs[o].Features)}: leave one of "
                    + "the two out.");
            }
        }
    }

    /// <summary>An embedding that takes an input, moved about at most.</summary>
    private static Embedding? FedByInput(LayerGraph network)
    {
        HashSet<int> inputs = [.. Enumerable.Range(0, network.InputCount)];
        foreach (GraphNode node in network.Nodes.Where(node => node.Inputs.Any(inputs.Contains)))
        {
            if (node.Layer is Embedding embedding)
            {
                return embedding;
            }

            if (node.Layer is Input || node.Layer.PassesValues)
            {
                inputs.UnionWith(node.Outputs);
            }
        }

        return null;
    }
}

using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>Checks of settings of training: those that exclude one another, and those that do not fit into memory.</summary>
internal static class TrainingRequirements
{
    /// <summary>Builds the model if need be and checks the settings.</summary>
    /// <exception cref="ArgumentException">They do not go together, or not into memory; the message says what to do.</exception>
    public static void Check(Model model, SampleSource training, in FitOptions options)
    {
        if (model is Graph { Parent: not null })
        {
            throw new ArgumentException("The model is a part of a graph and shares its weights: train the whole graph.");
        }

        ModelRequirements.CheckSamples(model, training);
        RecurrentLayer[] recurrent = model.RecurrentLayers;
        if (Array.Find(recurrent, layer => layer.Stateful) is { } stateful)
        {
            if (options.Shuffle)
            {
                throw new ArgumentException(
                    $"The layer '{stateful.Name}' is stateful, so that the order of the samples matters, but they are shuffled: set "
                    + $"FitOptions.Shuffle to false.");
            }

            if (options.BucketByLength)
            {
                throw new ArgumentException(
                    $"The layer '{stateful.Name}' is stateful, so that the order of the samples matters, but BucketByLength changes it: "
                    + $"leave one of them out.");
            }

            if (training.Count % options.BatchSize != 0)
            {
                throw new ArgumentException(
                    $"The layer '{stateful.Name}' is stateful, but {CountFormatter.Format(training.Count, "samples")} cannot be " +
                    $"cut into whole batches of "
                    + $"{options.BatchSize}: choose a " +
                    "BatchSize that divides the number of samples.");
            }
        }

        if (options.StepsPerEpoch > 0 && !options.Shuffle)
        {
            throw new ArgumentException(
                "StepsPerEpoch draws the samples of each epoch at random, but they are to keep their order: leave StepsPerEpoch out, or "
                + "set Shuffle.");
        }

        if (options.BucketByLength && !Enumerable.Range(0, training.InputCount).Any(training.HasLengths))
        {
            throw new ArgumentException(
                "BucketByLength puts samples of similar length together, but these have no lengths: give samples that have (sequences as "
                + "float[][,], or ArraySource.Lengths), " +
                "or leave it out.");
        }

        if (options.TruncatedSteps > 0)
        {
            CheckTruncation(training, recurrent);
        }

        AugmentationRequirements.Check(model, training, options);
        TrainingMemory.Check(model, training, options, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    private static void CheckTruncation(SampleSource training, RecurrentLayer[] recurrent)
    {
        Shape[] inputs = training.GetInputShapes();
        if (inputs.Any(shape => !shape.IsSequence || shape.Timesteps != inputs[0].Timesteps))
        {
            throw new ArgumentException(
                $"TruncatedSteps cuts sequences, but the inputs are {string.Join(", ", inputs)}: give sequences of the same number of "
                + $"timesteps, or leave it out.");
        }

        if (Array.Find(recurrent, layer => layer.GoesBackwards || layer.InputShapes.Count > 1) is { } whole)
        {
            throw new ArgumentException(
                $"TruncatedSteps cuts sequences, but the layer '{whole.Name}' "
                + $"{(whole.GoesBackwards ? "reads them from the end" : "takes an initial state")}: " +
                "it needs whole sequences.");
        }
    }
}

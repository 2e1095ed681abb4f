using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>Checks of samples against a model.</summary>
internal static class ModelRequirements
{
    /// <summary>Builds the model for a source's samples and checks that inputs and targets fit it and its losses.</summary>
    /// <returns>The loss and metrics of each output.</returns>
    /// <exception cref="InvalidOperationException">The model is not compiled.</exception>
    /// <exception cref="ArgumentException">They do not fit; the message says what to do.</exception>
    public static IReadOnlyList<OutputLoss> CheckSamples(Model model, SampleSource samples)
    {
        (_, IReadOnlyList<OutputLoss> losses) = model.RequireCompiled();
        if (samples.TargetCount == 0)
        {
            throw new ArgumentException(SampleSource.NoTargets, nameof(samples));
        }

        CheckInputs(model, samples);
        OutputRequirements.Check(model, losses);
        Shape[] outputs = model.Network.InferOutputs(samples.GetInputShapes());
        if (samples.TargetCount != outputs.Length)
        {
            throw new ArgumentException(
                $"The model has {CountFormatter.Format(outputs.Length, "outputs")} ({string.Join(", ", model.OutputNames)}), but " +
                $"the samples have "
                + $"{CountFormatter.Format(samples.TargetCount, "targets")}: give one for each, in this order.");
        }

        for (int o = 0; o < outputs.Length; o++)
        {
            CheckTarget(samples.GetTargetShape(o), outputs[o], losses[o], outputs.Length == 1 ? "" : $" at '{model.OutputNames[o]}'");
        }

        return losses;
    }

    /// <summary>Builds the model for a source's samples and checks that its inputs fit.</summary>
    /// <exception cref="ArgumentException">They do not fit; the message says what to do.</exception>
    public static void CheckInputs(Model model, SampleSource samples)
    {
        Shape[] shapes = samples.GetInputShapes();
        model.Build(shapes);
        CheckShapes(model, shapes);
    }

    /// <summary>Checks that samples of some shapes may come in.</summary>
    /// <exception cref="ArgumentException">They may not; the message says what to do.</exception>
    public static void CheckShapes(Model model, IReadOnlyList<Shape> inputs)
    {
        IReadOnlyList<Shape> expected = model.InputShapes;
        if (inputs.Count != expected.Count)
        {
            throw new ArgumentException(
                $"The model has {CountFormatter.Format(expected.Count, "inputs")} ({string.Join(", ", model.InputNames)}), but " +
                $"the data have {inputs.Count}: give "
                + $"one for each, in this order.");
        }

        for (int i = 0; i < inputs.Count; i++)
        {
            CheckShape(expected, model.InputNames, i, inputs[i]);
        }
    }

    /// <summary>Checks that one input may have some shape.</summary>
    /// <param name="expected">Shapes of all inputs of the model.</param>
    /// <param name="names">Their names.</param>
    /// <param name="input">Number of the input.</param>
    /// <param name="shape">What it is to have.</param>
    /// <exception cref="ArgumentException">It may not; the message says what to do.</exception>
    public static void CheckShape(IReadOnlyList<Shape> expected, IReadOnlyList<string> names, int input, Shape shape)
    {
        if (!expected[input].Accepts(shape))
        {
            LayerErrors.ThrowShape(expected.Count == 1 ? "The model" : $"The model's input '{names[input]}'", expected[input], shape);
        }
    }

    private static void CheckTarget(Shape target, Shape output, OutputLoss measured, string where)
    {
        Shape expected = measured.Loss.GetTargetShape(output);
        if (!expected.Accepts(target))
        {
            string wanted = expected == output ? "" : $", for which the loss {measured.Loss.Name} wants targets of {expected}";
            throw new ArgumentException(
                $"The model gives {output} for this input{where}{wanted}, but the targets are {target}: "
                + $"{Remedy(expected, target, measured)}.");
        }

        OutputRequirements.CheckLabels(measured, output);
        if (measured.Metrics.FirstOrDefault(metric => metric.GetTargetShape(output) != expected) is { } other)
        {
            throw new ArgumentException(
                $"The metric {other.Name} wants targets of {other.GetTargetShape(output)}, but the loss {measured.Loss.Name} wants "
                + $"{expected}: choose a metric that fits the loss.");
        }
    }

    private static string Remedy(Shape expected, Shape target, OutputLoss measured)
    {
        if (!target.IsSequence && expected == Shape.Sequence(target.Features, 1))
        {
            return $"give them a third axis of one, [samples, {target.Features}, 1]";
        }

        if (measured.Loss is CategoricalCrossEntropy && expected.IsSequence == target.IsSequence && target.Features == 1)
        {
            return $"choose {nameof(SparseCategoricalCrossEntropy)} for classes as whole numbers, or give them one-hot, "
                + $"{CountFormatter.Format(expected.Features, "numbers")} each";
        }

        string tokens = expected == Shape.Vector(target.Timesteps) && target == Shape.Sequence(target.Timesteps, 1)
            ? "give them as float[,], since whole numbers of int[,] are sequences of classes or tokens; or " : "";
        return tokens + "give the last layer as many units as there are targets, and return sequences only where targets are sequences";
    }
}

using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>Checks that the last activation of a network gives what its loss and metrics take predictions for.</summary>
internal static class OutputRequirements
{
    /// <summary>The threshold of a probability, which is the default of metrics.</summary>
    private const float ProbabilityThreshold = 0.5f;

    /// <summary>Checks all outputs of a model, as far as the values that its layers give are known.</summary>
    /// <param name="model">The model, built or not.</param>
    /// <param name="losses">The loss and metrics of each output; a single one holds for every output.</param>
    /// <exception cref="ArgumentException">An activation does not fit; the message says what to write.</exception>
    public static void Check(Model model, IReadOnlyList<OutputLoss> losses)
    {
        LayerGraph network = model.Network;
        Shape[]? shapes = model.TryInferShapes();
        OutputRange[] ranges = network.InferRanges(shapes: shapes);
        foreach (GraphNode node in network.Nodes.Where(node => !node.Layer.PassesValues))
        {
            if (shapes is not null
                && node.Outputs.Any(output => ranges[output] == OutputRange.Distribution && shapes[output].Features == 1))
            {
                throw new ArgumentException(
                    $"The layer '{node.Layer.Name}' is a softmax over one feature, which is 1 whatever comes in: write "
                    + $"ActivationFunction.Sigmoid for a probability, or give the layer a unit for each class.");
            }
        }

        for (int o = 0; o < network.Outputs.Count; o++)
        {
            OutputLoss measured = losses[losses.Count == 1 ? 0 : o];
            if (shapes is not null)
            {
                CheckLabels(measured, shapes[network.Outputs[o]]);
            }

            if (network.Deciding(network.Outputs[o]) is not (Layer last, int signal))
            {
                continue;
            }

            Values values = new(last, ranges[signal], ranges[network.Outputs[o]]);
            Check(measured.Loss.Predictions, $"The loss {measured.Loss.Name}", measured.Loss.LogitsOption, values);
            CheckTwice(measured.Loss, network, ranges, last, signal);
            foreach (Metric metric in measured.Metrics)
            {
                Check(metric.Predictions, $"The metric {metric.Name}", metric.LogitsOption, values);
                CheckThreshold(metric, measured.Loss);
            }
        }
    }

    /// <summary>Refuses metrics that take for labels of their own what the loss takes for classes of which one holds.</summary>
    /// <param name="measured">The loss and the metrics.</param>
    /// <param name="output">Shape of the output.</param>
    /// <exception cref="ArgumentException">There is such a metric; the message says what to write.</exception>
    public static void CheckLabels(OutputLoss measured, Shape output)
    {
        if (output.Features == 1
            || measured.Metrics.FirstOrDefault(metric => metric is ClassMetric { Targets: TargetKind.Binary }) is not { } binary)
        {
            return;
        }

        bool isLabel = measured.Loss.GetTargetShape(output) != output;
        if (isLabel || measured.Loss.GetTargetRange(output.Features).SumsToOne)
        {
            (string kind, string targets) = isLabel ? (nameof(TargetKind.Label), "label") : (nameof(TargetKind.OneHot), "one-hot");
            throw new ArgumentException(
                $"The metric {binary.Name} of binary targets takes each output for a yes or no of its own, but the loss "
                + $"{measured.Loss.Name} takes the outputs, {output}, for classes of which one holds: write TargetKind.{kind} (recipes: "
                + $"targets: {targets}).");
        }
    }

    /// <summary>Refuses probabilities made of probabilities, which are neither near 0 nor near 1, however sure the network is.</summary>
    private static void CheckTwice(Loss loss, LayerGraph network, OutputRange[] ranges, Layer last, int signal)
    {
        Layer layer = last is TimeDistributed ? last.InnerLayers[0] : last;
        int input = network.Nodes.First(node => node.Outputs.Contains(signal)).Inputs[0];
        if (layer is Activation { Function.Range: OutputRange.ZeroToOne or OutputRange.Distribution } activation
            && loss.Predictions is PredictionKind.Probabilities or PredictionKind.Distribution
            && ranges[input] is OutputRange.ZeroToOne or OutputRange.Distribution
            && network.Deciding(input) is (Layer before, _))
        {
            throw new ArgumentException(
                $"The loss {loss.Name} takes probabilities, but the layer '{last.Name}' makes them by {activation.Function.Name} of what "
                + $"are probabilities already, those of the layer '{before.Name}', so that none can be near 0 or 1: leave one of the two "
                + "activations out.");
        }
    }

    private static void Check(PredictionKind wanted, string taker, string? logitsOption, Values values)
    {
        if (Fits(wanted, values.Range))
        {
            return;
        }

        (string expected, string change) = wanted switch
        {
            PredictionKind.Unbounded => (
                logitsOption is null ? "raw numbers, which it maps to their range itself" : "logits",
                (values.Last is RecurrentLayer ? "add a Dense layer without activation after it"
                    : values.Last is MergeLayer ? "leave out the activations of the layers before it"
                    : "leave the activation of the layer out")
                    + (logitsOption is null || values.Range is not (OutputRange.ZeroToOne or OutputRange.Distribution)
                        ? "" : $", or leave {logitsOption} out")),
            PredictionKind.Distribution => (
                "class probabilities that sum to 1",
                values.Own == OutputRange.Distribution ? "make softmax the last of the network"
                    : Write(nameof(ActivationFunction.Softmax), values.Last) + Alternative(
                        logitsOption, values.Range, OutputRange.ZeroToOne, nameof(BinaryCrossEntropy), "for a yes or no of each")),
            _ => (
                "probabilities, each of its own",
                Write(nameof(ActivationFunction.Sigmoid), values.Last) + Alternative(
                    logitsOption, values.Range, OutputRange.Distribution, nameof(CategoricalCrossEntropy),
                    "for classes of which one holds")),
        };
        string given = values.Own == OutputRange.Distribution && values.Range == OutputRange.ZeroToOne
            ? "numbers from 0 to 1: the layers behind it join or reorder the probabilities of its softmax" : Describe(values.Range);
        throw new ArgumentException($"{taker} takes {expected}, but the layer '{values.Last.Name}' gives {given}: {change}.");
    }

    private static string Write(string activation, Layer last) => last is RecurrentLayer
        ? $"add a Dense layer with ActivationFunction.{activation} after it"
        : last is MergeLayer ? $"add an Activation layer of ActivationFunction.{activation} after it"
        : $"write Activation = ActivationFunction.{activation} in the options of the layer";

    /// <summary>The alternative for a message: the option for logits, or the loss that fits the values.</summary>
    private static string Alternative(string? logitsOption, OutputRange range, OutputRange other, string loss, string purpose) =>
        range == other ? $", or choose {loss} {purpose}"
        : logitsOption is null || range != OutputRange.Unbounded ? ""
        : $", or {logitsOption} = true for logits";

    private static bool Fits(PredictionKind wanted, OutputRange range) => range == OutputRange.Unknown || wanted switch
    {
        PredictionKind.Probabilities => range == OutputRange.ZeroToOne,
        PredictionKind.Distribution => range == OutputRange.Distribution,
        PredictionKind.Unbounded => range == OutputRange.Unbounded,
        _ => true,
    };

    /// <summary>A threshold that is meant for probabilities cuts logits in the wrong place.</summary>
    private static void CheckThreshold(Metric metric, Loss loss)
    {
        if (loss is BinaryCrossEntropy { Predictions: PredictionKind.Unbounded }
            && metric is ClassMetric { Targets: TargetKind.Binary, Threshold: ProbabilityThreshold })
        {
            throw new ArgumentException(
                $"The metric {metric.Name} has the threshold 0.5 of probabilities, but the loss {loss.Name} makes the predictions logits: "
                + $"write threshold: 0, the logit of 0.5.");
        }
    }

    private static string Describe(OutputRange range) => range switch
    {
        OutputRange.NonNegative => "numbers of at least 0",
        OutputRange.MinusOneToOne => "numbers from -1 to 1",
        OutputRange.ZeroToOne => "numbers from 0 to 1",
        OutputRange.Distribution => "probabilities that sum to 1, by softmax",
        _ => "any numbers",
    };

    /// <summary>The values of an output.</summary>
    /// <param name="Last">The layer that decides them.</param>
    /// <param name="Own">The range of that layer's output.</param>
    /// <param name="Range">The range of the network's output.</param>
    private readonly record struct Values(Layer Last, OutputRange Own, OutputRange Range);
}

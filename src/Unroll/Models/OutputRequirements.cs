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
        OutputRange[] ranges = network.InferRanges();
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
            Layer? last = network.DecidingLayer(network.Outputs[o]);
            if (last is null)
            {
                continue;
            }

            OutputRange range = ranges[network.Outputs[o]];
            Check(measured.Loss.Predictions, $"The loss {measured.Loss.Name}", measured.Loss.LogitsOption, measured.Loss, last, range);
            foreach (Metric metric in measured.Metrics)
            {
                Check(metric.Predictions, $"The metric {metric.Name}", metric.LogitsOption, measured.Loss, last, range);
                CheckThreshold(metric, measured.Loss);
            }
        }
    }

    private static void Check(
        PredictionKind wanted, string taker, string? logitsOption, Loss loss, Layer last, OutputRange range)
    {
        if (Fits(wanted, range))
        {
            return;
        }

        string activation = loss is BinaryCrossEntropy || wanted == PredictionKind.Probabilities && loss is not ClassCrossEntropy
            ? nameof(ActivationFunction.Sigmoid)
            : nameof(ActivationFunction.Softmax);
        string expected, change;
        if (wanted == PredictionKind.Unbounded)
        {
            expected = logitsOption is null ? "raw numbers, which it maps to their range itself" : "logits";
            change = (last is RecurrentLayer ? "add a Dense layer without activation after it" : "leave the activation of the layer out")
                + (logitsOption is null || range is not (OutputRange.ZeroToOne or OutputRange.Distribution)
                    ? "" : $", or leave {logitsOption} out");
        }
        else
        {
            expected = wanted == PredictionKind.Distribution ? "class probabilities that sum to 1" : "probabilities";
            change = (last is RecurrentLayer
                    ? $"add a Dense layer with ActivationFunction.{activation} after it"
                    : $"write Activation = ActivationFunction.{activation} in the options of the layer")
                + (logitsOption is null || range != OutputRange.Unbounded ? "" : $", or {logitsOption} = true for logits");
        }

        throw new ArgumentException($"{taker} takes {expected}, but the layer '{last.Name}' gives {Describe(range)}: {change}.");
    }

    private static bool Fits(PredictionKind wanted, OutputRange range) => range == OutputRange.Unknown || wanted switch
    {
        PredictionKind.Probabilities => range is OutputRange.ZeroToOne or OutputRange.Distribution,
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
        OutputRange.Distribution => "probabilities, by softmax",
        _ => "any numbers",
    };
}

using Unroll.Layers;

namespace Unroll.Models;

/// <summary>The check whether a network can be streamed one timestep at a time.</summary>
internal static class StreamRules
{
    /// <summary>Checks all layers.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="inputs">Shapes of the inputs.</param>
    /// <exception cref="NotSupportedException">A layer needs more than the timesteps so far; the message names it and says why.</exception>
    public static void Require(LayerGraph network, IReadOnlyList<Shape> inputs)
    {
        if (Problem(network, inputs) is { } problem)
        {
            throw problem;
        }
    }

    /// <summary>Why a network cannot be given one timestep at a time; null where it can.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="inputs">Shapes of the inputs.</param>
    public static NotSupportedException? Problem(LayerGraph network, IReadOnlyList<Shape> inputs)
    {
        if (!inputs.Any(shape => shape.IsSequence))
        {
            return new NotSupportedException(
                $"The model takes no sequence, but {string.Join(", ", inputs)}: it has no timesteps to be given one at a time. Call "
                + $"Predictor.Predict.");
        }

        // Two timesteps stand for any number: what makes one of them, or four, is no stream.
        return Problem(network, [.. inputs.Select(shape => shape.IsSequence ? Shape.Sequence(2, shape.Features) : shape)], "");
    }

    private static NotSupportedException? Problem(LayerGraph network, Shape[] inputs, string owner)
    {
        Shape[] shapes = new Shape[network.SignalCount];
        inputs.CopyTo(shapes, 0);
        foreach (GraphNode node in network.Nodes)
        {
            Shape[] incoming = [.. node.Inputs.Select(signal => shapes[signal])];
            string name = $"'{owner}{node.Layer.Name}'";
            if (Refusal(node, incoming) is { } reason)
            {
                return Refused(node.Layer, name, reason);
            }

            if (node.Layer is BlockLayer block && incoming.Any(shape => shape.IsSequence)
                && Problem(block.InnerGraph, incoming, $"{owner}{node.Layer.Name}/") is { } inner)
            {
                return inner;
            }

            IReadOnlyList<Shape> outgoing = Application.Infer(node.Layer, incoming);
            if (outgoing.Any(shape => shape.IsSequence && (shape.Timesteps != 2 || !incoming.Any(from => from.IsSequence)))
                || (node.Layer.IsStepwise && incoming.Any(shape => shape.IsSequence) && outgoing.Any(shape => !shape.IsSequence)))
            {
                return Refused(node.Layer, name, ChangesTimesteps);
            }

            for (int i = 0; i < outgoing.Count; i++)
            {
                shapes[node.Outputs[i]] = outgoing[i];
            }
        }

        return null;
    }

    private const string ChangesTimesteps = "what goes out has not a timestep for each that comes in";

    private static string? Refusal(GraphNode node, Shape[] incoming) => node.Layer switch
    {
        _ when !incoming.Any(shape => shape.IsSequence) => null,
        RecurrentLayer { GoesBackwards: true } => "it reads the sequence from its end, which a stream has not reached",
        RecurrentLayer when node.Inputs.Length > 1 =>
            "it takes its initial state from another layer, but in a stream it goes on from its own",
        RecurrentLayer or BlockLayer => null,
        Conv1D convolution => convolution.StreamRefusal,
        { IsStepwise: true } => null,
        AttentionLayer => "it attends to the whole sequence",
        Pooling1D or GlobalPooling1D => "it pools over several timesteps",
        PositionalEncoding => "it depends on where in the sequence a timestep is",
        Lambda => "its functions may look at several timesteps: create it with isStepwise: true if they look at one at a time",
        Flatten or Reshape or Permute or RepeatVector or ZeroPadding1D or Cropping1D or UpSampling1D => ChangesTimesteps,
        _ => "it does not say that each timestep that goes out depends on the same timestep that comes in alone: override IsStepwise if so",
    };

    private static NotSupportedException Refused(Layer layer, string name, string reason) => new(
        $"The layer {name} ({layer.GetType().Name}) cannot be given one timestep at a time: {reason}. Call Predictor.Predict with whole "
        + $"sequences instead.");
}

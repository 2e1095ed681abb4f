using Unroll.Data;
using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Models;

/// <content>Outputs, gates and attention weights of the layers inside, and passes that begin or end at one of them.</content>
public sealed partial class GradientProbe
{
    private bool _isForward;

    /// <summary>The embedding that takes an input of the model; null where another layer does.</summary>
    /// <param name="input">Index of the input.</param>
    public Embedding? EmbeddingOf(int input) => _model.Network.Nodes
        .FirstOrDefault(node => node.Layer is Embedding && node.Inputs[0] == input)?.Layer as Embedding;

    /// <summary>The model's inputs that the first input of a layer follows from: of attention, those of its queries.</summary>
    /// <param name="layer">A layer of the model, inside another one or not.</param>
    /// <returns>Indices of inputs, in ascending order.</returns>
    /// <exception cref="ArgumentException">The layer is not in the model.</exception>
    public IReadOnlyList<int> InputsOf(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        LayerGraph network = _model.Network;
        GraphNode first = network.Nodes.FirstOrDefault(node => Holds(node.Layer, layer)) ?? throw Missing(layer);
        SortedSet<int> inputs = [];
        HashSet<int> seen = [];
        Stack<int> signals = new([first.Inputs[0]]);
        while (signals.TryPop(out int signal))
        {
            if (signal < network.InputCount)
            {
                inputs.Add(signal);
            }
            else if (seen.Add(signal))
            {
                Array.ForEach(network.Nodes.First(node => node.Outputs.Contains(signal)).Inputs, signals.Push);
            }
        }

        return [.. inputs];

        static bool Holds(Layer outer, Layer sought) => outer == sought || outer.InnerLayers.Any(inner => Holds(inner, sought));
    }

    /// <summary>The first output of a layer, after a forward pass.</summary>
    /// <param name="layer">A layer of the model, inside another one or not.</param>
    /// <returns>[rows, timesteps, features] or [rows, features].</returns>
    /// <exception cref="ArgumentException">The layer is not in the model.</exception>
    public float[] GetOutput(Layer layer) => ToBatchMajor(PassOf(layer).Output());

    /// <summary>
    /// Keeps the gradient with respect to a layer's first output from the next backward pass on, for <see cref="GetOutputGradient"/>.
    /// </summary>
    /// <param name="layer">A layer of the model, inside another one or not, that is applied once.</param>
    /// <exception cref="ArgumentException">The layer is not in the model, or is applied several times.</exception>
    public void Watch(Layer layer) => TapOf(layer);

    /// <summary>The gradient with respect to the first output of a layer that is watched, after a backward pass.</summary>
    /// <param name="layer">A layer that <see cref="Watch"/> was called for.</param>
    /// <returns>[rows, timesteps, features] or [rows, features].</returns>
    /// <exception cref="InvalidOperationException">The layer is not watched, or there was no backward pass since.</exception>
    public float[] GetOutputGradient(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        PassTap? tap = Array.Find(_pass.Context.Taps, tap => tap.Layer == layer);
        return tap is { Gradient.Length: > 0 }
            ? ToBatchMajor(PassOf(layer).OutputTensor(0), tap.Gradient)
            : throw new InvalidOperationException(
                $"The gradient of '{layer.Name}' was not kept: call Watch for it, and then Forward and Backward.");
    }

    /// <summary>
    /// Replaces the first output of a layer in each forward pass from now on, so that a pass begins behind it: for example vectors between
    /// two words in place of an embedding's.
    /// </summary>
    /// <param name="layer">A layer of the model, inside another one or not, that is applied once.</param>
    /// <param name="output">[rows, timesteps, features] or [rows, features]; null for the layer's own output again.</param>
    /// <exception cref="ArgumentException">
    /// The layer is not in the model or is applied several times, or the number of values is not that of its output.
    /// </exception>
    public void ReplaceOutput(Layer layer, float[]? output)
    {
        PassTap tap = TapOf(layer);
        tap.Output = output is null ? null : ToTimeMajor(PassOf(layer).OutputTensor(0), output, nameof(output));
    }

    /// <summary>
    /// Runs backward from a layer inside rather than from the model's outputs; follows a forward pass. For the derivatives of a hidden
    /// state.
    /// </summary>
    /// <param name="layer">A layer of the model, inside another one or not, that is applied once.</param>
    /// <param name="outputGradient">Gradient with respect to its first output, shaped as that.</param>
    /// <exception cref="ArgumentException">
    /// The layer is not in the model or is applied several times, or the number of values is not that of its output.
    /// </exception>
    public void BackwardFrom(Layer layer, float[] outputGradient)
    {
        ArgumentNullException.ThrowIfNull(outputGradient);
        PassTap tap = TapOf(layer);
        foreach (PassTensor output in _pass.Outputs)
        {
            output.GradientValues.Values.Clear();
        }

        tap.Added = ToTimeMajor(PassOf(layer).OutputTensor(0), outputGradient, nameof(outputGradient));
        try
        {
            RunBackward();
        }
        finally
        {
            tap.Added = null;
        }
    }

    /// <summary>
    /// The gradient of the loss with respect to the hidden state of a recurrent layer at every timestep, all paths through later timesteps
    /// included, after a backward pass.
    /// </summary>
    /// <param name="layer">A recurrent layer of the model, inside another one or not.</param>
    /// <returns>[rows, timesteps, units].</returns>
    /// <exception cref="ArgumentException">The layer is not in the model.</exception>
    public float[] HiddenGradient(RecurrentLayer layer)
    {
        RecurrentWorkspace workspace = Find(layer);
        return ToBatchMajor(new TimeMajorSpan(workspace.HiddenGradients!.Span, workspace.Timesteps, _rows, layer.Units));
    }

    /// <summary>
    /// The norm of the gradient of the loss with respect to the hidden state of a recurrent layer at each timestep, over all rows and
    /// units.
    /// </summary>
    /// <param name="layer">A recurrent layer of the model, inside another one or not.</param>
    /// <returns>One norm a timestep.</returns>
    /// <exception cref="ArgumentException">The layer is not in the model.</exception>
    public double[] HiddenGradientNorms(RecurrentLayer layer)
    {
        RecurrentWorkspace workspace = Find(layer);
        return [.. Enumerable.Range(0, workspace.Timesteps)
            .Select(t => Math.Sqrt(FixedOrder.SumOfSquares(workspace.StateAt(workspace.HiddenGradients!, t))))];
    }

    /// <summary>The hidden state of a recurrent layer at every timestep, after a forward pass.</summary>
    /// <param name="layer">A recurrent layer of the model, inside another one or not.</param>
    /// <returns>[rows, timesteps, units].</returns>
    /// <exception cref="ArgumentException">The layer is not in the model.</exception>
    public float[] HiddenStates(RecurrentLayer layer)
    {
        (RecurrentWorkspace workspace, LayerPass pass) = FindPass(layer);
        Span<float> hidden = workspace.Hidden is null ? pass.Output().Values : workspace.Hidden.Span;
        return ToBatchMajor(new TimeMajorSpan(hidden, workspace.Timesteps, _rows, layer.Units));
    }

    /// <summary>The activations of each gate of an LSTM or GRU at every timestep, between a forward and a backward pass.</summary>
    /// <param name="layer">A recurrent layer of the model, inside another one or not.</param>
    /// <returns>The gates in the order of the layer's parameters; none of a layer without gates, or of a user's cell.</returns>
    /// <exception cref="ArgumentException">The layer is not in the model.</exception>
    /// <exception cref="InvalidOperationException">There was no forward pass, or a backward pass has used the gates up.</exception>
    public IReadOnlyList<GateActivations> GetGates(RecurrentLayer layer)
    {
        RequireForward();
        RecurrentWorkspace workspace = Find(layer);
        return [.. layer.Cell.GateNames.Select((name, gate) => new GateActivations(
            name, Steps(workspace, layer.Units, (place, values) => layer.Cell.CopyGate(workspace, gate, place, values))))];
    }

    /// <summary>The cell state c of an LSTM at every timestep, after a forward pass.</summary>
    /// <param name="layer">A recurrent layer of the model, inside another one or not.</param>
    /// <returns>[rows, timesteps, units]; empty for a layer that has no state beside the hidden one.</returns>
    /// <exception cref="ArgumentException">The layer is not in the model.</exception>
    public float[] GetCellStates(RecurrentLayer layer)
    {
        RecurrentWorkspace workspace = Find(layer);
        return layer.StateSizes.Count < 2 ? [] : Steps(
            workspace, layer.StateSizes[1], (place, values) => layer.Cell.StateAt(workspace, 1, place).CopyTo(values));
    }

    /// <summary>The attention weights of each timestep on each other, after a forward pass.</summary>
    /// <param name="layer">An attention layer of the model, inside another one or not.</param>
    /// <returns>[rows, heads, timesteps, key timesteps]; a timestep's weights add up to 1.</returns>
    /// <exception cref="ArgumentException">The layer is not in the model.</exception>
    public float[] GetAttentionWeights(AttentionLayer layer)
    {
        LayerPass pass = PassOf(layer);
        int size = AttentionLayer.CountWeights(pass);
        float[] all = new float[_rows * layer.Heads * size];
        for (int i = 0; i < _rows * layer.Heads; i++)
        {
            layer.WriteWeights(pass, i / layer.Heads, i % layer.Heads, all.AsSpan(i * size, size));
        }

        return all;
    }

    private delegate void StepReader(int place, Span<float> values);

    private float[] Steps(RecurrentWorkspace workspace, int size, StepReader read)
    {
        float[] values = new float[workspace.Timesteps * _rows * size];
        for (int place = 0; place < workspace.Timesteps; place++)
        {
            read(place, values.AsSpan(place * _rows * size, _rows * size));
        }

        return ToBatchMajor(new TimeMajorSpan(values, workspace.Timesteps, _rows, size));
    }

    private RecurrentWorkspace Find(RecurrentLayer layer) => FindPass(layer).Workspace;

    private (RecurrentWorkspace Workspace, LayerPass Pass) FindPass(RecurrentLayer layer)
    {
        LayerPass pass = PassOf(layer);
        return ((RecurrentWorkspace)pass.Workspace, pass);
    }

    private LayerPass PassOf(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return _pass.AllNodes.FirstOrDefault(node => node.Layer == layer).Pass ?? throw Missing(layer);
    }

    private static ArgumentException Missing(Layer layer) => new(
        $"The layer '{layer.Name}' is not in the model: give one of Model.Layers, or one inside them.", nameof(layer));

    private PassTap TapOf(Layer layer)
    {
        LayerPass pass = PassOf(layer);
        if (_pass.AllNodes.Count(node => node.Layer == layer) > 1)
        {
            throw new ArgumentException(
                $"The layer '{layer.Name}' is applied several times, so that it has several outputs: watch a layer behind each.",
                nameof(layer));
        }

        if (Array.Find(_pass.Context.Taps, tap => tap.Layer == layer) is { } known)
        {
            return known;
        }

        PassTap tap = new(layer);
        _pass.Context.Taps = [.. _pass.Context.Taps, tap];
        return tap;
    }

    private void RequireForward()
    {
        if (!_isForward)
        {
            throw new InvalidOperationException(
                "The gates are there between a forward and a backward pass, which leaves their gradients instead: call Forward first.");
        }
    }

    private float[] ToBatchMajor(PassTensor tensor, float[] values) =>
        ToBatchMajor(new TimeMajorSpan(values, tensor.Shape.Timesteps, _rows, tensor.Shape.Features));

    private float[] ToTimeMajor(PassTensor tensor, float[] values, string name)
    {
        float[] result = new float[tensor.Buffer.Span.Length];
        FromBatchMajor(values, new TimeMajorSpan(result, tensor.Shape.Timesteps, _rows, tensor.Shape.Features), name);
        return result;
    }
}

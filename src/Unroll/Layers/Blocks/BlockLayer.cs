using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// A layer made of layers: a small graph of its own, which stands in a model as one. Its parameters are those of its layers, named
/// <c>layer.parameter</c>. Derive from it to name a combination that is used again and again.
/// </summary>
public abstract class BlockLayer : Layer
{
    private LayerGraph? _graph;

    internal sealed override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) =>
        _graph is null || _graph.InputCount != inputs.Count ? OutputRange.Unknown : _graph.InferRanges(inputs)[_graph.Outputs[output]];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Parameter> Parameters => [.. InnerLayers.SelectMany(layer => layer.Parameters)];

    /// <inheritdoc/>
    public sealed override bool NeedsWholeBatch => InnerLayers.Any(layer => layer.NeedsWholeBatch);

    /// <summary>The graph of the layers inside, once the block has been given a shape.</summary>
    internal LayerGraph InnerGraph => _graph!;

    /// <summary>The layers inside, once the block has been given a shape.</summary>
    public sealed override IReadOnlyList<Layer> InnerLayers => _graph?.Layers ?? [];

    internal sealed override IEnumerable<Parameter> TrainedParameters =>
        Trainable ? InnerLayers.SelectMany(layer => layer.TrainedParameters) : [];

    /// <inheritdoc/>
    public sealed override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        CheckInputs(inputs);
        if (_graph is null || _graph.InputCount != inputs.Count)
        {
            if (IsBuilt)
            {
                throw new ArgumentException(
                    $"{GetType().Name} was built for {CountFormatter.Format(_graph!.InputCount, "inputs")}, but got " +
                    $"{inputs.Count}: {string.Join(", ", inputs)}.");
            }

            Signal[] signals = [.. inputs.Select(shape => Graph.Input(shape))];
            _graph = LayerGraph.Between(signals, Describe(signals));
            _graph.NameLayers();
        }

        return _graph.InferOutputs(inputs);
    }

    /// <inheritdoc/>
    public sealed override void Prepare(bool training)
    {
        IReadOnlyList<Layer> layers = InnerLayers;
        for (int i = 0; i < layers.Count; i++)
        {
            layers[i].Prepare(training);
        }
    }

    /// <inheritdoc/>
    public sealed override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        PassTensor[] inputs = [.. Enumerable.Range(0, pass.InputCount).Select(i =>
            new PassTensor(
                pass.InputShape(i), pass.Rows, pass.InputTensor(i).Buffer, pass.InputGradientBuffer(i), pass.InputTensor(i).Mask))];
        PassTensor[] outputs = [.. Enumerable.Range(0, pass.OutputCount).Select(pass.OutputTensor)];
        return new BlockWorkspace(pass, new ShardPass(_graph!, inputs, outputs, pass.Context));
    }

    /// <inheritdoc/>
    public sealed override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape)
    {
        bool[] masked = _graph!.InferMasks(_graph.InferShapes(InputShapes), inputs);
        return masked[_graph.Outputs[output]];
    }

    /// <summary>Does nothing: the layers inside compute their masks while they run forward.</summary>
    /// <inheritdoc/>
    public sealed override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
    }

    /// <inheritdoc/>
    public sealed override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ((BlockWorkspace)pass.Workspace).Inner.Forward();
    }

    /// <inheritdoc/>
    public sealed override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ((BlockWorkspace)pass.Workspace).Inner.Backward();
    }

    /// <summary>
    /// Connects the layers inside. The layers must be made before, in the constructor: this may be called again for other shapes.
    /// </summary>
    /// <param name="inputs">The block's inputs.</param>
    /// <returns>The block's outputs: outputs of layers, not the inputs themselves.</returns>
    protected abstract IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs);

    /// <summary>Refuses invalid inputs, where the layers' own errors would not be clear enough.</summary>
    /// <param name="inputs">Shapes of a sample, one an input.</param>
    /// <exception cref="ArgumentException">The block cannot take those shapes.</exception>
    protected virtual void CheckInputs(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    private protected sealed override void BuildWith(IReadOnlyList<Shape> inputs, InitialWeights initial)
    {
        _graph!.Build(inputs, _ => initial);
        foreach (Layer layer in InnerLayers)
        {
            layer.IsTaken = true;
            foreach (Parameter parameter in layer.Parameters)
            {
                parameter.Name = $"{layer.Name}.{parameter.Name}";
            }
        }
    }
}

using Unroll.Catalogue;
using Unroll.Kernels;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>
/// Layers that are applied to each feature of a sequence by itself, with the same weights (channel independence, Nie et al. 2023): one
/// network shared by all series. Sequences <c>[batch, timesteps, features]</c> are taken apart into <c>[batch · features, timesteps,
/// 1]</c>; where the layers end with n numbers for each, the output is <c>[batch, n, features]</c>; where they end with a sequence of m
/// features, it is <c>[batch, their timesteps, features · m]</c>, those of the first feature first. Parameters are those of the layers
/// inside. </summary>
public sealed class ChannelIndependent : Layer
{
    private static readonly Setting<ChannelIndependent, IReadOnlyList<Block<Layer>>> _layersSetting =
        LayerStack.Setting<ChannelIndependent>(layer => layer._stack, "The layers that each feature passes by itself, one after another.");

    internal static LayerEntry Entry { get; } = new(
        "channel-independent", typeof(ChannelIndependent), "Applies layers to each feature of a sequence by itself, with the same weights.",
        [_layersSetting],
        values => new ChannelIndependent(LayerStack.Create(values.Get(_layersSetting))))
    {
        Shorthand = _layersSetting,
        Example = "channel-independent: [{conv1d: {filters: 8, kernel-size: 3}}, flatten, {dense: 24}]",
        TakesSequences = true,
    };

    private readonly LayerStack _stack;
    private readonly LayerGraph _graph;

    /// <summary>Wraps layers.</summary>
    /// <param name="layers">The layers, at least one, the first of which takes sequences of one feature; they belong to this one.</param>
    /// <exception cref="ArgumentException">There is no layer, or one belongs to a model or another layer already.</exception>
    public ChannelIndependent(IEnumerable<Layer> layers)
    {
        _stack = new LayerStack(layers, nameof(ChannelIndependent));
        if (_stack.Layers.FirstOrDefault(IsStateful) is { } stateful)
        {
            throw new ArgumentException(
                $"ChannelIndependent cannot keep the states of '{stateful.Name}' from batch to batch: set Stateful = false.",
                nameof(layers));
        }

        _graph = LayerGraph.Chain(_stack.Layers);
        _graph.NameLayers();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => [.. InnerLayers.SelectMany(layer => layer.Parameters)];

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => InnerLayers.Any(layer => layer.NeedsWholeBatch);

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> InnerLayers => _stack.Layers;

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) =>
        _graph.InferRanges(inputs)[_graph.Outputs[0]];

    internal override IEnumerable<Parameter> TrainedParameters =>
        Trainable ? InnerLayers.SelectMany(layer => layer.TrainedParameters) : [];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        LayerErrors.ThrowIfNotOneSequence(inputs, nameof(ChannelIndependent));
        Shape input = inputs[0], output = _graph.InferOutputs([Channel(input)])[0];
        return [output.IsSequence
            ? Shape.Sequence(output.Timesteps, checked(input.Features * output.Features))
            : Shape.Sequence(output.Features, input.Features)];
    }

    /// <inheritdoc/>
    public override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape)
    {
        Shape[] shapes = _graph.InferShapes([Channel(InputShape)]);
        return _graph.InferMasks(shapes, inputs)[_graph.Outputs[0]];
    }

    /// <summary>Does nothing: the layers inside compute their masks while they run forward.</summary>
    /// <inheritdoc/>
    public override void ComputeMask(LayerPass pass, int output, Span<bool> mask)
    {
    }

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        IReadOnlyList<Layer> layers = InnerLayers;
        for (int i = 0; i < layers.Count; i++)
        {
            layers[i].Prepare(training);
        }
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);

        if (_graph.Layers.Any(HasStates))
        {
            LayerErrors.ThrowIfCarriesState(pass, nameof(ChannelIndependent));
        }

        // Time-major memory makes the features of all rows one long batch of rows, in place.
        int channels = pass.InputShape().Features, rows = checked(pass.Rows * channels);
        PassTensor from = pass.InputTensor(0), to = pass.OutputTensor(0);
        bool[]? mask = from.Mask is null ? null : new bool[from.Mask.Length * channels];
        PassTensor input = new(Channel(from.Shape), rows, from.Buffer, pass.InputGradientBuffer(0), mask);
        Shape shape = _graph.InferOutputs([input.Shape])[0];
        PassTensor output = shape.IsSequence
            ? new(shape, rows, to.Buffer, to.Gradient, to.Mask is null ? null : new bool[to.Mask.Length * channels])
            : new(shape, rows, to.Gradient is not null, withMask: false);
        return new BlockWorkspace(pass, new ShardPass(_graph, [input], [output], pass.Context));
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ShardPass inner = ((BlockWorkspace)pass.Workspace).Inner;
        int channels = pass.InputShape().Features;
        if (inner.Inputs[0].Mask is { } mask)
        {
            for (int i = 0; i < mask.Length; i++)
            {
                mask[i] = pass.InputTensor(0).Mask![i / channels];
            }
        }

        inner.Forward();
        PassTensor output = inner.Outputs[0];
        if (!output.Shape.IsSequence)
        {
            Transposition.Transpose(output.Buffer.Span, output.Rows, output.Shape.Features, pass.Output().Values);
        }
        else if (pass.OutputTensor(0).Mask is { } outputMask)
        {
            for (int i = 0; i < outputMask.Length; i++)
            {
                outputMask[i] = output.Mask![i * channels];
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ShardPass inner = ((BlockWorkspace)pass.Workspace).Inner;
        PassTensor output = inner.Outputs[0];
        if (!output.Shape.IsSequence)
        {
            Transposition.Transpose(pass.OutputGradient().Values, output.Shape.Features, output.Rows, output.Gradient!.Span);
        }

        inner.Backward();
    }

    /// <inheritdoc/>
    private protected override void BuildWith(IReadOnlyList<Shape> inputs, InitialWeights initial)
    {
        _graph.Build([Channel(inputs[0])], _ => initial);
        foreach (Layer layer in InnerLayers)
        {
            layer.IsTaken = true;
            foreach (Parameter parameter in layer.Parameters)
            {
                parameter.Name = $"{layer.Name}.{parameter.Name}";
            }
        }
    }

    private static bool HasStates(Layer layer) => layer is RecurrentLayer || layer.InnerLayers.Any(HasStates);

    private static bool IsStateful(Layer layer) => layer is RecurrentLayer { Stateful: true } || layer.InnerLayers.Any(IsStateful);

    private static Shape Channel(Shape input) => Shape.Sequence(input.Timesteps, 1);
}

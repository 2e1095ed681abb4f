using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>
/// A layer that applies another one, which takes vectors, to each timestep of a sequence, with the same weights: [batch, timesteps,
/// features] becomes [batch, timesteps, outputs].
/// </summary>
public sealed class TimeDistributed : Layer
{
    private static readonly Setting<TimeDistributed, Block<Layer>> _layer = LayerSettings.Inner<TimeDistributed>(
        "layer", layer => LayerEntry.BlockOf(layer._inner, layer._inner.Kind), "A layer that makes one vector of a vector.");

    internal static LayerEntry Entry { get; } = new(
        "time-distributed", typeof(TimeDistributed), "Applies a layer to each timestep of a sequence, with the same weights.",
        [_layer],
        values => new TimeDistributed(LayerEntry.CreateInner(values.Get(_layer))))
    {
        Shorthand = _layer,
        Example = "time-distributed: {dense: 8}",
        TakingCodes = (block, vocabulary) => block.With(_layer, LayerEntry.TakeCodes(block.Values.Get(_layer), vocabulary)),
        TakesSequences = true,
    };

    private readonly Layer _inner;

    /// <summary>Creates the layer.</summary>
    /// <param name="layer">A layer from vector to vector; it belongs to this layer from now on.</param>
    /// <exception cref="ArgumentException">The layer belongs to a model already.</exception>
    public TimeDistributed(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        LayerErrors.ThrowIfTaken(layer, nameof(TimeDistributed));
        _inner = layer;
        layer.IsTaken = true;
        if (layer.Name.Length == 0)
        {
            layer.Rename(layer.Kind);
        }
    }

    /// <inheritdoc/>
    public override bool IsStepwise => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters => _inner.Parameters;

    /// <inheritdoc/>
    public override bool NeedsWholeBatch => _inner.NeedsWholeBatch;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> InnerLayers => [_inner];

    internal override bool PassesValues => _inner.PassesValues;

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => _inner.GetOutputRange(output, inputs);

    internal override IEnumerable<Parameter> TrainedParameters => Trainable ? _inner.TrainedParameters : [];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 1)
        {
            throw new ArgumentException($"TimeDistributed takes one sequence, but got " +
                $"{CountFormatter.Format(inputs.Count, "inputs")}: {string.Join(", ", inputs)}.");
        }

        LayerErrors.ThrowIfNotSequence(inputs[0], nameof(TimeDistributed));
        IReadOnlyList<Shape> outputs = _inner.GetOutputShapes([Shape.Vector(inputs[0].Features)]);
        return outputs.Count == 1 && !outputs[0].IsSequence
            ? [Shape.Sequence(inputs[0].Timesteps, outputs[0].Features)]
            : throw new ArgumentException(
                $"TimeDistributed needs a layer that makes one vector of a vector, but '{_inner.Name}' gives "
                + $"{string.Join(", ", outputs)} at each timestep.");
    }

    /// <inheritdoc/>
    public override void Prepare(bool training) => _inner.Prepare(training);

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);

        // Time-major memory makes the timesteps of all rows one long batch of vectors, in place.
        int rows = pass.Rows * pass.InputShape().Timesteps;
        PassTensor input = pass.InputTensor(0), output = pass.OutputTensor(0);

        // A mask has an entry for each vector here, which layers that make sequences of vectors have no use for.
        bool[]? mask = _inner.InnerLayers.Count > 0 ? null : input.Mask;
        return new Workspace(pass, new LayerPass(
            _inner,
            [new PassTensor(Shape.Vector(input.Shape.Features), rows, input.Buffer, pass.InputGradientBuffer(0), mask)],
            [new PassTensor(Shape.Vector(output.Shape.Features), rows, output.Buffer, output.Gradient, null)],
            [pass.InputGradientBuffer(0)],
            pass.Context));
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        _inner.Forward(((Workspace)pass.Workspace).Inner);
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        _inner.Backward(((Workspace)pass.Workspace).Inner);
    }

    internal override Layer Copy() =>
        new TimeDistributed(_inner.Copy()) { Name = Name, Trainable = Trainable, ActivityRegularizer = ActivityRegularizer };

    /// <inheritdoc/>
    private protected override void BuildWith(IReadOnlyList<Shape> inputs, InitialWeights initial)
    {
        _inner.Build([Shape.Vector(inputs[0].Features)], initial);
        foreach (Parameter parameter in _inner.Parameters)
        {
            parameter.Name = $"{_inner.Name}.{parameter.Name}";
        }
    }

    private sealed class Workspace(LayerPass pass, LayerPass inner) : LayerWorkspace(pass.Rows, pass.InputShape().Timesteps)
    {
        public LayerPass Inner { get; } = inner;
    }
}

using Unroll.Catalogue;
using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>
/// SegRNN (Lin et al. 2023): each feature's window, less its last value, is cut into segments, which a dense layer with a rectifier
/// projects and one GRU reads; the same GRU then makes one step from its final state for each segment ahead, all at once, with an embedding
/// of the segment's position and of the feature as input, and a dense layer makes its timesteps, to which the last value is added. Takes
/// <c>[batch, timesteps, features]</c>, gives <c>[batch, horizon, features]</c>; the oldest timesteps that fill no segment are left out.
/// Parameters: <c>position_embeddings</c> [segments ahead, units, or half of them with channel embeddings], <c>channel_embeddings</c>
/// [features, units / 2], and those of <c>project</c>, <c>gru</c> and <c>predict</c>: <c>gru.kernel</c> and so on.
/// </summary>
public sealed class SegRnn : Layer
{
    private static readonly Setting<SegRnn, int> _horizon = LayerSettings.Size<SegRnn>(
        "horizon", layer => layer.Horizon, "Timesteps ahead.", 96);

    private static readonly Setting<SegRnn, int> _units = LayerSettings.Whole<SegRnn>(
        "units", layer => layer.Options.Units, "Hidden units of the GRU.", default(SegRnnOptions).Units);

    private static readonly Setting<SegRnn, int> _segmentLength = LayerSettings.Whole<SegRnn>(
        "segment-length", layer => layer.Options.SegmentLength, "Timesteps of a segment.", default(SegRnnOptions).SegmentLength);

    private static readonly Setting<SegRnn, float> _dropout = LayerSettings.Dropout<SegRnn>(
        layer => layer.Options.Dropout, "Share that is dropped before the last dense layer.");

    private static readonly Setting<SegRnn, bool> _channelEmbedding = LayerSettings.Flag<SegRnn>(
        "channel-embedding", layer => layer.Options.ChannelEmbedding,
        "Whether half of each embedding tells the feature, where there are several.", true);

    internal static LayerEntry Entry { get; } = new(
        "seg-rnn", typeof(SegRnn), "SegRNN: segments of each feature's window into one GRU, all segments ahead decoded at once.",
        [_horizon, _units, _segmentLength, _dropout, _channelEmbedding],
        values => new SegRnn(values.Get(_horizon), new SegRnnOptions
        {
            Units = values.Get(_units),
            SegmentLength = values.Get(_segmentLength),
            Dropout = values.Get(_dropout),
            ChannelEmbedding = values.Get(_channelEmbedding),
        }))
    {
        Aliases = ["segrnn"],
        Shorthand = _horizon,
        Formula = "h = GRU(relu(segments·P)), yₚ = GRU(embeddingₚ, h)·W + b + x_T",
        Example = "seg-rnn: {horizon: 96, units: 128, segment-length: 24, dropout: 0.1}",
        TakesSequences = true,
    };

    /// <summary>Creates the layer.</summary>
    /// <param name="horizon">Timesteps ahead, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public SegRnn(int horizon, SegRnnOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(horizon, nameof(SegRnn), nameof(horizon));
        LayerErrors.ThrowIfNotPositive(options.Units, nameof(SegRnn), nameof(options.Units));
        LayerErrors.ThrowIfNotPositive(options.SegmentLength, nameof(SegRnn), nameof(options.SegmentLength));
        Require.FractionBelowOne(options.Dropout, nameof(options.Dropout));
        (Horizon, Options) = (horizon, options);
        Project = new Dense(options.Units, new DenseOptions { Activation = ActivationFunction.Relu }) { Name = "project" };
        Gru = new Gru(options.Units) { Name = "gru" };
        Dropout = options.Dropout > 0 ? new Dropout(options.Dropout) { Name = "dropout" } : null;
        Predict = new Dense(options.SegmentLength) { Name = "predict" };
    }

    /// <summary>Timesteps ahead.</summary>
    public int Horizon { get; }

    /// <summary>The options.</summary>
    public SegRnnOptions Options { get; }

    /// <summary>Segments ahead, the last of which may reach beyond the horizon.</summary>
    internal int SegmentsAhead => ((Horizon - 1) / Options.SegmentLength) + 1;

    internal Dense Project { get; }

    internal Gru Gru { get; }

    internal Dropout? Dropout { get; }

    internal Dense Predict { get; }

    internal Parameter PositionEmbeddings { get; private set; } = null!;

    internal Parameter? ChannelEmbeddings { get; private set; }

    /// <inheritdoc/>
    public override IReadOnlyList<Parameter> Parameters =>
        [.. base.Parameters, .. InnerLayers.SelectMany(layer => layer.Parameters)];

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> InnerLayers =>
        Dropout is null ? [Project, Gru, Predict] : [Project, Gru, Dropout, Predict];

    internal override IEnumerable<Parameter> TrainedParameters => Trainable ? Parameters.Where(parameter => parameter.IsTrainable) : [];

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRange.Unbounded;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        LayerErrors.ThrowIfNotWindow(inputs, nameof(SegRnn));
        Shape input = inputs[0];
        if (IsBuilt && input != InputShape)
        {
            LayerErrors.ThrowShape(nameof(SegRnn), InputShape, input);
        }

        if (input.Timesteps < Options.SegmentLength)
        {
            throw new ArgumentException(
                $"SegRnn cuts its window into segments of {CountFormatter.Format(Options.SegmentLength, "timesteps")}, but got " +
                $"{input}, fewer than one: give a "
                + "longer window, or a smaller SegmentLength.");
        }

        if (EmbedsChannels(input) && Options.Units % 2 != 0)
        {
            throw new ArgumentException(
                $"SegRnn gives half of its {CountFormatter.Format(Options.Units, "units")} to the feature's embedding: make Units " +
                $"even, or set "
                + "ChannelEmbedding = false.");
        }

        return [Shape.Sequence(Horizon, input.Features)];
    }

    /// <inheritdoc/>
    public override bool GivesMask(int output, IReadOnlyList<bool> inputs, Shape outputShape) => false;

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        Project.Prepare(training);
        Gru.Prepare(training);
        Predict.Prepare(training);
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        LayerErrors.ThrowIfCarriesState(pass, nameof(SegRnn));
        return new SegRnnWorkspace(this, pass);
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ((SegRnnWorkspace)pass.Workspace).Forward(pass);
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ((SegRnnWorkspace)pass.Workspace).Backward(pass);
    }

    /// <inheritdoc/>
    protected override void BuildParameters(IReadOnlyList<Shape> inputs, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        bool embedsChannels = EmbedsChannels(inputs[0]);
        int width = embedsChannels ? Options.Units / 2 : Options.Units;
        var normal = new RandomNormal(standardDeviation: 1);
        PositionEmbeddings = AddParameter("position_embeddings", normal, random, SegmentsAhead, width);
        ChannelEmbeddings = embedsChannels
            ? AddParameter("channel_embeddings", normal, random, inputs[0].Features, Options.Units - width)
            : null;
    }

    /// <inheritdoc/>
    private protected override void BuildWith(IReadOnlyList<Shape> inputs, InitialWeights initial)
    {
        base.BuildWith(inputs, initial);
        int segment = Options.SegmentLength;
        Shape projected = Shape.Sequence(inputs[0].Timesteps / segment, Options.Units);
        Project.Build([Shape.Sequence(projected.Timesteps, segment)], initial);
        Gru.Build([projected], initial);
        Dropout?.Build([Shape.Vector(Options.Units)], initial);
        Predict.Build([Shape.Vector(Options.Units)], initial);
        foreach (Layer layer in InnerLayers)
        {
            foreach (Parameter parameter in layer.Parameters)
            {
                parameter.Name = $"{layer.Name}.{parameter.Name}";
            }
        }
    }

    private bool EmbedsChannels(Shape input) => Options.ChannelEmbedding && input.Features > 1;
}

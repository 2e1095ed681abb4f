using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// Multi-head attention: each timestep of the query takes a mean of the values, weighted by the scaled dot products of its query with their
/// keys (Vaswani et al. 2017). Inputs: (query), self-attention; (query, value), whose values are the keys too; or (query, value, key), in
/// Keras' order. Padded timesteps of value and key get no weight; where all are padded, the weighted mean is zero.
/// </summary>
/// <remarks>
/// Parameters, as Keras' with the axes of heads and of each head's dimension made one: <c>query_kernel</c> and <c>key_kernel</c>
/// [features, heads · keyDimension], <c>value_kernel</c> [features, heads · valueDimension], <c>output_kernel</c>
/// [heads · valueDimension, outputDimension], and their biases <c>query_bias</c> and so on.
/// </remarks>
public sealed class MultiHeadAttention : AttentionLayer
{
    private static readonly Setting<MultiHeadAttention, int> _heads = LayerSettings.Size<MultiHeadAttention>(
        "num-heads", layer => layer.Heads, "Attention heads.", 4);

    private static readonly Setting<MultiHeadAttention, int> _keyDim = LayerSettings.Size<MultiHeadAttention>(
        "key-dim", layer => layer.KeyDimension, "Length of the keys of each head.", 16);

    private static readonly Setting<MultiHeadAttention, int?> _valueDim = LayerSettings.Optional<MultiHeadAttention>(
        "value-dim", layer => layer._options.ValueDimension, "Length of the values of each head.", "that of the keys");

    private static readonly Setting<MultiHeadAttention, int?> _outputDim = LayerSettings.Optional<MultiHeadAttention>(
        "output-dim", layer => layer._options.OutputDimension, "Features that go out.", "those of the query");

    private static readonly Setting<MultiHeadAttention, bool> _useBias = LayerSettings.UseBias<MultiHeadAttention>(
        layer => layer._options.UseBias);

    private static readonly Setting<MultiHeadAttention, float> _dropout = LayerSettings.Dropout<MultiHeadAttention>(
        layer => layer._options.Dropout, "Share of the attention weights that is dropped in training.");

    private static readonly Setting<MultiHeadAttention, bool> _causal = LayerSettings.Flag<MultiHeadAttention>(
        "causal", layer => layer._options.Causal, "Whether a timestep sees itself and those before it alone.");

    private static readonly Setting<MultiHeadAttention, Initializer> _kernelInitializer = LayerSettings.Initializer<MultiHeadAttention>(
        "kernel-initializer", layer => layer._options.KernelInitializer, default(MultiHeadAttentionOptions).KernelInitializer,
        "Initial kernels.");

    private static readonly Setting<MultiHeadAttention, Initializer> _biasInitializer = LayerSettings.Initializer<MultiHeadAttention>(
        "bias-initializer", layer => layer._options.BiasInitializer, default(MultiHeadAttentionOptions).BiasInitializer, "Initial biases.");

    internal static LayerEntry Entry { get; } = new(
        "multi-head-attention", typeof(MultiHeadAttention),
        "Scaled dot-product attention with several heads: each timestep looks at all others.",
        [_heads, _keyDim, _valueDim, _outputDim, _useBias, _dropout, _causal, _kernelInitializer, _biasInitializer],
        values => new MultiHeadAttention(values.Get(_heads), values.Get(_keyDim), new MultiHeadAttentionOptions
        {
            ValueDimension = values.Get(_valueDim),
            OutputDimension = values.Get(_outputDim),
            UseBias = values.Get(_useBias),
            Dropout = values.Get(_dropout),
            Causal = values.Get(_causal),
            KernelInitializer = values.Get(_kernelInitializer),
            BiasInitializer = values.Get(_biasInitializer),
        }))
    {
        Formula = "softmax(Q·Kᵀ/√d)·V",
        Example = "multi-head-attention: {num-heads: 4, key-dim: 16}",
        TakesSequences = true,
    };

    private readonly MultiHeadAttentionOptions _options;
    private Projection _query = null!;
    private Projection _key = null!;
    private Projection _value = null!;
    private Projection _output = null!;

    /// <summary>Creates the layer.</summary>
    /// <param name="heads">Heads, at least 1.</param>
    /// <param name="keyDimension">Length of each head's queries and keys, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults. For example <c>new() { Causal = true }</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public MultiHeadAttention(int heads, int keyDimension, MultiHeadAttentionOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(heads, nameof(MultiHeadAttention), nameof(heads));
        LayerErrors.ThrowIfNotPositive(keyDimension, nameof(MultiHeadAttention), nameof(keyDimension));
        LayerErrors.ThrowIfNotPositive(options.ValueDimension ?? 1, nameof(MultiHeadAttention), nameof(options.ValueDimension));
        LayerErrors.ThrowIfNotPositive(options.OutputDimension ?? 1, nameof(MultiHeadAttention), nameof(options.OutputDimension));
        Require.FractionBelowOne(options.Dropout, nameof(options.Dropout));
        Heads = heads;
        KeyDimension = keyDimension;
        _options = options;
    }

    /// <inheritdoc/>
    public override int Heads { get; }

    /// <summary>Length of each head's queries and keys.</summary>
    public int KeyDimension { get; }

    /// <summary>Length of each head's values.</summary>
    public int ValueDimension => _options.ValueDimension ?? KeyDimension;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        CheckInputs(inputs, 3, "(query), (query, value) or (query, value, key)");
        if (inputs.Count == 3 && inputs[1].Timesteps != inputs[2].Timesteps && inputs[1].Timesteps != Shape.AnyLength
            && inputs[2].Timesteps != Shape.AnyLength)
        {
            throw new ArgumentException(
                $"MultiHeadAttention needs a key for each value, but got values of shape {inputs[1]} and keys of shape {inputs[2]}: " +
                "give both the same timesteps.");
        }

        return [Shape.Sequence(inputs[0].Timesteps, _options.OutputDimension ?? inputs[0].Features)];
    }

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        _query.Prepare(training);
        _key.Prepare(training);
        _value.Prepare(training);
        _output.Prepare(training);
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        int keys = pass.InputShape(pass.InputCount > 1 ? 1 : 0).Timesteps;
        var sizes = new AttentionSizes(pass.Rows, pass.InputShape().Timesteps, keys, Heads, KeyDimension, ValueDimension);
        return new AttentionWorkspace(sizes, new ScaledDotProduct(sizes, _options.Causal, _options.Dropout, pass.IsTraining),
            pass.IsTraining);
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        var workspace = (AttentionWorkspace)pass.Workspace;
        AttentionSizes sizes = workspace.Sizes;
        TimeMajorSpan value = pass.Input(ValueInput(pass));
        TimeMajorSpan key = pass.Input(KeyInput(pass));
        int queries = sizes.Rows * pass.Input().RealTimesteps;
        _query.Forward(pass.Input().Values, workspace.Queries.Span, queries);
        if (pass.InputCount == 1 || !pass.Context.MemoryIsUnchanged)
        {
            _key.Forward(key.Values, workspace.Keys.Span, sizes.Rows * key.RealTimesteps);
            _value.Forward(value.Values, workspace.Values.Span, sizes.Rows * value.RealTimesteps);
        }

        workspace.Core.Forward(
            workspace.Queries.Span, workspace.Keys.Span, workspace.Values.Span, workspace.KeyMask(key, value), workspace.Attended.Span,
            pass.Context);
        _output.Forward(workspace.Attended.Span, pass.Output().Values, queries);
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        var workspace = (AttentionWorkspace)pass.Workspace;
        AttentionSizes sizes = workspace.Sizes;
        int value = ValueInput(pass);
        int key = KeyInput(pass);
        int queryRows = sizes.Rows * pass.Input().RealTimesteps;
        int keyRows = sizes.Rows * pass.Input(key).RealTimesteps;
        int valueRows = sizes.Rows * pass.Input(value).RealTimesteps;
        ReadOnlySpan<float> gradient = pass.OutputGradient().Values;
        _output.AddGradients(workspace.Attended.Span, gradient, queryRows, pass.Context);
        _output.InputGradient(gradient, workspace.AttendedGradient.Span, queryRows, accumulate: false);
        workspace.Core.Backward(
            workspace.Queries.Span,
            workspace.Keys.Span,
            workspace.Values.Span,
            workspace.KeyMask(pass.Input(key), pass.Input(value)),
            workspace.Attended.Span,
            workspace.AttendedGradient.Span,
            workspace.QueryGradient.Span,
            workspace.KeyGradient.Span,
            workspace.ValueGradient.Span,
            pass.Context);
        _query.AddGradients(pass.Input().Values, workspace.QueryGradient.Span, queryRows, pass.Context);
        _key.AddGradients(pass.Input(key).Values, workspace.KeyGradient.Span, keyRows, pass.Context);
        _value.AddGradients(pass.Input(value).Values, workspace.ValueGradient.Span, valueRows, pass.Context);

        // An input that serves several purposes gets the sum of their gradients.
        WriteInputGradient(_query, workspace.QueryGradient, pass.InputGradient(), queryRows, accumulate: false);
        WriteInputGradient(_value, workspace.ValueGradient, pass.InputGradient(value), valueRows, accumulate: value == 0);
        WriteInputGradient(_key, workspace.KeyGradient, pass.InputGradient(key), keyRows, accumulate: key == value);
    }

    /// <inheritdoc/>
    protected override void BuildParameters(IReadOnlyList<Shape> inputs, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int value = inputs[Math.Min(1, inputs.Count - 1)].Features;
        int keys = WeightLimit.Product("The width of all heads' keys", Heads, KeyDimension);
        int values = WeightLimit.Product("The width of all heads' values", Heads, ValueDimension);
        _query = AddProjection("query", inputs[0].Features, keys, random);
        _key = AddProjection("key", inputs[^1].Features, keys, random);
        _value = AddProjection("value", value, values, random);
        _output = AddProjection("output", values, _options.OutputDimension ?? inputs[0].Features, random);
    }

    internal override void WriteWeights(LayerPass pass, int row, int head, Span<float> weights)
    {
        var workspace = (AttentionWorkspace)pass.Workspace;
        ReadOnlySpan<bool> mask = workspace.KeyMask(pass.Input(KeyInput(pass)), pass.Input(ValueInput(pass)));
        workspace.Core.Weights(workspace.Queries.Span, workspace.Keys.Span, mask, row, head, weights);
    }

    private static int KeyInput(LayerPass pass) => pass.InputCount - 1;

    private static void WriteInputGradient(
        Projection projection, AlignedBuffer gradient, TimeMajorSpan inputGradient, int rows, bool accumulate)
    {
        if (!inputGradient.IsEmpty)
        {
            projection.InputGradient(gradient.Span, inputGradient.Values, rows, accumulate);
        }
    }

    private Projection AddProjection(string name, int inputs, int outputs, RandomStream random) => new(
        AddParameter(name + "_kernel", _options.KernelInitializer, random, inputs, outputs),
        _options.UseBias ? AddParameter(name + "_bias", _options.BiasInitializer, inputs, outputs, random, outputs) : null);
}

using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Initializers;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// Additive attention (Bahdanau et al. 2015): each timestep of the query takes a mean of the values, weighted by the softmax of
/// vᵀ·tanh(W·q + U·k), where the values are the keys. Inputs: (query), self-attention, or (query, value). What goes out has the features
/// of the values. Padded timesteps of the values get no weight; where all are padded, the mean is zero.
/// </summary>
/// <remarks>
/// Parameters: <c>query_kernel</c> W and <c>key_kernel</c> U, [features, units], and <c>score_kernel</c> v, [units, 1]; without biases, as
/// in the paper.
/// </remarks>
/// <example><code>Signal attended = new AdditiveAttention(64).Apply(decoder, encoder);</code></example>
public sealed class AdditiveAttention : AttentionLayer
{
    private static readonly Setting<AdditiveAttention, int> _units = LayerSettings.Size<AdditiveAttention>(
        "units", layer => layer.Units, "Units of the hidden layer that scores a query and a key.", 16);

    private static readonly Setting<AdditiveAttention, float> _dropout = LayerSettings.Dropout<AdditiveAttention>(
        layer => layer._options.Dropout, "Share of the attention weights that is dropped in training.");

    private static readonly Setting<AdditiveAttention, Initializer> _kernelInitializer = LayerSettings.Initializer<AdditiveAttention>(
        "kernel-initializer", layer => layer._options.KernelInitializer, default(AdditiveAttentionOptions).KernelInitializer,
        "Initial kernels.");

    internal static LayerEntry Entry { get; } = new(
        "additive-attention", typeof(AdditiveAttention),
        "Additive attention (Bahdanau): each timestep looks at all others, scored by a small network.",
        [_units, _dropout, _kernelInitializer],
        values => new AdditiveAttention(values.Get(_units), new AdditiveAttentionOptions
        {
            Dropout = values.Get(_dropout),
            KernelInitializer = values.Get(_kernelInitializer),
        }))
    {
        Shorthand = _units,
        Formula = "softmax(vᵀ·tanh(W·q + U·k))·V",
        Example = "additive-attention: 32",
        TakesSequences = true,
    };

    private readonly AdditiveAttentionOptions _options;
    private Projection _query = null!;
    private Projection _key = null!;
    private Parameter _score = null!;

    /// <summary>Creates the layer.</summary>
    /// <param name="units">Units of the hidden layer that scores a query and a key, at least 1.</param>
    /// <param name="options">Options; leave out for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public AdditiveAttention(int units, AdditiveAttentionOptions options = default)
    {
        LayerErrors.ThrowIfNotPositive(units, nameof(AdditiveAttention), nameof(units));
        Require.FractionBelowOne(options.Dropout, nameof(options.Dropout));
        (Units, _options) = (units, options);
    }

    /// <summary>Units of the hidden layer that scores a query and a key.</summary>
    public int Units { get; }

    /// <inheritdoc/>
    public override int Heads => 1;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> GetOutputShapes(IReadOnlyList<Shape> inputs)
    {
        CheckInputs(inputs, 2, "(query) or (query, value)");
        return [Shape.Sequence(inputs[0].Timesteps, inputs[^1].Features)];
    }

    /// <inheritdoc/>
    public override void Prepare(bool training)
    {
        _query.Prepare(training);
        _key.Prepare(training);
    }

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        return new AdditiveAttentionWorkspace(
            pass.Rows, pass.InputShape().Timesteps, pass.InputShape(ValueInput(pass)).Timesteps, Units, pass.IsTraining);
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        var workspace = (AdditiveAttentionWorkspace)pass.Workspace;
        TimeMajorSpan query = pass.Input(), value = pass.Input(ValueInput(pass)), output = pass.Output();
        _query.Forward(query.Values, workspace.Queries.Span, pass.Rows * query.RealTimesteps);
        if (pass.InputCount == 1 || !pass.Context.MemoryIsUnchanged)
        {
            _key.Forward(value.Values, workspace.Keys.Span, pass.Rows * value.RealTimesteps);
        }

        bool drops = pass.Context.IsTraining && _options.Dropout > 0;
        workspace.Drops = drops ? new HashedDropout(_options.Dropout, pass.Context.Random.NextUInt64()) : null;
        output.Values.Clear();
        for (int t = 0; t < query.RealTimesteps; t++)
        {
            for (int row = 0; row < pass.Rows; row++)
            {
                Span<float> weights = workspace.Weights(t, row);
                Score(workspace, value, t, row, weights);
                Span<float> attended = output.At(t, row);
                ReadOnlySpan<float> factors = workspace.DropFactors(t, row);
                for (int s = 0; s < value.RealTimesteps; s++)
                {
                    float weight = drops ? weights[s] * factors[s] : weights[s];
                    if (weight != 0)
                    {
                        TensorPrimitives.MultiplyAdd(value.At(s, row), weight, attended, attended);
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        var workspace = (AdditiveAttentionWorkspace)pass.Workspace;
        int values = ValueInput(pass);
        TimeMajorSpan query = pass.Input(), value = pass.Input(values), gradient = pass.OutputGradient();
        workspace.ClearGradients();
        for (int t = 0; t < query.RealTimesteps; t++)
        {
            for (int row = 0; row < pass.Rows; row++)
            {
                AddGradients(workspace, value, gradient.At(t, row), t, row, pass.Context.Gradient(_score));
            }
        }

        int queryRows = pass.Rows * query.RealTimesteps, keyRows = pass.Rows * value.RealTimesteps;
        _query.AddGradients(query.Values, workspace.QueryGradient.Span, queryRows, pass.Context);
        _key.AddGradients(value.Values, workspace.KeyGradient.Span, keyRows, pass.Context);

        // An input that serves several purposes gets the sum of their gradients.
        TimeMajorSpan queryInput = pass.InputGradient(), valueInput = pass.InputGradient(values);
        if (!queryInput.IsEmpty)
        {
            _query.InputGradient(workspace.QueryGradient.Span, queryInput.Values, queryRows, accumulate: false);
        }

        if (!valueInput.IsEmpty)
        {
            _key.InputGradient(workspace.KeyGradient.Span, valueInput.Values, keyRows, accumulate: values == 0);
            AddValueGradients(workspace, gradient, valueInput, query.RealTimesteps, value.RealTimesteps);
        }
    }

    /// <inheritdoc/>
    protected override void BuildParameters(IReadOnlyList<Shape> inputs, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _query = new(AddParameter("query_kernel", _options.KernelInitializer, random, inputs[0].Features, Units), null);
        _key = new(AddParameter("key_kernel", _options.KernelInitializer, random, inputs[^1].Features, Units), null);
        _score = AddParameter("score_kernel", _options.KernelInitializer, random, Units, 1);
    }

    internal override void WriteWeights(LayerPass pass, int row, int head, Span<float> weights)
    {
        var workspace = (AdditiveAttentionWorkspace)pass.Workspace;
        int keys = pass.InputShape(ValueInput(pass)).Timesteps;
        weights.Clear();
        for (int t = 0; t < pass.Input().RealTimesteps; t++)
        {
            workspace.Weights(t, row).CopyTo(weights.Slice(t * keys, keys));
        }
    }

    /// <summary>The weights of a timestep and row: a softmax over the real timesteps of the values.</summary>
    private void Score(AdditiveAttentionWorkspace workspace, TimeMajorSpan value, int t, int row, Span<float> weights)
    {
        weights.Clear();
        float greatest = float.NegativeInfinity;
        for (int s = 0; s < value.RealTimesteps; s++)
        {
            if (value.IsReal(s, row))
            {
                weights[s] = TensorPrimitives.Dot(workspace.Hidden(t, s, row), _score.Values);
                greatest = Math.Max(greatest, weights[s]);
            }
        }

        double sum = 0;
        for (int s = 0; s < value.RealTimesteps; s++)
        {
            if (value.IsReal(s, row))
            {
                weights[s] = MathF.Exp(weights[s] - greatest);
                sum += weights[s];
            }
        }

        if (sum > 0)
        {
            TensorPrimitives.Divide(weights, (float)sum, weights);
        }
    }

    /// <summary>dα = dO·V, de = α·(dα − Σ α·dα), dv = de·h, and de·v·(1 − h²) for query and key, where h = tanh(W·q + U·k).</summary>
    private void AddGradients(
        AdditiveAttentionWorkspace workspace, TimeMajorSpan value, ReadOnlySpan<float> gradient, int t, int row, Span<float> scoreGradient)
    {
        Span<float> weights = workspace.Weights(t, row), scores = workspace.ScoreGradients;
        ReadOnlySpan<float> factors = workspace.DropFactors(t, row);
        scores.Clear();
        for (int s = 0; s < value.RealTimesteps; s++)
        {
            scores[s] = weights[s] == 0 ? 0 : TensorPrimitives.Dot(gradient, value.At(s, row)) * (factors.IsEmpty ? 1 : factors[s]);
        }

        float mean = TensorPrimitives.Dot(weights, scores);
        for (int s = 0; s < value.RealTimesteps; s++)
        {
            float score = weights[s] * (scores[s] - mean);
            if (score == 0)
            {
                continue;
            }

            Span<float> hidden = workspace.Hidden(t, s, row);
            TensorPrimitives.MultiplyAdd(hidden, score, scoreGradient, scoreGradient);
            TensorPrimitives.Multiply(hidden, hidden, hidden);
            TensorPrimitives.Subtract(1f, hidden, hidden);
            TensorPrimitives.Multiply(hidden, _score.Values, hidden);
            Span<float> ofQuery = workspace.QueryGradientAt(t, row), ofKey = workspace.KeyGradientAt(s, row);
            TensorPrimitives.MultiplyAdd(hidden, score, ofQuery, ofQuery);
            TensorPrimitives.MultiplyAdd(hidden, score, ofKey, ofKey);
        }
    }

    private static void AddValueGradients(
        AdditiveAttentionWorkspace workspace, TimeMajorSpan gradient, TimeMajorSpan valueGradient, int queries, int keys)
    {
        for (int t = 0; t < queries; t++)
        {
            for (int row = 0; row < gradient.Rows; row++)
            {
                ReadOnlySpan<float> weights = workspace.Weights(t, row), factors = workspace.DropFactors(t, row);
                for (int s = 0; s < keys; s++)
                {
                    Span<float> sum = valueGradient.At(s, row);
                    TensorPrimitives.MultiplyAdd(gradient.At(t, row), weights[s] * (factors.IsEmpty ? 1 : factors[s]), sum, sum);
                }
            }
        }
    }
}

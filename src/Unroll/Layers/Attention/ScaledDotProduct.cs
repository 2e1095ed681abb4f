using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// softmax(Q·Kᵀ / √d)·V for every row and head (Vaswani et al. 2017, equation 1), forward and backward. It holds the weights of all pairs of
/// timesteps; nothing outside knows that, so that a blocked form can take its place.
/// </summary>
internal sealed class ScaledDotProduct
{
    private readonly AttentionSizes _sizes;
    private readonly float _scale;
    private readonly bool _isCausal;
    private readonly float _dropout;
    private readonly bool _keepsWeights;
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _dropMask;
    private readonly AlignedBuffer _dropped;
    private readonly AlignedBuffer _scores;
    private readonly float[] _kept;
    private readonly float[] _banned;
    private readonly PackedMatrix _keysTransposed;
    private readonly PackedMatrix _values;
    private readonly PackedMatrix? _keys;
    private readonly PackedMatrix? _valuesTransposed;

    /// <summary>Plans the buffers.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="isCausal">Whether a timestep sees none after it.</param>
    /// <param name="dropout">Share of the weights that is dropped in training.</param>
    /// <param name="training">Whether a backward pass follows; all weights are kept then.</param>
    public ScaledDotProduct(AttentionSizes sizes, bool isCausal, float dropout, bool training)
    {
        _sizes = sizes;
        _scale = 1 / MathF.Sqrt(sizes.KeyDimension);
        _isCausal = isCausal;
        _dropout = dropout;
        _keepsWeights = training;
        int all = checked(sizes.Rows * sizes.Heads * sizes.Weights);
        bool drops = training && dropout > 0;
        _weights = new AlignedBuffer(training ? all : sizes.Weights);
        _dropMask = new AlignedBuffer(drops ? all : 0);
        _dropped = new AlignedBuffer(drops ? sizes.Weights : 0);
        _scores = new AlignedBuffer(training ? sizes.Weights : 0);
        _kept = new float[sizes.Keys];
        _banned = new float[sizes.Keys];
        _keysTransposed = new PackedMatrix(sizes.KeyDimension, sizes.Keys);
        _values = new PackedMatrix(sizes.Keys, sizes.ValueDimension);
        if (training)
        {
            _keys = new PackedMatrix(sizes.Keys, sizes.KeyDimension);
            _valuesTransposed = new PackedMatrix(sizes.ValueDimension, sizes.Keys);
        }
    }

    /// <summary>The weights of a row and head, <c>[queries, keys]</c>, after a forward pass that keeps them.</summary>
    public ReadOnlySpan<float> Weights(int row, int head) => WeightsOf(row, head);

    /// <summary>Computes what each timestep gets.</summary>
    /// <param name="queries">Queries of all heads, <c>[queries, rows, heads · keyDimension]</c>.</param>
    /// <param name="keys">Keys of all heads, <c>[keys, rows, heads · keyDimension]</c>.</param>
    /// <param name="values">Values of all heads, <c>[keys, rows, heads · valueDimension]</c>.</param>
    /// <param name="keyMask">For each key timestep and row whether it is real; empty where all are.</param>
    /// <param name="attended">Receives <c>[queries, rows, heads · valueDimension]</c>.</param>
    /// <param name="context">Mode and random numbers.</param>
    public void Forward(
        ReadOnlySpan<float> queries,
        ReadOnlySpan<float> keys,
        ReadOnlySpan<float> values,
        ReadOnlySpan<bool> keyMask,
        Span<float> attended,
        PassContext context)
    {
        bool drops = context.Training && _dropMask.Length > 0;
        if (drops)
        {
            DropoutMask.Draw(_dropMask.Span, _dropout, context.Random);
        }

        for (int row = 0; row < _sizes.Rows; row++)
        {
            bool isPadded = ReadMask(keyMask, row);
            for (int head = 0; head < _sizes.Heads; head++)
            {
                int keyStart = _sizes.KeyStart(row, head);
                int valueStart = _sizes.ValueStart(row, head);
                Span<float> weights = WeightsOf(row, head);
                _keysTransposed.PackTransposed(keys[keyStart..], _sizes.KeyStride);
                MatrixProduct.Multiply(queries[keyStart..], _sizes.KeyStride, _keysTransposed, weights, _sizes.Keys, _sizes.Queries, accumulate: false);
                ToShares(weights, isPadded);
                _values.Pack(values[valueStart..], _sizes.ValueStride);
                MatrixProduct.Multiply(
                    drops ? Dropped(row, head) : weights,
                    _sizes.Keys,
                    _values,
                    attended[valueStart..],
                    _sizes.ValueStride,
                    _sizes.Queries,
                    accumulate: false);
            }
        }
    }

    /// <summary>Computes the gradients of queries, keys and values from that of what was attended to; follows a forward pass.</summary>
    /// <param name="queries">The forward pass's queries.</param>
    /// <param name="keys">The forward pass's keys.</param>
    /// <param name="values">The forward pass's values.</param>
    /// <param name="attendedGradient">Gradient of what was attended to.</param>
    /// <param name="queryGradient">Receives the gradient of the queries.</param>
    /// <param name="keyGradient">Receives the gradient of the keys.</param>
    /// <param name="valueGradient">Receives the gradient of the values.</param>
    /// <param name="context">Mode.</param>
    public void Backward(
        ReadOnlySpan<float> queries,
        ReadOnlySpan<float> keys,
        ReadOnlySpan<float> values,
        ReadOnlySpan<float> attendedGradient,
        Span<float> queryGradient,
        Span<float> keyGradient,
        Span<float> valueGradient,
        PassContext context)
    {
        bool drops = context.Training && _dropMask.Length > 0;
        keyGradient.Clear();
        valueGradient.Clear();
        for (int row = 0; row < _sizes.Rows; row++)
        {
            for (int head = 0; head < _sizes.Heads; head++)
            {
                int keyStart = _sizes.KeyStart(row, head);
                int valueStart = _sizes.ValueStart(row, head);
                ReadOnlySpan<float> weights = WeightsOf(row, head);
                ReadOnlySpan<float> gradient = attendedGradient[valueStart..];
                Span<float> scores = _scores.Span;

                // dV = Pᵀ·dO and dP = dO·Vᵀ, where P are the weights as they were used.
                MatrixProduct.AddTransposed(
                    drops ? Dropped(row, head) : weights,
                    _sizes.Keys,
                    gradient,
                    _sizes.ValueStride,
                    valueGradient[valueStart..],
                    _sizes.ValueStride,
                    _sizes.Queries,
                    _sizes.Keys,
                    _sizes.ValueDimension);
                _valuesTransposed!.PackTransposed(values[valueStart..], _sizes.ValueStride);
                MatrixProduct.Multiply(gradient, _sizes.ValueStride, _valuesTransposed, scores, _sizes.Keys, _sizes.Queries, accumulate: false);
                if (drops)
                {
                    TensorPrimitives.Multiply(scores, DropMaskOf(row, head), scores);
                }

                ToScoreGradients(weights, scores);

                // dQ = dS·K and dK = dSᵀ·Q.
                _keys!.Pack(keys[keyStart..], _sizes.KeyStride);
                MatrixProduct.Multiply(scores, _sizes.Keys, _keys, queryGradient[keyStart..], _sizes.KeyStride, _sizes.Queries, accumulate: false);
                MatrixProduct.AddTransposed(
                    scores,
                    _sizes.Keys,
                    queries[keyStart..],
                    _sizes.KeyStride,
                    keyGradient[keyStart..],
                    _sizes.KeyStride,
                    _sizes.Queries,
                    _sizes.Keys,
                    _sizes.KeyDimension);
            }
        }
    }

    private Span<float> WeightsOf(int row, int head) =>
        _weights.Span.Slice(_keepsWeights ? ((row * _sizes.Heads) + head) * _sizes.Weights : 0, _sizes.Weights);

    private ReadOnlySpan<float> DropMaskOf(int row, int head) => _dropMask.Span.Slice(((row * _sizes.Heads) + head) * _sizes.Weights, _sizes.Weights);

    private Span<float> Dropped(int row, int head)
    {
        TensorPrimitives.Multiply(WeightsOf(row, head), DropMaskOf(row, head), _dropped.Span);
        return _dropped.Span;
    }

    /// <summary>Notes which keys of a row are real, as factors and as summands.</summary>
    /// <returns>Whether some are not.</returns>
    private bool ReadMask(ReadOnlySpan<bool> mask, int row)
    {
        bool isPadded = false;
        for (int t = 0; t < _sizes.Keys && !mask.IsEmpty; t++)
        {
            bool isReal = mask[(t * _sizes.Rows) + row];
            _kept[t] = isReal ? 1 : 0;
            _banned[t] = isReal ? 0 : float.NegativeInfinity;
            isPadded |= !isReal;
        }

        return isPadded;
    }

    /// <summary>The softmax of each query's scores; keys that are padding, or come later where that counts, get nothing.</summary>
    private void ToShares(Span<float> weights, bool isPadded)
    {
        for (int query = 0; query < _sizes.Queries; query++)
        {
            Span<float> all = weights.Slice(query * _sizes.Keys, _sizes.Keys);
            int seen = _isCausal ? Math.Min(query + 1, _sizes.Keys) : _sizes.Keys;
            Span<float> row = all[..seen];
            all[seen..].Clear();
            if (isPadded)
            {
                TensorPrimitives.Add(row, _banned.AsSpan(0, seen), row);
            }

            float greatest = TensorPrimitives.Max<float>(row);
            if (float.IsNegativeInfinity(greatest))
            {
                // There is nothing to attend to.
                row.Clear();
                continue;
            }

            ElementwiseLoop.Forward(new ScaledExponential(_scale, greatest), row, row);
            if (isPadded)
            {
                // The exponential of −∞ is the smallest normal number here, not 0.
                TensorPrimitives.Multiply(row, _kept.AsSpan(0, seen), row);
            }

            TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
        }
    }

    /// <summary>dSᵢⱼ = Pᵢⱼ·(dPᵢⱼ − Σₖ dPᵢₖ·Pᵢₖ) / √d, in the place of dP.</summary>
    private void ToScoreGradients(ReadOnlySpan<float> weights, Span<float> gradient)
    {
        for (int start = 0; start < gradient.Length; start += _sizes.Keys)
        {
            ReadOnlySpan<float> p = weights.Slice(start, _sizes.Keys);
            Span<float> row = gradient.Slice(start, _sizes.Keys);
            TensorPrimitives.Subtract(row, TensorPrimitives.Dot(row, p), row);
            TensorPrimitives.Multiply(row, p, row);
            TensorPrimitives.Multiply(row, _scale, row);
        }
    }
}

using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// softmax(Q·Kᵀ / √d)·V for every row and head (Vaswani et al. 2017, equation 1), forward and backward. A pass that learns keeps the weights of all
/// pairs of timesteps where they are few; where they are many, one row's and head's at a time are there, and the backward pass computes them again
/// (as FlashAttention does, Dao et al. 2022), so that long sequences need no more memory than short ones for each row.
/// </summary>
internal sealed class ScaledDotProduct
{
    /// <summary>16 MiB of weights, about what the caches hold: computing others again takes no longer than fetching them.</summary>
    private const int MostKept = 1 << 22;

    private readonly AttentionSizes _sizes;
    private readonly float _scale;
    private readonly bool _isCausal;
    private readonly float _dropout;
    private readonly bool _keepsWeights;
    private readonly AlignedBuffer _weights;
    private readonly AlignedBuffer _dropMask;
    private readonly AlignedBuffer _dropped;
    private readonly RandomStream _dropping = new(0);
    private readonly AlignedBuffer _scores;
    private readonly float[] _kept;
    private readonly float[] _banned;
    private readonly PackedMatrix _keysTransposed;
    private readonly PackedMatrix _values;
    private readonly PackedMatrix? _keys;
    private readonly PackedMatrix? _valuesTransposed;
    private ulong _dropSeed;

    /// <summary>Plans the buffers.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="isCausal">Whether a timestep sees none after it.</param>
    /// <param name="dropout">Share of the weights that is dropped in training.</param>
    /// <param name="training">Whether a backward pass follows.</param>
    /// <param name="mostKept">The most weights that are kept for it.</param>
    public ScaledDotProduct(AttentionSizes sizes, bool isCausal, float dropout, bool training, int mostKept = MostKept)
    {
        _sizes = sizes;
        _scale = 1 / MathF.Sqrt(sizes.KeyDimension);
        _isCausal = isCausal;
        _dropout = dropout;
        long all = (long)sizes.Rows * sizes.Heads * sizes.Weights;
        _keepsWeights = training && all <= mostKept;
        bool drops = training && dropout > 0;
        _weights = new AlignedBuffer(_keepsWeights ? (int)all : sizes.Weights);
        _dropMask = new AlignedBuffer(drops ? sizes.Weights : 0);
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

    /// <summary>The weights of a row and head, <c>[queries, keys]</c>, computed from what a forward pass was given.</summary>
    public ReadOnlySpan<float> Weights(ReadOnlySpan<float> queries, ReadOnlySpan<float> keys, ReadOnlySpan<bool> keyMask, int row, int head) =>
        ComputeWeights(queries, keys, row, head, ReadMask(keyMask, row));

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
            _dropSeed = context.Random.NextUInt64();
        }

        for (int row = 0; row < _sizes.Rows; row++)
        {
            bool isPadded = ReadMask(keyMask, row);
            for (int head = 0; head < _sizes.Heads; head++)
            {
                int valueStart = _sizes.ValueStart(row, head);
                ReadOnlySpan<float> weights = ComputeWeights(queries, keys, row, head, isPadded);
                _values.Pack(values[valueStart..], _sizes.ValueStride);
                MatrixProduct.Multiply(
                    drops ? Drop(weights, row, head) : weights,
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
    /// <param name="keyMask">The forward pass's mask.</param>
    /// <param name="attendedGradient">Gradient of what was attended to.</param>
    /// <param name="queryGradient">Receives the gradient of the queries.</param>
    /// <param name="keyGradient">Receives the gradient of the keys.</param>
    /// <param name="valueGradient">Receives the gradient of the values.</param>
    /// <param name="context">Mode.</param>
    public void Backward(
        ReadOnlySpan<float> queries,
        ReadOnlySpan<float> keys,
        ReadOnlySpan<float> values,
        ReadOnlySpan<bool> keyMask,
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
            bool isPadded = !_keepsWeights && ReadMask(keyMask, row);
            for (int head = 0; head < _sizes.Heads; head++)
            {
                int keyStart = _sizes.KeyStart(row, head);
                int valueStart = _sizes.ValueStart(row, head);
                ReadOnlySpan<float> weights = _keepsWeights ? WeightsOf(row, head) : ComputeWeights(queries, keys, row, head, isPadded);
                ReadOnlySpan<float> gradient = attendedGradient[valueStart..];
                Span<float> scores = _scores.Span;

                // dV = Pᵀ·dO and dP = dO·Vᵀ, where P are the weights as they were used.
                MatrixProduct.AddTransposed(
                    drops ? Drop(weights, row, head) : weights,
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
                    TensorPrimitives.Multiply(scores, _dropMask.Span, scores);
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

    private Span<float> ComputeWeights(ReadOnlySpan<float> queries, ReadOnlySpan<float> keys, int row, int head, bool isPadded)
    {
        int start = _sizes.KeyStart(row, head);
        Span<float> weights = WeightsOf(row, head);
        _keysTransposed.PackTransposed(keys[start..], _sizes.KeyStride);
        MatrixProduct.Multiply(queries[start..], _sizes.KeyStride, _keysTransposed, weights, _sizes.Keys, _sizes.Queries, accumulate: false);
        ToShares(weights, isPadded);
        return weights;
    }

    /// <summary>
    /// The weights of which some are dropped: the same ones whenever a row and head of this pass are asked for, so that nobody need remember which.
    /// </summary>
    private Span<float> Drop(ReadOnlySpan<float> weights, int row, int head)
    {
        _dropping.Reset(_dropSeed, (ulong)((row * _sizes.Heads) + head));
        DropoutMask.Draw(_dropMask.Span, _dropout, _dropping);
        TensorPrimitives.Multiply(weights, _dropMask.Span, _dropped.Span);
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

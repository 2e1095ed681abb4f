using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// softmax(Q·Kᵀ / √d)·V for every row and head (Vaswani et al. 2017, equation 1), without ever holding the weights of all pairs of
/// timesteps (FlashAttention, Dao et al. 2022): the softmax goes over tiles of keys, each query's greatest score and sum of exponentials
/// are kept, and the backward pass computes the weights of a tile again from these. Memory grows with the timesteps, not with their square.
/// </summary>
internal sealed class ScaledDotProduct
{
    private readonly AttentionSizes _sizes;
    private readonly bool _drops;
    private readonly ScoreTiles _tiles;
    private readonly ScaledDotProductGradient? _gradient;
    private readonly AlignedBuffer _greatest;
    private readonly AlignedBuffer _inverseSums;
    private readonly AlignedBuffer _corrections;
    private readonly AlignedBuffer _attended;
    private readonly PackedMatrix _values;
    private ulong _dropSeed;

    /// <summary>Plans the buffers.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="isCausal">Whether a timestep attends to none after it.</param>
    /// <param name="dropout">Dropout rate of the weights.</param>
    /// <param name="training">Whether a backward pass follows.</param>
    public ScaledDotProduct(AttentionSizes sizes, bool isCausal, float dropout, bool training)
    {
        _sizes = sizes;
        _drops = training && dropout > 0;
        _tiles = new ScoreTiles(sizes, isCausal, _drops ? dropout : 0);
        int queries = sizes.Rows * sizes.Heads * sizes.QueryBlocks * sizes.TileQueries;
        _greatest = new AlignedBuffer(queries);
        _inverseSums = new AlignedBuffer(queries);
        _corrections = new AlignedBuffer(sizes.TileQueries);
        _attended = new AlignedBuffer(checked(sizes.TileQueries * sizes.ValueDimension));
        _values = new PackedMatrix(sizes.Keys, sizes.ValueDimension);
        _gradient = training ? new ScaledDotProductGradient(sizes, _tiles) : null;
    }

    /// <summary>Computes the attention output of each timestep.</summary>
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
        bool drops = _drops && context.IsTraining;
        _dropSeed = drops ? context.Random.NextUInt64() : 0;
        for (int row = 0; row < _sizes.Rows; row++)
        {
            for (int head = 0; head < _sizes.Heads; head++)
            {
                _tiles.ChooseHead(keys, keyMask, row, head, _dropSeed);
                int valueStart = _sizes.ValueStart(row, head);
                _values.Pack(values[valueStart..], _sizes.ValueStride);
                for (int block = 0; block < _sizes.QueryBlocks; block++)
                {
                    _tiles.ChooseQueries(queries, row, head, block);
                    int firstQuery = block * _sizes.TileQueries;
                    Attend(Part(_greatest, row, head, block), Part(_inverseSums, row, head, block), drops);
                    for (int query = 0; query < _tiles.QueryCount; query++)
                    {
                        _attended.Span.Slice(query * _sizes.ValueDimension, _sizes.ValueDimension)
                            .CopyTo(attended[(((firstQuery + query) * _sizes.ValueStride) + valueStart)..]);
                    }
                }
            }
        }
    }

    /// <summary>Computes the gradients of queries, keys and values from that of the output; follows a forward pass.</summary>
    /// <param name="queries">The forward pass's queries.</param>
    /// <param name="keys">The forward pass's keys.</param>
    /// <param name="values">The forward pass's values.</param>
    /// <param name="keyMask">The forward pass's mask.</param>
    /// <param name="attended">The forward pass's output.</param>
    /// <param name="attendedGradient">Gradient of the output.</param>
    /// <param name="queryGradient">Receives the gradient of the queries.</param>
    /// <param name="keyGradient">Receives the gradient of the keys.</param>
    /// <param name="valueGradient">Receives the gradient of the values.</param>
    /// <param name="context">Mode.</param>
    public void Backward(
        ReadOnlySpan<float> queries,
        ReadOnlySpan<float> keys,
        ReadOnlySpan<float> values,
        ReadOnlySpan<bool> keyMask,
        ReadOnlySpan<float> attended,
        ReadOnlySpan<float> attendedGradient,
        Span<float> queryGradient,
        Span<float> keyGradient,
        Span<float> valueGradient,
        PassContext context)
    {
        bool drops = _drops && context.IsTraining;
        for (int row = 0; row < _sizes.Rows; row++)
        {
            for (int head = 0; head < _sizes.Heads; head++)
            {
                int valueStart = _sizes.ValueStart(row, head);
                _tiles.ChooseHead(keys, keyMask, row, head, _dropSeed);
                _gradient!.BeginHead(values[valueStart..]);
                for (int block = 0; block < _sizes.QueryBlocks; block++)
                {
                    _tiles.ChooseQueries(queries, row, head, block);
                    int firstQuery = block * _sizes.TileQueries;
                    int from = (firstQuery * _sizes.ValueStride) + valueStart;
                    _gradient.AddBlock(
                        attended[from..], attendedGradient[from..], Part(_greatest, row, head, block), Part(_inverseSums, row, head, block),
                        drops);
                    _gradient.WriteQueries(queryGradient[((firstQuery * _sizes.KeyStride) + _sizes.KeyStart(row, head))..]);
                }

                _gradient.WriteKeysAndValues(keyGradient[_sizes.KeyStart(row, head)..], valueGradient[valueStart..]);
            }
        }
    }

    /// <summary>Computes the weights of a row and head from the inputs of the last forward pass, for inspection.</summary>
    /// <param name="queries">The forward pass's queries.</param>
    /// <param name="keys">The forward pass's keys.</param>
    /// <param name="keyMask">The forward pass's mask.</param>
    /// <param name="row">The row.</param>
    /// <param name="head">The head.</param>
    /// <param name="weights">Receives <c>[queries, keys]</c>.</param>
    public void Weights(
        ReadOnlySpan<float> queries, ReadOnlySpan<float> keys, ReadOnlySpan<bool> keyMask, int row, int head, Span<float> weights)
    {
        weights.Clear();
        _tiles.ChooseHead(keys, keyMask, row, head, _dropSeed);
        for (int block = 0; block < _sizes.QueryBlocks; block++)
        {
            _tiles.ChooseQueries(queries, row, head, block);
            Span<float> greatest = Part(_greatest, row, head, block);
            Span<float> inverseSums = Part(_inverseSums, row, head, block);
            for (int tile = 0; tile < _tiles.Count; tile++)
            {
                Span<float> scores = _tiles.Compute(tile);
                for (int i = 0; i < _tiles.KeyCount(tile) * _tiles.QueryCount; i++)
                {
                    (int key, int query) = Math.DivRem(i, _tiles.QueryCount);
                    weights[(((block * _sizes.TileQueries) + query) * _sizes.Keys) + _tiles.FirstKey(tile) + key] =
                        MathF.Exp(scores[(key * _sizes.TileQueries) + query] - greatest[query]) * inverseSums[query];
                }
            }
        }
    }

    /// <summary>A block's share of numbers that are kept for each query.</summary>
    private Span<float> Part(AlignedBuffer buffer, int row, int head, int block) =>
        buffer.Span.Slice(((((row * _sizes.Heads) + head) * _sizes.QueryBlocks) + block) * _sizes.TileQueries, _sizes.TileQueries);

    /// <summary>
    /// Weighs the values for the chosen queries, tile after tile, and leaves what is needed to compute the weights again.
    /// </summary>
    private void Attend(Span<float> greatest, Span<float> sums, bool drops)
    {
        int width = _sizes.ValueDimension;
        Span<float> attended = _attended.Span[..(_tiles.QueryCount * width)];
        attended.Clear();
        greatest.Fill(float.NegativeInfinity);
        sums.Clear();
        for (int tile = 0; tile < _tiles.Count; tile++)
        {
            Span<float> weights = _tiles.Compute(tile);
            AttentionTile.Absorb(weights, greatest, sums, _corrections.Span);
            for (int query = 0; tile > 0 && query < _tiles.QueryCount; query++)
            {
                if (_corrections.Span[query] != 1)
                {
                    Span<float> earlier = attended.Slice(query * width, width);
                    TensorPrimitives.Multiply(earlier, _corrections.Span[query], earlier);
                }
            }

            if (drops)
            {
                TensorPrimitives.Multiply(weights, _tiles.DropMask(tile), weights);
            }

            TransposedProduct.Add(
                weights, _sizes.TileQueries, _values, _tiles.FirstKey(tile), _tiles.KeyCount(tile), attended, width, _tiles.QueryCount);
        }

        for (int query = 0; query < greatest.Length; query++)
        {
            // There may be nothing to attend to.
            greatest[query] = float.IsNegativeInfinity(greatest[query]) ? 0 : greatest[query];
            sums[query] = sums[query] == 0 ? 0 : 1 / sums[query];
        }

        for (int query = 0; query < _tiles.QueryCount; query++)
        {
            Span<float> result = attended.Slice(query * width, width);
            TensorPrimitives.Multiply(result, sums[query], result);
        }
    }
}

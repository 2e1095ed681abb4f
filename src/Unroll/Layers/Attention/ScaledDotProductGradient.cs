using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The backward pass of <see cref="ScaledDotProduct"/> through one row and head: dV = Pᵀ·dO, dP = dO·Vᵀ, dS = P·(dP − Σ dO·O), dQ = dS·K /
/// √d and dK = dSᵀ·Q / √d, a tile of weights P at a time (Dao et al. 2022, algorithm 4).
/// </summary>
/// <param name="sizes">The sizes.</param>
/// <param name="tiles">The scores of the row, head and queries that are chosen.</param>
internal sealed class ScaledDotProductGradient(AttentionSizes sizes, ScoreTiles tiles)
{
    private readonly AlignedBuffer _values = new(checked(sizes.Keys * sizes.ValueDimension));
    private readonly AlignedBuffer _keyGradient = new(checked(sizes.Keys * sizes.KeyDimension));
    private readonly AlignedBuffer _valueGradient = new(checked(sizes.Keys * sizes.ValueDimension));
    private readonly AlignedBuffer _queryGradient = new(checked(sizes.TileQueries * sizes.KeyDimension));
    private readonly AlignedBuffer _attendedGradient = new(checked(sizes.TileQueries * sizes.ValueDimension));
    private readonly AlignedBuffer _scoreGradients = new(checked(sizes.TileKeys * sizes.TileQueries));
    private readonly AlignedBuffer _means = new(sizes.TileQueries);
    private readonly PackedMatrix _packedKeys = new(sizes.Keys, sizes.KeyDimension);
    private readonly PackedMatrix _packedQueries = new(sizes.TileQueries, sizes.KeyDimension);
    private readonly PackedMatrix _packedGradient = new(sizes.TileQueries, sizes.ValueDimension);
    private readonly PackedMatrix _gradientTransposed = new(sizes.ValueDimension, sizes.TileQueries);

    /// <summary>Begins the head that has been chosen.</summary>
    /// <param name="values">Its values, from the first on; <see cref="AttentionSizes.ValueStride"/> apart.</param>
    public void BeginHead(ReadOnlySpan<float> values)
    {
        ScoreTiles.Gather(values, sizes.ValueStride, _values.Span, sizes.ValueDimension);
        _packedKeys.Pack(tiles.Keys, sizes.KeyDimension);
        _keyGradient.Span.Clear();
        _valueGradient.Span.Clear();
    }

    /// <summary>The backward pass of the chosen queries.</summary>
    /// <param name="attended">Their outputs, from the first on.</param>
    /// <param name="attendedGradient">The outputs' gradient.</param>
    /// <param name="greatest">Each query's greatest score.</param>
    /// <param name="inverseSums">One through each query's sum of exponentials.</param>
    /// <param name="drops">Whether weights were dropped.</param>
    public void AddBlock(
        ReadOnlySpan<float> attended, ReadOnlySpan<float> attendedGradient, ReadOnlySpan<float> greatest, ReadOnlySpan<float> inverseSums,
        bool drops)
    {
        int width = sizes.ValueDimension;
        for (int query = 0; query < tiles.QueryCount; query++)
        {
            ReadOnlySpan<float> gradient = attendedGradient.Slice(query * sizes.ValueStride, width);
            gradient.CopyTo(_attendedGradient.Span[(query * width)..]);
            _means.Span[query] = TensorPrimitives.Dot(gradient, attended.Slice(query * sizes.ValueStride, width));
        }

        _attendedGradient.Span[(tiles.QueryCount * width)..].Clear();
        _means.Span[tiles.QueryCount..].Clear();
        _packedQueries.Pack(tiles.Queries, sizes.KeyDimension);
        _packedGradient.Pack(_attendedGradient.Span, width);
        _gradientTransposed.PackTransposed(_attendedGradient.Span, width);
        _queryGradient.Span.Clear();
        for (int tile = 0; tile < tiles.Count; tile++)
        {
            AddTile(tile, greatest, inverseSums, drops);
        }
    }

    /// <summary>Writes the gradient of the queries that have been chosen.</summary>
    /// <param name="gradient">From the first query on.</param>
    public void WriteQueries(Span<float> gradient)
    {
        Span<float> sum = _queryGradient.Span[..(tiles.QueryCount * sizes.KeyDimension)];
        TensorPrimitives.Multiply(sum, tiles.Scale, sum);
        Scatter(sum, gradient, sizes.KeyStride, sizes.KeyDimension);
    }

    /// <summary>Writes the gradients of the head's keys and values, after all of its queries.</summary>
    /// <param name="keyGradient">From the first key on.</param>
    /// <param name="valueGradient">From the first value on.</param>
    public void WriteKeysAndValues(Span<float> keyGradient, Span<float> valueGradient)
    {
        Scatter(_keyGradient.Span, keyGradient, sizes.KeyStride, sizes.KeyDimension);
        Scatter(_valueGradient.Span, valueGradient, sizes.ValueStride, sizes.ValueDimension);
    }

    private static void Scatter(ReadOnlySpan<float> source, Span<float> destination, int stride, int length)
    {
        for (int i = 0; i * length < source.Length; i++)
        {
            source.Slice(i * length, length).CopyTo(destination[(i * stride)..]);
        }
    }

    private void AddTile(int tile, ReadOnlySpan<float> greatest, ReadOnlySpan<float> inverseSums, bool drops)
    {
        int keyWidth = sizes.KeyDimension;
        int valueWidth = sizes.ValueDimension;
        int queries = sizes.TileQueries;
        int first = tiles.FirstKey(tile);
        int count = tiles.KeyCount(tile);
        Span<float> weights = tiles.Compute(tile);
        Span<float> gradients = _scoreGradients.Span[..weights.Length];
        MatrixProduct.Multiply(
            _values.Span[(first * valueWidth)..], valueWidth, _gradientTransposed, gradients, queries, count, accumulate: false);
        ReadOnlySpan<float> dropMask = drops ? tiles.DropMask(tile) : default;
        if (drops)
        {
            TensorPrimitives.Multiply(gradients, dropMask, gradients);
        }

        AttentionTile.Differentiate(weights, gradients, greatest, inverseSums, _means.Span);
        if (drops)
        {
            TensorPrimitives.Multiply(weights, dropMask, weights);
        }

        MatrixProduct.Multiply(
            weights, queries, _packedGradient, _valueGradient.Span[(first * valueWidth)..], valueWidth, count, accumulate: true);
        MatrixProduct.Multiply(
            gradients, queries, _packedQueries, _keyGradient.Span[(first * keyWidth)..], keyWidth, count, accumulate: true);
        TransposedProduct.Add(gradients, queries, _packedKeys, first, count, _queryGradient.Span, keyWidth, tiles.QueryCount);
    }
}

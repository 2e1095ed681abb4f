using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The scores K·Qᵀ/√d of one row and head, a tile of some keys and queries at a time, <c>[keys, queries]</c>; and for each tile which
/// weights are dropped. First a head is chosen, then a block of its queries, then its tiles.
/// </summary>
internal sealed class ScoreTiles
{
    private readonly AttentionSizes _sizes;
    private readonly bool _isCausal;
    private readonly float _dropout;
    private readonly float _scale;
    private readonly AlignedBuffer _keys;
    private readonly AlignedBuffer _queries;
    private readonly AlignedBuffer _scores;
    private readonly AlignedBuffer _dropMask;
    private readonly PackedMatrix _queriesTransposed;
    private readonly RandomStream _seeds = new(0);
    private readonly bool[] _isPadding;
    private HashedDropout _drops;
    private bool _hasPadding;
    private int _realKeys;
    private int _firstQuery;

    /// <summary>Plans the buffers.</summary>
    /// <param name="sizes">The sizes.</param>
    /// <param name="isCausal">Whether a timestep attends to none after it.</param>
    /// <param name="dropout">Dropout rate of the weights; 0 for none.</param>
    public ScoreTiles(AttentionSizes sizes, bool isCausal, float dropout)
    {
        _sizes = sizes;
        _isCausal = isCausal;
        _dropout = dropout;
        _scale = 1 / MathF.Sqrt(sizes.KeyDimension);
        _keys = new AlignedBuffer(checked(sizes.Keys * sizes.KeyDimension));
        _queries = new AlignedBuffer(checked(sizes.TileQueries * sizes.KeyDimension));
        _scores = new AlignedBuffer(checked(sizes.TileKeys * sizes.TileQueries));
        _dropMask = new AlignedBuffer(checked(dropout > 0 ? sizes.TileKeys * sizes.TileQueries : 0));
        _queriesTransposed = new PackedMatrix(sizes.KeyDimension, sizes.TileQueries);
        _isPadding = new bool[sizes.Keys];
    }

    /// <summary>The chosen head's keys, <c>[keys, keyDimension]</c>.</summary>
    public ReadOnlySpan<float> Keys => _keys.Span;

    /// <summary>The chosen queries / √d, <c>[tile queries, keyDimension]</c>, zeros behind them.</summary>
    public ReadOnlySpan<float> Queries => _queries.Span;

    /// <summary>The number that scores are scaled by: 1/√d.</summary>
    public float Scale => _scale;

    /// <summary>Queries that are chosen.</summary>
    public int QueryCount { get; private set; }

    /// <summary>Tiles in which the chosen queries see anything.</summary>
    public int Count
    {
        get
        {
            int seen = _isCausal ? Math.Min(_firstQuery + QueryCount, _realKeys) : _realKeys;
            return (seen + _sizes.TileKeys - 1) / _sizes.TileKeys;
        }
    }

    /// <summary>Copies columns of a row and head, which lie far apart, behind one another.</summary>
    public static void Gather(ReadOnlySpan<float> source, int stride, Span<float> destination, int length)
    {
        for (int i = 0; i * length < destination.Length; i++)
        {
            source.Slice(i * stride, length).CopyTo(destination[(i * length)..]);
        }
    }

    /// <summary>Chooses a row and head.</summary>
    /// <param name="keys">Keys of all heads, <c>[keys, rows, heads · keyDimension]</c>.</param>
    /// <param name="keyMask">For each key timestep and row whether it is real; empty where all are.</param>
    /// <param name="row">The row.</param>
    /// <param name="head">The head.</param>
    /// <param name="dropSeed">Seed of this pass's dropped weights.</param>
    public void ChooseHead(ReadOnlySpan<float> keys, ReadOnlySpan<bool> keyMask, int row, int head, ulong dropSeed)
    {
        Gather(keys[_sizes.KeyStart(row, head)..], _sizes.KeyStride, _keys.Span, _sizes.KeyDimension);
        if (_dropout > 0)
        {
            _seeds.Reset(dropSeed, (ulong)((row * _sizes.Heads) + head));
            _drops = new HashedDropout(_dropout, _seeds.NextUInt64());
        }

        _hasPadding = false;
        _realKeys = keyMask.IsEmpty ? _sizes.Keys : 0;
        for (int t = 0; t < _sizes.Keys && !keyMask.IsEmpty; t++)
        {
            bool isReal = keyMask[(t * _sizes.Rows) + row];
            _isPadding[t] = !isReal;
            _hasPadding |= !isReal;
            _realKeys = isReal ? t + 1 : _realKeys;
        }
    }

    /// <summary>Chooses a block of the head's queries.</summary>
    /// <param name="queries">Queries of all heads, <c>[queries, rows, heads · keyDimension]</c>.</param>
    /// <param name="row">The row that has been chosen.</param>
    /// <param name="head">The head that has been chosen.</param>
    /// <param name="block">The block.</param>
    public void ChooseQueries(ReadOnlySpan<float> queries, int row, int head, int block)
    {
        _firstQuery = block * _sizes.TileQueries;
        QueryCount = Math.Min(_sizes.TileQueries, _sizes.Queries - _firstQuery);
        int length = QueryCount * _sizes.KeyDimension;
        Gather(queries[((_firstQuery * _sizes.KeyStride) + _sizes.KeyStart(row, head))..], _sizes.KeyStride, _queries.Span[..length],
            _sizes.KeyDimension);
        TensorPrimitives.Multiply(_queries.Span[..length], _scale, _queries.Span[..length]);
        _queries.Span[length..].Clear();
        _queriesTransposed.PackTransposed(_queries.Span, _sizes.KeyDimension);
    }

    /// <summary>First key of a tile.</summary>
    public int FirstKey(int tile) => tile * _sizes.TileKeys;

    /// <summary>Keys of a tile.</summary>
    public int KeyCount(int tile) => Math.Min(_sizes.TileKeys, _sizes.Keys - FirstKey(tile));

    /// <summary>
    /// The scores of a tile, <c>[keys, tile queries]</c>: negative infinity for keys that are padding or come after their query, where that
    /// counts.
    /// </summary>
    public Span<float> Compute(int tile)
    {
        int width = _sizes.TileQueries;
        int first = FirstKey(tile);
        int count = KeyCount(tile);
        Span<float> scores = _scores.Span[..(count * width)];
        MatrixProduct.Multiply(
            _keys.Span[(first * _sizes.KeyDimension)..], _sizes.KeyDimension, _queriesTransposed, scores, width, count, accumulate: false);
        for (int key = first; _hasPadding && key < first + count; key++)
        {
            if (_isPadding[key])
            {
                scores.Slice((key - first) * width, width).Fill(float.NegativeInfinity);
            }
        }

        for (int key = Math.Max(first, _firstQuery + 1); _isCausal && key < first + count; key++)
        {
            scores.Slice((key - first) * width, Math.Min(key - _firstQuery, width)).Fill(float.NegativeInfinity);
        }

        return scores;
    }

    /// <summary>The factors of a tile's weights when some are dropped.</summary>
    public ReadOnlySpan<float> DropMask(int tile)
    {
        int width = _sizes.TileQueries;
        Span<float> mask = _dropMask.Span[..(KeyCount(tile) * width)];
        for (int key = 0; key < KeyCount(tile); key++)
        {
            // A number for each pair of timesteps, whatever the tiles are.
            uint pair = unchecked(((uint)(FirstKey(tile) + key) * (uint)_sizes.Queries) + (uint)_firstQuery);
            _drops.Fill(pair, mask.Slice(key * width, width));
        }

        return mask;
    }
}

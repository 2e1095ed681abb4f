using System.Buffers;

namespace Unroll.Data;

/// <summary>Indices into another source, in rented memory.</summary>
internal readonly ref struct PooledIndices
{
    private readonly int[] _rented;
    private readonly int _length;

    /// <summary>Looks indices up.</summary>
    public PooledIndices(ReadOnlySpan<int> samples, int[] map)
    {
        _length = samples.Length;
        _rented = ArrayPool<int>.Shared.Rent(_length);
        for (int i = 0; i < _length; i++)
        {
            _rented[i] = map[samples[i]];
        }
    }

    public ReadOnlySpan<int> Span => _rented.AsSpan(0, _length);

    public void Dispose() => ArrayPool<int>.Shared.Return(_rented);
}

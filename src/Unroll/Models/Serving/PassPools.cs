using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// The pools of a predictor, one for each shape: the rows, then for each input its timesteps, negative where some of them may be padding.
/// Looking a known shape up takes no lock and allocates nothing.
/// </summary>
internal sealed class PassPools
{
    private readonly Model _model;
    private readonly int _keptShapes;
    private readonly ConcurrentDictionary<int[], PassPool> _pools = new(new ShapeComparer());
    private readonly ConcurrentDictionary<int[], PassPool>.AlternateLookup<ReadOnlySpan<int>> _lookup;

    public PassPools(Model model, int keptShapes)
    {
        _model = model;
        _keptShapes = keptShapes;
        _lookup = _pools.GetAlternateLookup<ReadOnlySpan<int>>();
    }

    public PassPool For(ReadOnlySpan<int> shape) => _lookup.TryGetValue(shape, out PassPool? pool) ? pool : Add(shape.ToArray());

    private PassPool Add(int[] shape)
    {
        // Shapes without end, such as sequences of any length, must not fill the memory.
        if (_pools.Count >= _keptShapes)
        {
            _pools.Clear();
        }

        return _pools.GetOrAdd(shape, key => new PassPool(() => Create(key)));
    }

    private ShardPass Create(int[] key)
    {
        IReadOnlyList<Shape> declared = _model.InputShapes;
        Shape[] shapes = [
            .. declared.Select((shape, i) => shape.IsSequence ? Shape.Sequence(Math.Abs(key[1 + i]), shape.Features) : shape)];
        bool[] masked = [.. key.Skip(1).Select(timesteps => timesteps < 0)];
        return _model.CreatePass(shapes, masked, key[0], new PassOptions(Training: false, StateKeeping: StateKeeping.Nobody));
    }

    private sealed class ShapeComparer : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] int[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<int> alternate)
        {
            HashCode hash = default;
            foreach (int number in alternate)
            {
                hash.Add(number);
            }

            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}

namespace Unroll.Analysis.Trend;

/// <summary>
/// Runs of neighbouring points by their weighted sums, for local lines through many points: those of a run share the weight by distance
/// that its middle has, the runs at both ends of a neighbourhood are taken point by point.
/// </summary>
internal sealed class LoessBlocks
{
    private const int Blocks = 16_384;
    private const int ShortestBlock = 8;

    private readonly double[] _x;
    private readonly double[] _y;
    private readonly int _size;
    private readonly Sums[] _blocks;

    private LoessBlocks(double[] x, double[] y)
    {
        (_x, _y, _size) = (x, y, x.Length / Blocks);
        _blocks = new Sums[x.Length / _size];
    }

    /// <summary>The runs of a series that is long enough; else null.</summary>
    /// <param name="x">The places, in order.</param>
    /// <param name="y">The values.</param>
    public static LoessBlocks? Of(double[] x, double[] y) => x.Length >= Blocks * ShortestBlock ? new LoessBlocks(x, y) : null;

    /// <summary>Adds the points of each run up.</summary>
    /// <param name="robust">The trust in each point.</param>
    public void Weigh(double[] robust) => Workers.For(_blocks.Length, block =>
    {
        int start = block * _size, end = start + _size;
        Sums sums = new((_x[start] + _x[end - 1]) / 2);
        for (int i = start; i < end; i++)
        {
            sums.Add(_x[i], _y[i], robust[i]);
        }

        _blocks[block] = sums;
    });

    /// <summary>The value at a place of the weighted line through its neighbours; null where none has a weight.</summary>
    /// <param name="robust">The trust in each point.</param>
    /// <param name="at">The place.</param>
    /// <param name="start">The first neighbour.</param>
    /// <param name="count">Neighbours.</param>
    public double? LineAt(double[] robust, double at, int start, int count)
    {
        double radius = Math.Max(at - _x[start], _x[start + count - 1] - at);
        int first = (start + _size - 1) / _size, last = Math.Min((start + count) / _size, _blocks.Length);
        Sums all = new(at);
        if (first >= last)
        {
            AddPoints(start, start + count);
        }
        else
        {
            AddPoints(start, first * _size);
            for (int block = first; block < last; block++)
            {
                all.Add(_blocks[block], Loess.Tricube(_blocks[block].Centre - at, radius));
            }

            AddPoints(last * _size, start + count);
        }

        return all.ValueAtCentre();

        void AddPoints(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                all.Add(_x[i], _y[i], Loess.Tricube(_x[i] - at, radius) * robust[i]);
            }
        }
    }

    /// <summary>Sums over weighted points, of places less a centre.</summary>
    private struct Sums(double centre)
    {
        private double _weight;
        private double _x;
        private double _y;
        private double _squares;
        private double _products;

        public readonly double Centre => centre;

        public void Add(double x, double y, double weight)
        {
            double off = x - centre;
            _weight += weight;
            _x += weight * off;
            _y += weight * y;
            _squares += weight * off * off;
            _products += weight * off * y;
        }

        public void Add(in Sums other, double weight)
        {
            double shift = other.Centre - centre;
            _weight += weight * other._weight;
            _x += weight * (other._x + (shift * other._weight));
            _y += weight * other._y;
            _squares += weight * (other._squares + (shift * ((2 * other._x) + (shift * other._weight))));
            _products += weight * (other._products + (shift * other._y));
        }

        /// <summary>The value of the line at the centre; null where nothing has a weight.</summary>
        public readonly double? ValueAtCentre()
        {
            if (_weight <= 0)
            {
                return null;
            }

            double meanX = _x / _weight, meanY = _y / _weight;
            double squares = (_squares / _weight) - (meanX * meanX), products = (_products / _weight) - (meanX * meanY);
            return squares < Loess.Flat ? meanY : meanY - (meanX * products / squares);
        }
    }
}

using System.Numerics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Functional pruning for squared errors. Each start of the last segment has a parabola over that segment's level: the least cost up to
/// now if the level were so. A start whose parabola is the lowest nowhere never becomes the best again, since all rise by the same with
/// each new value; few remain, even where there is no change at all. Where one parabola is below another does not change with time, so
/// that a level keeps its start until a newer one takes it.
/// </summary>
/// <remarks>
/// Pieces of levels, each with the start that is the lowest there, lie side by side, and the lowest course is continuous. Most steps take
/// a little off the outermost pieces: the course is compared with the new parabola at all edges in vectors, and a piece that is lower at
/// both of its edges is lower throughout, because their difference is convex.
/// </remarks>
internal sealed class FunctionalPruning(Moments moments, int count, int length)
{
    private Pieces _pieces = new(16);
    private Pieces _next = new(16);
    private double[] _differences = new double[16];

    /// <summary>The changes of the best segmentation.</summary>
    /// <param name="penalty">What each change adds.</param>
    public int[] Search(double penalty)
    {
        ReadOnlySpan<double> sums = moments.Sums, squares = moments.Squares;
        double[] best = new double[count + 1];
        int[] last = new int[count + 1];
        best[0] = -penalty;
        (double lowest, double highest) = Range(sums);
        _pieces.Count = 0;
        for (int end = length; end <= count; end++)
        {
            int entering = end - length;
            if (entering == 0)
            {
                _pieces.Add(new Parabola(0, 0, 0), lowest, highest);
            }
            else if (entering >= length)
            {
                Enter(new Parabola(entering, sums[entering], best[entering] + penalty - squares[entering]), lowest, highest);
            }

            (double least, last[end]) = _pieces.Least(end, sums[end]);
            best[end] = least + squares[end];
        }

        return Segmentation.Backwards(last, count);
    }

    /// <summary>The levels where a new start is better than those there are become its own.</summary>
    private void Enter(Parabola entering, double lowest, double highest)
    {
        int count = _pieces.Count;
        if (_differences.Length < _pieces.Room + 1)
        {
            _differences = new double[2 * _pieces.Room];
        }

        _pieces.Differences(entering, _differences);
        int first = 0, after = count;
        while (first < count && !IsKept(first))
        {
            first++;
        }

        while (after > first && !IsKept(after - 1))
        {
            after--;
        }

        for (int i = first; i < after; i++)
        {
            if (!IsKept(i))
            {
                (first, after) = (count, count);
            }
        }

        _next.Clear((2 * count) + 1, lowest);
        Cut(0, first, entering);
        if (first < after)
        {
            if (_pieces.Low(first) > _next.End)
            {
                _next.Add(entering, _next.End, _pieces.Low(first));
            }

            _next.Copy(_pieces, first, after);
            Cut(after, count, entering);
        }

        if (_next.End < highest || _next.Count == 0)
        {
            _next.Add(entering, _next.End, highest);
        }

        (_pieces, _next) = (_next, _pieces);

        bool IsKept(int piece) => _differences[piece] <= 0 && _differences[piece + 1] <= 0;
    }

    /// <summary>Keeps of some pieces the part where they are lower than a new parabola, which takes what lies between.</summary>
    private void Cut(int from, int to, Parabola entering)
    {
        for (int i = from; i < to; i++)
        {
            // The old parabola less the new one is width·μ² + 2·lean·μ + gap: the old one is lower between its zeros.
            Parabola old = _pieces[i];
            double width = entering.Start - old.Start, lean = old.Sum - entering.Sum, gap = old.Offset - entering.Offset;
            double discriminant = (lean * lean) - (width * gap);
            if (discriminant <= 0)
            {
                continue;
            }

            double root = Math.Sqrt(discriminant);
            double low = Math.Max(_pieces.Low(i), (-lean - root) / width), high = Math.Min(_pieces.High(i), (root - lean) / width);
            if (low < high)
            {
                if (low > _next.End)
                {
                    _next.Add(entering, _next.End, low);
                }

                _next.Add(old, low, high);
            }
        }
    }

    /// <summary>The least and the greatest value: no segment's level lies outside.</summary>
    private (double Lowest, double Highest) Range(ReadOnlySpan<double> sums)
    {
        (double lowest, double highest) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int i = 0; i < count; i++)
        {
            double value = sums[i + 1] - sums[i];
            (lowest, highest) = (Math.Min(lowest, value), Math.Max(highest, value));
        }

        // As far as rounding of the sums may move a level.
        double slack = 1e-9 * (1 + Math.Max(Math.Abs(lowest), Math.Abs(highest)));
        return (lowest - slack, highest + slack);
    }

    /// <summary>
    /// The cost of a last segment by its level μ, without what all have in common: offset − 2·μ·(sum up to now − sum) + (now − start)·μ².
    /// </summary>
    private readonly record struct Parabola(double Start, double Sum, double Offset);

    /// <summary>Pieces of the levels, side by side, as arrays for vectors.</summary>
    private sealed class Pieces(int room)
    {
        private double[] _edges = new double[room + 1];
        private double[] _starts = new double[room];
        private double[] _sums = new double[room];
        private double[] _offsets = new double[room];

        public int Count { get; set; }

        public int Room => _starts.Length;

        /// <summary>Where the last piece ends.</summary>
        public double End => _edges[Count];

        public Parabola this[int piece] => new(_starts[piece], _sums[piece], _offsets[piece]);

        public double Low(int piece) => _edges[piece];

        public double High(int piece) => _edges[piece + 1];

        /// <summary>Leaves none, and makes room.</summary>
        public void Clear(int room, double lowest)
        {
            int lanes = Vector<double>.Count, padded = (room + lanes - 1) / lanes * lanes;
            if (padded > Room)
            {
                int size = 2 * padded;
                (_edges, _starts, _sums, _offsets) = (new double[size + 1], new double[size], new double[size], new double[size]);
            }

            (Count, _edges[0]) = (0, lowest);
        }

        public void Add(Parabola parabola, double low, double high)
        {
            (_starts[Count], _sums[Count], _offsets[Count]) = (parabola.Start, parabola.Sum, parabola.Offset);
            _edges[Count] = low;
            _edges[++Count] = high;
        }

        public void Copy(Pieces other, int from, int to)
        {
            int number = to - from;
            Array.Copy(other._starts, from, _starts, Count, number);
            Array.Copy(other._sums, from, _sums, Count, number);
            Array.Copy(other._offsets, from, _offsets, Count, number);
            Array.Copy(other._edges, from, _edges, Count, number + 1);
            Count += number;
        }

        /// <summary>The lowest course less another parabola, at every edge.</summary>
        public void Differences(Parabola other, double[] differences)
        {
            int lanes = Vector<double>.Count;
            Vector<double> start = new(other.Start), sum = new(other.Sum), offset = new(other.Offset);
            for (int i = 0; i < Count; i += lanes)
            {
                Vector<double> level = new(_edges, i);
                Vector<double> slope = ((start - new Vector<double>(_starts, i)) * level) + (2 * (new Vector<double>(_sums, i) - sum));
                ((slope * level) + new Vector<double>(_offsets, i) - offset).CopyTo(differences, i);
            }

            Parabola last = this[Count - 1];
            double end = End;
            differences[Count] = ((((other.Start - last.Start) * end) + (2 * (last.Sum - other.Sum))) * end) + last.Offset - other.Offset;
        }

        /// <summary>The least cost up to now, and its start.</summary>
        public (double Least, int Start) Least(int end, double sum)
        {
            int lanes = Vector<double>.Count, whole = Count / lanes * lanes;
            (double least, double from) = (double.PositiveInfinity, 0);
            if (whole > 0)
            {
                Vector<double> ends = new(end), sums = new(sum), lowest = new(double.PositiveInfinity), starts = Vector<double>.Zero;
                for (int i = 0; i < whole; i += lanes)
                {
                    Vector<double> start = new(_starts, i), part = sums - new Vector<double>(_sums, i);
                    Vector<double> value = new Vector<double>(_offsets, i) - (part * part / (ends - start));
                    Vector<long> isLess = Vector.LessThan(value, lowest);
                    lowest = Vector.ConditionalSelect(isLess, value, lowest);
                    starts = Vector.ConditionalSelect(isLess, start, starts);
                }

                for (int lane = 0; lane < lanes; lane++)
                {
                    (least, from) = lowest[lane] < least ? (lowest[lane], starts[lane]) : (least, from);
                }
            }

            for (int i = whole; i < Count; i++)
            {
                double part = sum - _sums[i], value = _offsets[i] - (part * part / (end - _starts[i]));
                (least, from) = value < least ? (value, _starts[i]) : (least, from);
            }

            return (least, (int)from);
        }
    }
}

using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Unroll.Analysis.Periodicity;

/// <summary>Folds of a sample by one period after the other, on one thread.</summary>
internal sealed class BoxFold
{
    private const double LeastWeight = 2.220446049250313e-16;

    /// <summary>Measurements that are placed at a time: a multiple of every vector's length.</summary>
    private const int Block = 128;

    /// <summary>1.5·2⁵²: a number added to it is rounded to a whole one, which is in its lower bits.</summary>
    private const double WholeNumbers = 6755399441055744;

    private readonly BoxSample _sample;
    private readonly int[] _lengths;
    private readonly int _oversample;
    private readonly Vector128<double>[] _bins;
    private readonly double[] _values;
    private readonly double[] _weights;
    private readonly double[] _binTimes;
    private readonly double _border;

    /// <summary>Makes room.</summary>
    /// <param name="sample">The measurements.</param>
    /// <param name="bins">Bins of the longest period, and of the shortest duration.</param>
    /// <param name="lengths">Bins of each duration.</param>
    /// <param name="oversample">Bins of the shortest duration.</param>
    public BoxFold(BoxSample sample, int bins, int[] lengths, int oversample)
    {
        (_sample, _lengths, _oversample) = (sample, lengths, oversample);
        _bins = new Vector128<double>[bins + 1];
        (_values, _weights) = (new double[bins + 1 + Vector<double>.Count], new double[bins + 1 + Vector<double>.Count]);
        _binTimes = [.. sample.Times.Select(time => (time / sample.Bin) - 0.5)];
        _border = Math.ScaleB(sample.Times.Max() / sample.Bin, -48) + Math.ScaleB(1, -48);
    }

    /// <summary>The best box at a period.</summary>
    public BoxFit At(double period)
    {
        int round = (int)Math.Ceiling(period / _sample.Bin), bins = round + _oversample;
        Fill(period, bins);
        double value = 0, weight = 0;
        (_values[0], _weights[0]) = (0, 0);
        for (int bin = 0; bin < bins; bin++)
        {
            // From the last bin on, which is a part of one mostly, the fold begins anew, so that a box may lie across the end: as many bins
            // as astropy repeats, whose numbers these are.
            Vector128<double> added = bin < round - 1 ? _bins[bin] : bin < bins - 1 ? _bins[bin - round + 1] : default;
            (value, weight) = (value + added[0], weight + added[1]);
            (_values[bin + 1], _weights[bin + 1]) = (value, weight);
        }

        BoxFit best = new(0, 0, 0, 0);
        for (int duration = 0; duration < _lengths.Length; duration++)
        {
            (double score, int start) = Best(bins - _lengths[duration] + 1, _lengths[duration]);
            if (score > best.Gain)
            {
                double within = _values[start + _lengths[duration]] - _values[start];
                double inside = _weights[start + _lengths[duration]] - _weights[start];
                best = new(score, -within * _sample.Weight / (inside * (_sample.Weight - inside)), start, duration);
            }
        }

        return best;
    }

    /// <summary>Adds each measurement to the bin of its phase.</summary>
    private void Fill(double period, int bins)
    {
        Array.Clear(_bins, 0, bins + 1);
        ReadOnlySpan<Vector128<double>> pairs = MemoryMarshal.Cast<double, Vector128<double>>(_sample.Products);
        Span<Vector128<double>> cells = _bins;
        Span<long> block = stackalloc long[Block];
        for (int first = 0; first < pairs.Length; first += Block)
        {
            int count = Math.Min(Block, pairs.Length - first);
            if (count < Block || !Place(first, period, block))
            {
                PlaceByDivision(first, period, block[..count]);
            }

            ReadOnlySpan<Vector128<double>> added = pairs.Slice(first, count);
            for (int j = 0; j < added.Length; j++)
            {
                cells[(int)block[j]] += added[j];
            }
        }
    }

    /// <summary>
    /// Places of a block of measurements, in the lower halves, without a division: what is left of a time in bins after whole periods.
    /// False where a measurement is so close to a border that rounding decides upon its bin.
    /// </summary>
    private bool Place(int first, double period, Span<long> block)
    {
        ReadOnlySpan<double> times = _binTimes.AsSpan(first, Block);
        double length = period / _sample.Bin;
        Vector<double> cycle = new(length), share = new(1 / length), shift = new(0.5 / length), whole = new(WholeNumbers);
        Vector<double> farthest = Vector<double>.Zero, last = Vector<double>.Zero;
        for (int j = 0; j < Block; j += Vector<double>.Count)
        {
            // Times are less half a bin, so that the nearest whole number, which the sum with 1.5·2⁵² is rounded to, is the bin.
            Vector<double> time = new(times[j..]);
            Vector<double> cycles = Vector.Floor(Vector.FusedMultiplyAdd(time, share, shift));
            Vector<double> phase = Vector.FusedMultiplyAdd(-cycles, cycle, time), place = phase + whole;
            Vector.AsVectorInt64(place).CopyTo(block[j..]);
            farthest = Vector.Max(farthest, Vector.Abs(phase - (place - whole)));
            last = Vector.Max(last, phase);
        }

        return Vector.LessThanAll(farthest, new Vector<double>(0.5 - _border))
            && Vector.LessThanAll(last, new Vector<double>(length - 0.5 - _border));
    }

    /// <summary>
    /// Places of measurements rounded as astropy rounds them, so that those on the border of two bins fall into the same one.
    /// </summary>
    private void PlaceByDivision(int first, double period, Span<long> block)
    {
        ReadOnlySpan<double> times = _sample.Times.AsSpan(first, block.Length);
        Vector<double> length = new(period), bin = new(_sample.Bin);
        int j = 0;
        for (; j <= times.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            Vector<double> time = new(times[j..]);
            Vector.ConvertToInt64(Vector.Abs(time - (Vector.Floor(time / length) * length)) / bin).CopyTo(block[j..]);
        }

        for (; j < times.Length; j++)
        {
            block[j] = (long)(Math.Abs(times[j] - (Math.Floor(times[j] / period) * period)) / _sample.Bin);
        }
    }

    /// <summary>
    /// The best start of a box of some bins: the gain ½·w·depth² with the weighted sum s within, where depth = −s·W / (w·(W − w)).
    /// </summary>
    private (double Score, int Start) Best(int count, int length)
    {
        Vector<double> whole = new(_sample.Weight), least = new(LeastWeight), best = Vector<double>.Zero, half = new(0.5);
        Vector<double> starts = Vector<double>.Zero, limit = new(count);
        Vector<double> at = Vector.CreateSequence(0.0, 1.0), step = new(Vector<double>.Count);
        for (int start = 0; start < count; start += Vector<double>.Count, at += step)
        {
            Vector<double> within = new Vector<double>(_values, start + length) - new Vector<double>(_values, start);
            Vector<double> inside = new Vector<double>(_weights, start + length) - new Vector<double>(_weights, start);
            Vector<double> outside = whole - inside, ratio = within * whole / outside;
            Vector<double> gain = half * ratio * ratio / inside;
            Vector<long> isBetter = Vector.GreaterThan(gain, best) & Vector.LessThan(within, Vector<double>.Zero)
                & Vector.GreaterThan(inside, least) & Vector.GreaterThan(outside, least) & Vector.LessThan(at, limit);
            best = Vector.ConditionalSelect(isBetter, gain, best);
            starts = Vector.ConditionalSelect(isBetter, at, starts);
        }

        (double score, int first) = (0, 0);
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            if (best[lane] > score || (best[lane] == score && starts[lane] < first))
            {
                (score, first) = (best[lane], (int)starts[lane]);
            }
        }

        return (score, first);
    }
}

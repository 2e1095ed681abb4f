using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Unroll.Analysis.Periodicity;

/// <summary>Folds of a sample by one period after the other, on one thread.</summary>
internal sealed class BoxFold
{
    private const double LeastWeight = 2.220446049250313e-16;

    private readonly BoxSample _sample;
    private readonly int[] _lengths;
    private readonly int _oversample;
    private readonly Vector128<double>[] _bins;
    private readonly double[] _values;
    private readonly double[] _weights;
    private readonly long[] _places;

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
        _places = new long[sample.Times.Length];
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
        ReadOnlySpan<double> times = _sample.Times;
        Vector<double> length = new(period), bin = new(_sample.Bin);
        int j = 0;
        for (; j <= times.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            // Rounded as astropy rounds it, so that measurements on the border of two bins fall into the same one.
            Vector<double> time = new(times[j..]);
            Vector.ConvertToInt64(Vector.Abs(time - (Vector.Floor(time / length) * length)) / bin).CopyTo(_places, j);
        }

        for (; j < times.Length; j++)
        {
            _places[j] = (long)(Math.Abs(times[j] - (Math.Floor(times[j] / period) * period)) / _sample.Bin);
        }

        ReadOnlySpan<Vector128<double>> pairs = MemoryMarshal.Cast<double, Vector128<double>>(_sample.Products);
        Span<Vector128<double>> cells = _bins;
        for (j = 0; j < pairs.Length; j++)
        {
            cells[(int)_places[j]] += pairs[j];
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

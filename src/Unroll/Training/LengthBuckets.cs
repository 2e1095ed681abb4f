using Unroll.Data;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>Buckets of samples of similar length, and the timesteps that a batch of them has to run.</summary>
internal sealed class LengthBuckets
{
    /// <summary>Steps an octave of the ladder of timesteps: a batch runs at most a quarter further than its longest sequence.</summary>
    private const int RungsPerOctave = 4;

    private const int SamplesAtATime = 4096;

    private readonly int[] _lengths;
    private readonly int[] _ranks;
    private readonly int _poolBatches;
    private readonly int _timesteps;
    private readonly bool _runsShorter;
    private readonly long[] _keys;

    /// <summary>Asks a source for the lengths of all samples.</summary>
    /// <param name="source">The samples; at least one of its inputs has lengths.</param>
    /// <param name="batchSize">Samples a batch.</param>
    /// <param name="poolBatches">Batches among which samples are sorted.</param>
    /// <param name="runsShorter">Whether a batch may end with its longest sequence.</param>
    public LengthBuckets(SampleSource source, int batchSize, int poolBatches, bool runsShorter)
    {
        int[][] lengths = [
            .. Enumerable.Range(0, source.InputCount).Where(source.HasLengths).Select(input => LengthsOf(source, input))];
        _lengths = lengths.Length == 1 ? lengths[0]
            : [.. Enumerable.Range(0, source.Count).Select(sample => lengths.Max(input => input[sample]))];
        _ranks = lengths.Length == 1 ? _lengths : RanksOf(_lengths, lengths);
        _poolBatches = poolBatches;
        _runsShorter = runsShorter;
        _timesteps = source.GetInputShapes().Where((_, input) => source.HasLengths(input)).Max(shape => shape.Timesteps);
        _keys = new long[(int)Math.Min((long)batchSize * poolBatches, _lengths.Length)];
    }

    /// <summary>The lengths that a training needs to know; null where it puts no similar ones together.</summary>
    public static LengthBuckets? For(Model model, SampleSource training, in FitOptions options)
    {
        if (!options.BucketByLength)
        {
            return null;
        }

        bool[] masked = [.. Enumerable.Range(0, training.InputCount).Select(training.HasLengths)];
        bool runsShorter = options.TruncatedSteps == 0 && ShorterSequences.Allows(model.Network, training.GetInputShapes(), masked);
        return new LengthBuckets(training, options.BatchSize, options.BucketPool, runsShorter);
    }

    /// <summary>
    /// Sorts each pool by the length of the longest input, samples of the same by that of the last input, and so on; those that are the
    /// same in all stay in their order.
    /// </summary>
    public void Sort(Span<int> samples, int batchSize)
    {
        int pool = (int)Math.Min((long)batchSize * _poolBatches, samples.Length);
        for (int start = 0; start < samples.Length; start += pool)
        {
            Span<int> part = samples.Slice(start, Math.Min(pool, samples.Length - start));
            Span<long> keys = _keys.AsSpan(0, part.Length);
            for (int i = 0; i < part.Length; i++)
            {
                // The place makes each key a different one, so that any way of sorting gives the same order.
                keys[i] = ((long)_ranks[part[i]] << 32) | (uint)i;
            }

            keys.Sort(part);
        }
    }

    /// <summary>Timesteps that a batch of some samples needs; 0 for all.</summary>
    public int TimestepsOf(ReadOnlySpan<int> samples)
    {
        int longest = 1;
        foreach (int sample in samples)
        {
            longest = Math.Max(longest, _lengths[sample]);
        }

        int rung = _runsShorter ? RungFor(longest, _timesteps) : _timesteps;
        return rung == _timesteps ? 0 : rung;
    }

    /// <summary>
    /// The next step of a ladder that ends at the greatest length and has four steps an octave below it: 8/8, 7/8, 6/8, 5/8 of it, 8/16,
    /// 7/16 … So few numbers of timesteps need buffers of their own, and all of these together hold less than 6.5 times as many timesteps
    /// as the greatest.
    /// </summary>
    /// <param name="length">The length, at least 1.</param>
    /// <param name="greatest">The greatest length.</param>
    internal static int RungFor(int length, int greatest)
    {
        int octave = 0;
        while ((long)length << (octave + 1) <= greatest)
        {
            octave++;
        }

        for (int eighths = RungsPerOctave; eighths <= 2 * RungsPerOctave; eighths++)
        {
            long divisor = 2L * RungsPerOctave << octave;
            int rung = (int)((((long)greatest * eighths) + divisor - 1) / divisor);
            if (rung >= length)
            {
                return rung;
            }
        }

        return greatest;
    }

    /// <summary>Numbers in the order of the greatest lengths, then of the last input's, and so on to the first's.</summary>
    private static int[] RanksOf(int[] longest, int[][] lengths)
    {
        int[] order = [.. Enumerable.Range(0, longest.Length)], ranks = new int[order.Length];
        Array.Sort(order, Compare);
        for (int i = 1; i < order.Length; i++)
        {
            ranks[order[i]] = ranks[order[i - 1]] + (Compare(order[i - 1], order[i]) == 0 ? 0 : 1);
        }

        return ranks;

        int Compare(int left, int right)
        {
            int order = longest[left].CompareTo(longest[right]);
            for (int input = lengths.Length - 1; input >= 0 && order == 0; input--)
            {
                order = lengths[input][left].CompareTo(lengths[input][right]);
            }

            return order;
        }
    }

    private static int[] LengthsOf(SampleSource source, int input)
    {
        int[] lengths = new int[source.Count], samples = new int[Math.Min(SamplesAtATime, source.Count)];
        for (int start = 0; start < lengths.Length; start += samples.Length)
        {
            int count = Math.Min(samples.Length, lengths.Length - start);
            for (int i = 0; i < count; i++)
            {
                samples[i] = start + i;
            }

            source.CopyLengths(input, samples.AsSpan(0, count), lengths.AsSpan(start, count));
        }

        return lengths;
    }
}

namespace Unroll.Tasks.Translation;

/// <summary>
/// The baseline that translates a text by what the most similar source of the training part is translated to: the one that shares most 1-
/// and 2-grams of tokens with it, relative to the lengths of both (Dice). Of equally similar ones it is the first.
/// </summary>
internal sealed class NearestSource
{
    private readonly PairData _training;
    private readonly Dictionary<long, List<(int Source, int Count)>> _postings = [];
    private readonly int[] _sizes;

    /// <summary>Learns the sources of a training part.</summary>
    /// <param name="training">The pairs.</param>
    /// <param name="sources">The codes of each source.</param>
    public NearestSource(PairData training, PairSamples sources)
    {
        _training = training;
        _sizes = new int[training.Count];
        for (int i = 0; i < training.Count; i++)
        {
            foreach ((long gram, int count) in Grams(sources.SourceOf(i)))
            {
                _sizes[i] += count;
                if (!_postings.TryGetValue(gram, out List<(int Source, int Count)>? posting))
                {
                    _postings[gram] = posting = [];
                }

                posting.Add((i, count));
            }
        }
    }

    /// <summary>The target of the nearest source.</summary>
    /// <param name="source">The codes of a source.</param>
    public string TargetFor(ReadOnlySpan<float> source)
    {
        int[] shared = new int[_sizes.Length];
        int size = 0;
        foreach ((long gram, int count) in Grams(source))
        {
            size += count;
            foreach ((int other, int times) in _postings.GetValueOrDefault(gram) ?? [])
            {
                shared[other] += Math.Min(count, times);
            }
        }

        int best = 0;
        double most = -1;
        for (int i = 0; i < shared.Length; i++)
        {
            double dice = 2.0 * shared[i] / (size + _sizes[i]);
            (best, most) = dice > most ? (i, dice) : (best, most);
        }

        return _training.TargetOf(best);
    }

    /// <summary>The counts of codes, and of pairs of them one behind the other.</summary>
    private static Dictionary<long, int> Grams(ReadOnlySpan<float> codes)
    {
        Dictionary<long, int> grams = [];
        for (int i = 0; i < codes.Length; i++)
        {
            long code = (long)codes[i];
            grams[code] = grams.GetValueOrDefault(code) + 1;
            if (i > 0)
            {
                long pair = (((long)codes[i - 1] + 1) << 32) | code;
                grams[pair] = grams.GetValueOrDefault(pair) + 1;
            }
        }

        return grams;
    }
}

using Unroll.Losses;

namespace Unroll.Models;

/// <summary>The open hypotheses of one source's search, and the best that ended.</summary>
internal sealed class TokenSearch
{
    private readonly DecodeOptions _options;
    private readonly int _vocabulary;
    private readonly float[] _scores;
    private readonly int[] _best;
    private readonly TokenSampler _sampler;
    private readonly List<(List<int> Tokens, double LogProbability)> _ended = [];
    private List<(List<int> Tokens, double LogProbability, int Origin)> _open;

    /// <summary>Begins a search.</summary>
    /// <param name="options">How tokens are chosen.</param>
    /// <param name="vocabulary">Tokens that there are.</param>
    /// <param name="random">Where chance is drawn from.</param>
    public TokenSearch(in DecodeOptions options, int vocabulary, RandomStream random)
    {
        _options = options;
        _vocabulary = vocabulary;
        _scores = new float[vocabulary];

        // More than the beam is wide cannot be kept, but some may end.
        _best = new int[(int)Math.Min(options.BeamWidth + 1L, vocabulary)];
        _sampler = new TokenSampler(new() { Temperature = options.Temperature, TopK = options.TopK }, random);

        // At first all sequences are the same: one is enough.
        _open = [([], 0, 0)];
    }

    /// <summary>Whether nothing better can come.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The last token of a sequence that is followed, and the sequence it continued.</summary>
    public (int Token, int Origin) Last(int sequence)
    {
        (List<int> tokens, _, int origin) = _open[Math.Min(sequence, _open.Count - 1)];
        return (tokens[^1], origin);
    }

    /// <summary>Continues the sequences.</summary>
    /// <param name="logits">For each sequence a number a token.</param>
    /// <param name="areLogProbabilities">Whether they are log probabilities already, which need not add up to 1.</param>
    public void Advance(ReadOnlySpan<float> logits, bool areLogProbabilities)
    {
        List<(List<int> Tokens, double LogProbability, int Origin)> candidates = [];
        for (int i = 0; i < _open.Count; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * _vocabulary, _vocabulary);
            double logSum = areLogProbabilities ? 0 : SoftmaxTerm.Softmax(row, _scores);
            row.CopyTo(_scores);
            foreach (int excluded in _options.Excluded ?? [])
            {
                _scores[excluded] = float.NegativeInfinity;
            }

            foreach (int token in Choose(_scores, logSum))
            {
                candidates.Add(([.. _open[i].Tokens, token], _open[i].LogProbability + row[token] - logSum, i));
            }
        }

        // Equal ones stay in the order of sequences and tokens: the sort is stable.
        List<(List<int> Tokens, double LogProbability, int Origin)> next = [];
        foreach ((List<int> tokens, double logProbability,
            int origin) in candidates.OrderByDescending(candidate => candidate.LogProbability))
        {
            if (next.Count == _options.BeamWidth)
            {
                break;
            }

            if (tokens[^1] == _options.End)
            {
                _ended.Add((tokens[..^1], logProbability));
            }
            else if (tokens.Count == _options.MaxLength)
            {
                _ended.Add((tokens, logProbability));
            }
            else
            {
                next.Add((tokens, logProbability, origin));
            }
        }

        _open = next;

        // Probabilities only fall. Without a penalty on length, what is open can no longer beat what has ended once it is less probable.
        IsDone = _open.Count == 0 || (_ended.Count >= _options.BeamWidth
            && (_options.LengthPenalty == 0 ? _ended.Max(sequence => sequence.LogProbability) >= _open[0].LogProbability
                : _ended.Count >= 2 * _options.BeamWidth));
    }

    /// <summary>The best sequence that ended.</summary>
    public DecodedSequence Best()
    {
        (List<int> tokens, double logProbability) = _ended.MaxBy(sequence => Score(sequence.Tokens.Count, sequence.LogProbability));
        return new DecodedSequence(tokens, logProbability);
    }

    private double Score(int length, double logProbability) => logProbability / Math.Pow((5.0 + length) / 6, _options.LengthPenalty);

    /// <summary>The tokens that may follow.</summary>
    private ReadOnlySpan<int> Choose(ReadOnlySpan<float> logits, double logSum)
    {
        if (_options.Sample)
        {
            double[] logProbabilities = new double[logits.Length];
            for (int i = 0; i < logProbabilities.Length; i++)
            {
                logProbabilities[i] = logits[i] - logSum;
            }

            return new int[] { _sampler.Next(logProbabilities) };
        }

        // The most probable ones in order, of equal ones the first.
        int count = 0;
        for (int token = 0; token < logits.Length; token++)
        {
            if (count == _best.Length && !(logits[token] > logits[_best[^1]]))
            {
                continue;
            }

            int at = count < _best.Length ? count++ : count - 1;
            for (; at > 0 && logits[token] > logits[_best[at - 1]]; at--)
            {
                _best[at] = _best[at - 1];
            }

            _best[at] = token;
        }

        return _best.AsSpan(0, count);
    }
}

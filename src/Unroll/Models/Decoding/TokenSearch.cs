namespace Unroll.Models;

/// <summary>The open hypotheses of one source's search, and the best that ended.</summary>
internal sealed class TokenSearch
{
    private readonly DecodeOptions _options;
    private readonly TokenSampler _sampler;
    private readonly List<(List<int> Tokens, double LogProbability)> _ended = [];
    private List<(List<int> Tokens, double LogProbability, int Origin)> _open;

    public TokenSearch(in DecodeOptions options, RandomStream random)
    {
        _options = options;
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
    /// <param name="vocabulary">Tokens.</param>
    public void Advance(ReadOnlySpan<float> logits, int vocabulary)
    {
        List<(List<int> Tokens, double LogProbability, int Origin)> candidates = [];
        for (int i = 0; i < _open.Count; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * vocabulary, vocabulary);
            double[] logProbabilities = LogSoftmax(row);
            foreach (int excluded in _options.Excluded ?? [])
            {
                logProbabilities[excluded] = double.NegativeInfinity;
            }

            foreach (int token in Choose(logProbabilities))
            {
                candidates.Add(([.. _open[i].Tokens, token], _open[i].LogProbability + logProbabilities[token], i));
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
            else if (tokens.Count == _options.MaximumLength)
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
    private IEnumerable<int> Choose(double[] logProbabilities)
    {
        if (_options.Sample)
        {
            return [_sampler.Next(logProbabilities)];
        }

        // More than the beam is wide cannot be kept, but some may end.
        return Enumerable.Range(0, logProbabilities.Length).OrderByDescending(token => logProbabilities[token])
            .Take(_options.BeamWidth + 1);
    }

    private static double[] LogSoftmax(ReadOnlySpan<float> logits)
    {
        double highest = double.NegativeInfinity, sum = 0;
        foreach (float logit in logits)
        {
            highest = Math.Max(highest, logit);
        }

        foreach (float logit in logits)
        {
            sum += Math.Exp(logit - highest);
        }

        double[] result = new double[logits.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = logits[i] - highest - Math.Log(sum);
        }

        return result;
    }
}

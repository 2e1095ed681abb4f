using System.Globalization;

namespace Unroll.Models;

/// <summary>
/// A sampler of tokens from a stream of logits or probabilities, whatever they come from: temperature, the k most probable ones, the
/// nucleus, and a penalty on repetition, in this order: penalty, temperature, top-k, top-p. It remembers the tokens that it drew; it is
/// for one thread.
/// </summary>
/// <example>
/// <code>
/// TokenSampler sampler = new(new() { Temperature = 0.8f, TopK = 40, Seed = 1 });
/// for (int i = 0; i &lt; 100; i++)
/// {
///     stream.Step([token], logits);
///     token = sampler.Next(logits);
/// }
/// </code>
/// </example>
public sealed class TokenSampler
{
    private readonly TokenSamplerOptions _options;
    private readonly RandomStream _random;
    private readonly int[] _recent;
    private int _count;
    private double[] _scores = [];
    private double[] _sorted = [];
    private int[] _order = [];

    /// <summary>Creates a sampler.</summary>
    /// <param name="options">Options; leave out to draw from the probabilities as they are.</param>
    public TokenSampler(TokenSamplerOptions options = default)
        : this(options, new RandomStream(options.Seed))
    {
    }

    internal TokenSampler(TokenSamplerOptions options, RandomStream random)
    {
        (_options, _random) = (options, random);
        _recent = options.RepetitionPenalty == 1 ? [] : new int[options.RepetitionWindow];
    }

    /// <summary>Draws the next token by its logits, and remembers it.</summary>
    /// <param name="logits">A number for each token: log probabilities, up to a constant. Minus infinity is never drawn.</param>
    /// <returns>The token's index.</returns>
    /// <exception cref="ArgumentException">There is no token that may be drawn, or a logit is not a number.</exception>
    public int Next(ReadOnlySpan<float> logits)
    {
        Reserve(logits.Length);
        for (int i = 0; i < logits.Length; i++)
        {
            _scores[i] = logits[i];
        }

        return Draw(logits.Length);
    }

    /// <summary>Draws the next token by its log probabilities in double precision.</summary>
    internal int Next(ReadOnlySpan<double> logits)
    {
        Reserve(logits.Length);
        logits.CopyTo(_scores);
        return Draw(logits.Length);
    }

    /// <summary>Draws the next token by its probabilities, and remembers it.</summary>
    /// <param name="probabilities">A number from 0 for each token; they need not add up to 1.</param>
    /// <returns>The token's index.</returns>
    /// <exception cref="ArgumentException">All probabilities are 0 or excluded, or one is negative or not a number.</exception>
    public int NextOfProbabilities(ReadOnlySpan<float> probabilities)
    {
        Reserve(probabilities.Length);
        for (int i = 0; i < probabilities.Length; i++)
        {
            _scores[i] = Math.Log(probabilities[i]);
        }

        return Draw(probabilities.Length);
    }

    /// <summary>Remembers a token that was not drawn here, such as one of a prompt, for the penalty on repetition.</summary>
    /// <param name="token">Its index.</param>
    public void Remember(int token)
    {
        if (_recent.Length > 0)
        {
            _recent[_count++ % _recent.Length] = token;
        }
    }

    private void Reserve(int tokens)
    {
        if (_scores.Length < tokens)
        {
            (_scores, _sorted, _order) = (new double[tokens], new double[tokens], new int[tokens]);
        }
    }

    private int Draw(int tokens)
    {
        Span<double> scores = _scores.AsSpan(0, tokens);
        foreach (int excluded in _options.Excluded ?? [])
        {
            if ((uint)excluded < (uint)tokens)
            {
                scores[excluded] = double.NegativeInfinity;
            }
        }

        Penalize(scores);
        int best = BestOf(scores);
        int token = _options.Temperature == 0 ? best
            : _options is { TopK: 0, TopP: 1f } ? DrawOfAll(scores, scores[best]) : DrawOfBest(scores, scores[best]);
        Remember(token);
        return token;
    }

    /// <summary>Each token that came before is penalised once, however often it came.</summary>
    private void Penalize(Span<double> scores)
    {
        int remembered = Math.Min(_count, _recent.Length);
        for (int i = 0; i < remembered; i++)
        {
            int token = _recent[i];
            if ((uint)token < (uint)scores.Length && !_recent.AsSpan(0, i).Contains(token))
            {
                scores[token] = scores[token] > 0 ? scores[token] / _options.RepetitionPenalty : scores[token] * _options.RepetitionPenalty;
            }
        }
    }

    private static int BestOf(ReadOnlySpan<double> scores)
    {
        int best = -1;
        for (int i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i]) || scores[i] == double.PositiveInfinity)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Token {i} has the score {scores[i]}: logits are finite or minus infinity, and probabilities from 0."));
            }

            if (scores[i] > double.NegativeInfinity && (best < 0 || scores[i] > scores[best]))
            {
                best = i;
            }
        }

        return best >= 0 ? best
            : throw new ArgumentException("No token can be drawn: all are excluded or of probability 0.");
    }

    private int DrawOfAll(Span<double> scores, double highest)
    {
        double sum = 0;
        int last = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] = Math.Exp((scores[i] - highest) / _options.Temperature);
            sum += scores[i];
            last = scores[i] > 0 ? i : last;
        }

        double at = _random.NextDouble() * sum;
        for (int i = 0; i < last; i++)
        {
            if (at < scores[i])
            {
                return i;
            }

            at -= scores[i];
        }

        return last;
    }

    /// <summary>Draws from the most probable tokens; equally probable ones stand in the order of their indices.</summary>
    private int DrawOfBest(ReadOnlySpan<double> scores, double highest)
    {
        Span<double> sorted = _sorted.AsSpan(0, scores.Length);
        Span<int> order = _order.AsSpan(0, scores.Length);
        double all = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            (sorted[i], order[i]) = (-scores[i], i);
            all += Math.Exp((scores[i] - highest) / _options.Temperature);
        }

        sorted.Sort(order);
        SortTies(sorted, order);
        int most = _options.TopK > 0 ? Math.Min(_options.TopK, sorted.Length) : sorted.Length;
        double kept = 0;
        int count = 0;
        if (_options.TopK > 0)
        {
            // Top-p is a share of what top-k leaves.
            all = 0;
            for (int i = 0; i < most; i++)
            {
                all += Math.Exp((-sorted[i] - highest) / _options.Temperature);
            }
        }

        while (count < most && (count == 0 || kept < _options.TopP * all) && sorted[count] < double.PositiveInfinity)
        {
            sorted[count] = Math.Exp((-sorted[count] - highest) / _options.Temperature);
            kept += sorted[count++];
        }

        double at = _random.NextDouble() * kept;
        int chosen = 0;
        while (chosen < count - 1 && at >= sorted[chosen])
        {
            at -= sorted[chosen++];
        }

        return order[chosen];
    }

    private static void SortTies(ReadOnlySpan<double> sorted, Span<int> order)
    {
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                order[start..end].Sort();
            }
        }
    }
}

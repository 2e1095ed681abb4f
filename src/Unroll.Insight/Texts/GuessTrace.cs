using System.Numerics.Tensors;
using System.Text;
using Unroll.Models;

namespace Unroll.Insight.Texts;

/// <summary>The expectations of a generator at each place of a text: the probability of the next token, and the likeliest others.</summary>
/// <param name="Tokens">The tokens of the text.</param>
/// <example><code>GuessTrace guesses = GuessTrace.Of(model, codes, vocabulary);</code></example>
public sealed record GuessTrace(IReadOnlyList<GuessedToken> Tokens)
{
    private const double SumTolerance = 1e-3;

    /// <summary>The mean of −log p over all tokens but the first, in nats.</summary>
    public double NatsPerToken => Tokens.Skip(1).Average(token => -Math.Log(token.Probability));

    /// <summary>Reads a text token by token, from a state of zero.</summary>
    /// <param name="model">
    /// A network of one input, the codes of a text, that can be streamed, and whose output is a probability or a logit for each code.
    /// </param>
    /// <param name="codes">The codes of the text.</param>
    /// <param name="vocabulary">The token of each code.</param>
    /// <param name="best">The number of likeliest tokens to keep, at least 1.</param>
    /// <exception cref="NotSupportedException">The network cannot be streamed; the message says why.</exception>
    /// <exception cref="ArgumentException">
    /// There are no codes, or the network has another number of outputs than the vocabulary.
    /// </exception>
    public static GuessTrace Of(Model model, IReadOnlyList<int> codes, IReadOnlyList<string> vocabulary, int best = 5)
    {
        ArgumentNullException.ThrowIfNull(model);
        using Predictor predictor = new(model, new PredictorOptions { Threads = 1 });
        return Of(predictor.CreateStream(), codes, vocabulary, best);
    }

    /// <summary>Goes on with a stream, token by token.</summary>
    /// <param name="stream">The stream, of one row, in the state before the text; it goes on.</param>
    /// <param name="codes">The codes of the text.</param>
    /// <param name="vocabulary">The token of each code.</param>
    /// <param name="best">The number of likeliest tokens to keep, at least 1.</param>
    /// <exception cref="ArgumentException">
    /// There are no codes, or the network has another number of outputs than the vocabulary.
    /// </exception>
    public static GuessTrace Of(StreamingPredictor stream, IReadOnlyList<int> codes, IReadOnlyList<string> vocabulary, int best = 5)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(vocabulary);
        ArgumentOutOfRangeException.ThrowIfLessThan(best, 1);
        if (codes.Count == 0 || stream.OutputLength != vocabulary.Count || stream.InputLength != 1)
        {
            throw new ArgumentException(
                $"Got {CountFormatter.Format(codes.Count, "codes")} and a vocabulary of "
                + $"{CountFormatter.Format(vocabulary.Count, "tokens")} for a network of "
                + $"{CountFormatter.Format(stream.InputLength, "inputs")} and {CountFormatter.Format(stream.OutputLength, "outputs")}: "
                + "give at least one code, and a network that takes a code and gives a probability or a logit for each token.");
        }

        float[] output = new float[stream.OutputLength];
        List<GuessedToken> tokens = [new(vocabulary[codes[0]], double.NaN, [])];
        for (int i = 1; i < codes.Count; i++)
        {
            stream.Step([codes[i - 1]], output);
            ToProbabilities(output);
            tokens.Add(new GuessedToken(vocabulary[codes[i]], output[codes[i]], Likeliest(output, vocabulary, best)));
        }

        return new GuessTrace(tokens);
    }

    private static void ToProbabilities(float[] output)
    {
        if (TensorPrimitives.Min(output) < 0 || Math.Abs(TensorPrimitives.Sum(output) - 1) > SumTolerance)
        {
            // .NET's softmax takes logits as they are, and the exponential of those above 88 is infinite.
            TensorPrimitives.Subtract(output, TensorPrimitives.Max<float>(output), output);
            TensorPrimitives.SoftMax<float>(output, output);
        }
    }

    private static TokenGuess[] Likeliest(float[] probabilities, IReadOnlyList<string> vocabulary, int count) =>
    [
        .. probabilities.Select((probability, code) => (probability, code)).OrderByDescending(pair => pair.probability).Take(count)
            .Select(pair => new TokenGuess(vocabulary[pair.code], pair.probability)),
    ];

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Tokens), Tokens), (nameof(NatsPerToken), NatsPerToken));
}

using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Generation;

/// <summary>The probability of each true token of a text by the networks, and their best guess.</summary>
/// <param name="LogProbabilities">log p of each token; NaN where nothing is known before it.</param>
/// <param name="Guesses">The most probable token at each place.</param>
/// <param name="GuessProbabilities">Its probability.</param>
internal sealed record TokenScores(float[] LogProbabilities, int[] Guesses, float[] GuessProbabilities);

/// <summary>
/// The scoring of a text by networks that read it step by step. It is cut into parallel streams, each of which reads some tokens before its
/// own first, so that it starts from a state as in the middle of the text; the outputs of one step are held at a time.
/// </summary>
internal static class TextScoring
{
    private const int MostStreams = 64;
    private const int FewestTokens = 256;

    /// <summary>Scores a text.</summary>
    /// <param name="part">The text.</param>
    /// <param name="networks">The networks, whose probabilities are averaged.</param>
    /// <param name="warmUp">Tokens that each stream reads before those that it scores.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A network gives no finite numbers.</exception>
    public static TokenScores Score(TextPart part, Ensemble networks, int warmUp, int threads)
    {
        int length = part.Codes.Length;
        int streams = Math.Clamp(length / FewestTokens, 1, MostStreams), block = (length + streams - 1) / streams;
        TokenScores scores = new(new float[length], new int[length], new float[length]);
        Array.Fill(scores.LogProbabilities, float.NaN);
        using Readers readers = new(networks, streams, threads);
        float[] input = new float[streams];
        for (int step = -warmUp; step < block; step++)
        {
            for (int row = 0; row < streams; row++)
            {
                // The token before the one that is predicted; the state is that of the text's beginning once there is one.
                int before = (row * block) + step - 1;
                if (before == -part.Context.Length)
                {
                    readers.Reset(row);
                }

                input[row] = before >= length || before < -part.Context.Length ? Tokenizer.Padding
                    : before < 0 ? part.Context[before + part.Context.Length] : part.Codes[before];
            }

            readers.Step(input);
            for (int row = 0; row < streams && step >= 0; row++)
            {
                int place = (row * block) + step;
                if (place < length && place - 1 >= -part.Context.Length)
                {
                    readers.Score(row, part.Codes[place], place, scores);
                }
            }
        }

        return scores;
    }

    /// <summary>The networks as streams of the same tokens, with the outputs of the last step.</summary>
    private sealed class Readers : IDisposable
    {
        private readonly Predictor[] _predictors;
        private readonly StreamingPredictor[] _streams;
        private readonly float[][] _outputs;
        private readonly bool[] _areLogits;
        private readonly float[] _row;
        private readonly float[] _mean;

        public Readers(Ensemble networks, int rows, int threads)
        {
            _predictors = [.. networks.Networks.Select(network => new Predictor(network, new() { Threads = threads }))];
            _streams = [.. _predictors.Select(predictor => predictor.CreateStream(rows))];
            _outputs = [.. _streams.Select(stream => new float[stream.OutputLength])];
            _areLogits = [.. networks.Networks.Select(network => NetworkHead.ActivationOf(network) != "softmax")];
            (_row, _mean) = (new float[_outputs[0].Length / rows], new float[_outputs[0].Length / rows]);
        }

        public void Reset(int row) => Array.ForEach(_streams, stream => stream.Reset(row));

        public void Step(float[] input)
        {
            for (int i = 0; i < _streams.Length; i++)
            {
                _streams[i].Step(input, _outputs[i]);
            }
        }

        public void Score(int row, int token, int place, TokenScores scores)
        {
            int width = _mean.Length;
            Span<float> mean = _mean;
            mean.Clear();
            double probability = 0;
            for (int i = 0; i < _streams.Length; i++)
            {
                ReadOnlySpan<float> output = _outputs[i].AsSpan(row * width, width);
                if (_areLogits[i])
                {
                    TokenProbabilities.OfLogits(output, _row);
                }
                else
                {
                    TensorPrimitives.Divide(output, TensorPrimitives.Sum(output), _row);
                }

                probability += _row[token];
                TensorPrimitives.Add(mean, _row, mean);
            }

            if (!double.IsFinite(probability))
            {
                throw TokenProbabilities.Refusal;
            }

            int guess = TensorPrimitives.IndexOfMax<float>(mean);
            scores.LogProbabilities[place] = (float)Math.Log(Math.Max(probability / _streams.Length, float.Epsilon));
            scores.Guesses[place] = guess;
            scores.GuessProbabilities[place] = mean[guess] / _streams.Length;
        }

        public void Dispose() => Array.ForEach(_predictors, predictor => predictor.Dispose());
    }
}

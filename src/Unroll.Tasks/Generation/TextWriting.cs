using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Generation;

/// <summary>The generation of texts, token by token: each network reads what was drawn, and their probabilities are averaged.</summary>
internal sealed class TextWriting : IDisposable
{
    private readonly Tokenizer _tokenizer;
    private readonly Predictor[] _predictors;
    private readonly StreamingPredictor[] _streams;
    private readonly bool[] _areLogits;
    private readonly float[] _output;
    private readonly float[] _row;
    private readonly float[] _mean;

    /// <summary>Prepares networks.</summary>
    /// <param name="tokenizer">The tokens.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public TextWriting(Tokenizer tokenizer, Ensemble networks, int threads)
    {
        _tokenizer = tokenizer;
        _predictors = [.. networks.Networks.Select(network => new Predictor(network, new() { Threads = threads }))];
        _streams = [.. _predictors.Select(predictor => predictor.CreateStream())];
        _areLogits = [.. networks.Networks.Select(network => NetworkHead.ActivationOf(network) != "softmax")];
        int width = _streams[0].OutputLength;
        (_output, _row, _mean) = (new float[width], new float[width], new float[width]);
    }

    /// <summary>Generates a text.</summary>
    /// <param name="beginning">The tokens to begin with, at least one; they are no part of what is generated.</param>
    /// <param name="options">Length and end.</param>
    /// <param name="sampler">Draws the tokens.</param>
    /// <param name="ends">The texts that end it; none for its length alone.</param>
    /// <param name="stop">Stops it before the next token.</param>
    /// <returns>The text, piece by piece.</returns>
    public IEnumerable<string> Write(
        IReadOnlyList<int> beginning, GenerationOptions options, TokenSampler sampler, IReadOnlyList<string> ends, CancellationToken stop)
    {
        Array.ForEach(_streams, stream => stream.Reset());
        foreach (int token in beginning.SkipLast(1))
        {
            stop.ThrowIfCancellationRequested();
            Read(token);
        }

        foreach (int token in beginning)
        {
            sampler.Remember(token);
        }

        StopFilter end = new(ends);
        int before = beginning[^1];
        for (int i = 0; i < options.Length && !end.IsReached; i++)
        {
            stop.ThrowIfCancellationRequested();
            Read(before);
            if (!float.IsFinite(TensorPrimitives.Sum<float>(_mean)))
            {
                throw TokenProbabilities.Refusal;
            }

            int token = sampler.NextOfProbabilities(_mean);
            string piece = end.Take(_tokenizer.Piece(before, token));
            before = token;
            if (piece.Length > 0)
            {
                yield return piece;
            }
        }

        if (end.Rest() is { Length: > 0 } rest)
        {
            yield return rest;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_predictors, predictor => predictor.Dispose());

    private void Read(int token)
    {
        Span<float> mean = _mean;
        mean.Clear();
        for (int i = 0; i < _streams.Length; i++)
        {
            _streams[i].Step([token], _output);
            if (_areLogits[i])
            {
                TokenProbabilities.OfLogits(_output, _row);
                TensorPrimitives.Add(mean, _row, mean);
            }
            else
            {
                TensorPrimitives.Add(mean, _output, mean);
            }
        }
    }
}

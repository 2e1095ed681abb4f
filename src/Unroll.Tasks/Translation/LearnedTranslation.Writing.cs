using System.Globalization;
using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Translation;

/// <content>What networks write for sources.</content>
internal sealed partial class LearnedTranslation
{
    private const int PairsAtOnce = 128;

    /// <summary>Translates pairs, whose targets are not looked at.</summary>
    /// <param name="data">The pairs.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="decoding">How targets are written.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A source has characters that training did not have, or is too long.</exception>
    public Translation[] Translate(PairData data, Ensemble networks, DecodingRecipe decoding, int threads)
    {
        float[][] sources = Read.Read(data.Series);
        RequireKnown(data, sources);
        return [.. Decode(sources, networks, decoding, threads).Select(
            (hypothesis, index) => TranslationOf(data.SourceOf(index), hypothesis))];
    }

    /// <summary>Texts that were given by themselves as series; what is wrong with one is said of the text, which has no column.</summary>
    /// <param name="texts">The texts, at least one.</param>
    /// <exception cref="InputException">One is empty, or has something else than numbers where the network reads these.</exception>
    public SeriesSet SourcesOf(IReadOnlyList<string> texts)
    {
        SeriesSet series = TextPairReader.OfSources(texts, Read.Columns[0]);
        bool readsNumbers = PairSide.StepsOf(Recipe, Read.Columns).FirstOrDefault().Step is NumbersStep;
        foreach ((int index, string text) in texts.Index())
        {
            string name = texts.Count == 1 ? "The text" : string.Create(CultureInfo.InvariantCulture, $"Text {index + 1}");
            if (string.IsNullOrWhiteSpace(text))
            {
                throw new InputException($"{name} to translate is empty: give one.");
            }

            if (readsNumbers && NumbersStep.WrongPart(text) is { } wrong)
            {
                throw new InputException(
                    $"{name} to translate, \"{text}\", has {(wrong.Length == 0 ? "no number" : $"'{wrong}', which is no number")}, but "
                    + "this network reads numbers: write them with a point and blanks between them, as 1.5 2 -3.");
            }
        }

        return series;
    }

    /// <summary>Refuses settings of a search where numbers are written, which are predicted without one.</summary>
    /// <param name="given">The setting that is given; null for none.</param>
    /// <exception cref="InputException">One is given, and the targets are numbers.</exception>
    public void RequireSearch(string? given)
    {
        if (given is not null && Written.Tokenizer is null)
        {
            throw new InputException(
                $"{given} is for the search of tokens, but this network writes numbers, without a search: leave it out.");
        }
    }

    /// <summary>The hypotheses of networks for sources.</summary>
    /// <param name="sources">The numbers of each.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="decoding">How targets are written.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    public Hypothesis[] Decode(float[][] sources, Ensemble networks, DecodingRecipe decoding, int threads)
    {
        EncoderDecoderEnsemble decoder = new([.. networks.Networks.Select(DecoderOf)]);
        if (Written.Tokenizer is null)
        {
            return DecodeNumbers(sources, decoder, threads);
        }

        DecodeOptions options = new()
        {
            Threads = threads,
            End = PairSamples.Edge,
            MaxLength = decoding.MaxLength ?? Math.Max(1, (3 * _traits.LongestTarget / 2) + 1),
            BeamWidth = decoding.BeamWidth,
            LengthPenalty = decoding.BeamWidth > 1 ? decoding.LengthPenalty : 0,
            Excluded = [Tokenizer.Unknown],
        };
        Hypothesis[] result = new Hypothesis[sources.Length];
        foreach (int[] some in Enumerable.Range(0, sources.Length).OrderBy(index => sources[index].Length).Chunk(PairsAtOnce))
        {
            PairSamples samples = new(Read, Written, [.. some.Select(index => sources[index])], null);
            IReadOnlyList<DecodedSequence> decoded = decoder.Decode(samples, options);
            for (int i = 0; i < some.Length; i++)
            {
                result[some[i]] = new Hypothesis([.. decoded[i].Tokens.Select(token => (float)token)], decoded[i].LogProbability);
            }
        }

        return result;
    }

    /// <summary>The numbers that a network writes: as many as each target of the training part has, or as the source has.</summary>
    private Hypothesis[] DecodeNumbers(float[][] sources, EncoderDecoderEnsemble decoder, int threads)
    {
        Hypothesis[] result = new Hypothesis[sources.Length];
        foreach (IGrouping<int, int> alike in Enumerable.Range(0, sources.Length)
            .GroupBy(index => _traits.FixedLength ?? (sources[index].Length / Read.Features)))
        {
            foreach (int[] some in alike.Chunk(PairsAtOnce))
            {
                PairSamples samples = new(Read, Written, [.. some.Select(index => sources[index])], null);
                Tensor<float> written = decoder.Predict(samples, alike.Key, threads);
                float[] values = new float[written.FlattenedLength];
                written.FlattenTo(values);
                int each = values.Length / some.Length;
                for (int i = 0; i < some.Length; i++)
                {
                    result[some[i]] = new Hypothesis(values[(i * each)..((i + 1) * each)], double.NaN);
                }
            }
        }

        return result;
    }

    private Translation TranslationOf(string source, Hypothesis hypothesis)
    {
        if (Written.Tokenizer is null)
        {
            double[] numbers = Written.Inverse(hypothesis.Values);
            return new Translation(source, NumberTranslationEvaluation.Text(numbers), [], double.NaN) { Numbers = numbers };
        }

        int[] codes = [.. hypothesis.Values.Select(code => (int)code)];
        return new Translation(source, Written.TextOf(codes), Written.TokensOf(hypothesis.Values), hypothesis.LogProbability);
    }

    /// <summary>Refuses texts that a network cannot translate for what it never read, in prediction.</summary>
    private void RequireKnown(PairData data, float[][] sources)
    {
        const int farthest = 2;
        int most = farthest * _traits.LongestSource;
        for (int i = 0; i < sources.Length; i++)
        {
            if (sources[i].Length / Read.Features > most)
            {
                throw new InputException(
                    $"The text '{data.IdOf(i)}' has {CountFormatter.Format(sources[i].Length / Read.Features, Read.Unit)}, but the longest "
                    + $"that the network learned from has {_traits.LongestSource}: give at most {most}, for example a sentence at a time.");
            }

            if (Read.Tokenizer is { Unit: TokenUnit.Character } tokenizer && !_traits.KnowsUnknown
                && tokenizer.Tokens(data.SourceOf(i)).FirstOrDefault(token => tokenizer.CodeOf(token) == Tokenizer.Unknown) is { } unknown)
            {
                throw new InputException(
                    $"The text '{data.IdOf(i)}' has '{unknown}', which no text has that the network learned from: write it with the "
                    + $"{CountFormatter.Format(tokenizer.Count - Tokenizer.First, "characters")} of those.");
            }
        }
    }

    /// <summary>A note on words that the network does not know.</summary>
    private IEnumerable<string> NotesOn(PairData data)
    {
        const int shown = 10;
        if (Read.Tokenizer is { } tokenizer)
        {
            string[][] tokens = [.. Enumerable.Range(0, data.Count).Select(index => tokenizer.Tokens(data.SourceOf(index)).ToArray())];
            bool IsUnknown(string token) => tokenizer.CodeOf(token) == Tokenizer.Unknown;
            string[] unknown = [.. tokens.SelectMany(text => text).Where(IsUnknown).Distinct()];
            if (unknown.Length > 0)
            {
                yield return $"Not in the vocabulary of the training part, and read as the unknown token: "
                    + $"{string.Join(", ", unknown.Take(shown))}{(unknown.Length > shown ? ", …" : "")}";
            }

            if (tokens.Count(text => Array.TrueForAll(text, IsUnknown)) is > 0 and var lost)
            {
                yield return $"{CountFormatter.Format(lost, "texts")} of {data.Count} without anything that was learned from: of such, the "
                    + "network reads nothing but how long they are.";
            }
        }
    }
}

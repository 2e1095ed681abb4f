using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Translation;

/// <content>The evaluation, and the look inside.</content>
internal sealed partial class LearnedTranslation
{
    /// <summary>Name of the baseline that gives a text as it is.</summary>
    public const string CopyName = "copy";

    /// <summary>Name of the baseline that always gives the target which the training part has most often.</summary>
    public const string MostFrequentName = "most-frequent";

    /// <summary>Name of the baseline that gives the target of the most similar source of the training part.</summary>
    public const string NearestName = "nearest-source";

    /// <summary>Name of the baseline that gives the mean of the training part's targets at each timestep.</summary>
    public const string MeanTargetName = "mean-target";

    private const string EndToken = "(end)";
    private const int AttendedPairs = 4;
    private const int LongestAttended = 60;

    private TextJudge TextJudge => new(
        Written.Tokenizer!,
        PairSide.StepsOf(Recipe, Written.Columns).Any(step => step.Step is TokenizeStep { Options.LowerCase: true }),
        Recipe.Section(TranslationTask.Pairs).BleuTokenizes);

    /// <summary>Evaluates networks on pairs, beside the baselines.</summary>
    /// <param name="part">Name of the part.</param>
    /// <param name="data">The pairs; their targets are known.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="attends">Whether it looks at the attention of some pairs.</param>
    public TranslationEvaluation Judge(string part, PairData data, Ensemble networks, int threads, bool attends = false)
    {
        float[][] sources = Read.Read(data.Series);
        if (Written.Tokenizer is null)
        {
            return JudgeNumbers(part, data, sources, networks, threads);
        }

        PairSamples samples = new(Read, Written, sources, Written.Read(data.Series));
        TextJudge judge = TextJudge;
        Hypothesis[] hypotheses = Decode(sources, networks, Recipe.Section(TranslationTask.Decoding), threads);
        TranslatedPair[] pairs = [.. hypotheses.Select((hypothesis, index) => judge.Compare(
            data.IdOf(index), data.TargetOf(index), TranslationOf(data.SourceOf(index), hypothesis)))];
        return TextTranslationEvaluation.Of(
            part, pairs, ForcedScores.Of(networks.Networks, samples, threads), Baselines(data, samples, judge), judge,
            attends ? AttentionOf(data, sources, hypotheses, networks.Networks[0]) : [],
            Read.Tokenizer is null ? 0 : sources.Sum(source => source.Count(code => code == Tokenizer.Unknown)));
    }

    private NumberTranslationEvaluation JudgeNumbers(string part, PairData data, float[][] sources, Ensemble networks, int threads)
    {
        float[][] targets = Written.Read(data.Series);
        double[][] references = Written.NumbersOf(data.Series, targets);
        Hypothesis[] hypotheses = Decode(sources, networks, new DecodingRecipe(), threads);
        int unlike = Enumerable.Range(0, data.Count).FirstOrDefault(index => targets[index].Length != hypotheses[index].Values.Length, -1);
        if (unlike >= 0)
        {
            throw new InputException(
                $"The target of '{data.IdOf(unlike)}' has {CountFormatter.Format(targets[unlike].Length / Written.Features, "steps")}, but "
                + $"{hypotheses[unlike].Values.Length / Written.Features} are written for it: the training part has targets "
                + (_traits.FixedLength is { } length ? $"of {CountFormatter.Format(length, "steps")}." : "as long as their sources."));
        }

        TranslatedNumbers[] pairs = [.. hypotheses.Select((hypothesis, index) => Beside(index, Written.Inverse(hypothesis.Values)))];
        List<KeyValuePair<string, IReadOnlyList<TranslatedNumbers>>> baselines =
        [
            KeyValuePair.Create(MeanTargetName, (IReadOnlyList<TranslatedNumbers>)[.. targets.Select((target, index) => Beside(
                index, Written.Inverse([.. Enumerable.Range(0, target.Length).Select(i => MeanAt(i))])))]),
        ];
        if (Read.Tokenizer is null && sources.Zip(targets).All(pair => pair.First.Length == pair.Second.Length)
            && Read.Features == Written.Features && Read.HasInverse)
        {
            double[][] read = Read.NumbersOf(data.Series, sources);
            baselines.Add(KeyValuePair.Create(CopyName, (IReadOnlyList<TranslatedNumbers>)[.. read.Select(
                (source, index) => Beside(index, source))]));
        }

        return NumberTranslationEvaluation.Of(part, pairs, baselines);

        TranslatedNumbers Beside(int index, double[] written) =>
            new(data.IdOf(index), data.SourceOf(index), references[index], written);

        float MeanAt(int place) => _traits.MeanTarget[Math.Min(place, _traits.MeanTarget.Count - 1)];
    }

    /// <inheritdoc/>
    public override ExplainableSamples? Explainable(SeriesSet series, Model network)
    {
        PairData data = DataOf(series).RequireTexts(needsTargets: false);
        float[][] sources = Read.Read(data.Series);
        RequireKnown(data, sources);
        return Explainable(data, sources, network);
    }

    /// <summary>Pairs to look inside a network with: each source, and what the network writes for it.</summary>
    public ExplainableSamples Explainable(PairData data, float[][] sources, Model network)
    {
        Hypothesis[] hypotheses = Decode(sources, new Ensemble([network]), new DecodingRecipe(), threads: 0);
        return new ExplainableSamples(
            new PairSamples(Read, Written, sources, [.. hypotheses.Select(hypothesis => hypothesis.Values)]), data.IdOf)
        {
            WrittenOf = sample => Written.Tokenizer is null ? null
                : [.. hypotheses[sample].Values.Select(code => (int)code), PairSamples.Edge],
            AttentionTokensOf = sample => Read.Tokenizer is null || Written.Tokenizer is null ? null
                : new AttentionTokens(Read.ShownTokensOf(sources[sample]), ShownWritten(hypotheses[sample])),
        };
    }

    private string[] ShownWritten(Hypothesis hypothesis) => [.. Written.ShownTokensOf(hypothesis.Values), EndToken];

    private IEnumerable<KeyValuePair<string, IReadOnlyList<TranslatedPair>>> Baselines(PairData data, PairSamples samples, TextJudge judge)
    {
        yield return KeyValuePair.Create(CopyName, By((index, source) => source));
        yield return KeyValuePair.Create(MostFrequentName, By((_, _) => _traits.MostFrequent));
        if (Nearest is { } nearest)
        {
            yield return KeyValuePair.Create(NearestName, By((index, _) => nearest.TargetFor(samples.SourceOf(index))));
        }

        IReadOnlyList<TranslatedPair> By(Func<int, string, string> write) => [.. Enumerable.Range(0, data.Count).Select(index =>
            judge.Compare(data.IdOf(index), data.TargetOf(index), data.SourceOf(index), write(index, data.SourceOf(index))))];
    }

    /// <summary>The attention of a network while it wrote some of the pairs, evenly spaced.</summary>
    private AttendedPair[] AttentionOf(PairData data, float[][] sources, Hypothesis[] hypotheses, Model network)
    {
        int[] shown = [.. Enumerable.Range(0, AttendedPairs).Select(i => (int)((long)i * data.Count / AttendedPairs)).Distinct()
            .Where(index => Math.Max(sources[index].Length, hypotheses[index].Values.Length) <= LongestAttended)];
        return shown.Length == 0 || Read.Tokenizer is null ? [] : [.. shown.SelectMany(index =>
        {
            PairSamples sample = new(Read, Written, [sources[index]], [hypotheses[index].Values]);
            AttentionMap[] maps = [.. AttentionMap.Of(network, InputSample.Of(sample, 0))
                .Where(map => map.Keys == sources[index].Length && map.Timesteps == sample.TargetLengthOf(0))];
            return maps.Length == 0 ? [] : (AttendedPair[])[new(
                data.IdOf(index), Read.ShownTokensOf(sources[index]), ShownWritten(hypotheses[index]),
                [.. Enumerable.Range(0, sample.TargetLengthOf(0)).Select(t => (IReadOnlyList<double>)
                    [.. Enumerable.Range(0, sources[index].Length).Select(key => maps.Average(map => (double)map[t, key]))])])];
        })];
    }
}

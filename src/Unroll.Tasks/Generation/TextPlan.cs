using Unroll.Data;
using Unroll.Models;
using Unroll.Series.Windowing;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Generation;

/// <summary>The training, validation and test part of a text, as parallel streams of tokens.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="learned">The state fitted on the training part alone.</param>
/// <param name="training">The training part.</param>
/// <param name="validation">The validation part; null where there is none.</param>
/// <param name="test">The test part; null where all is trained on.</param>
/// <param name="lines">The lines of the training part, where the text is a list; else null.</param>
internal sealed class TextPlan(
    Recipe recipe, LearnedGeneration learned, TextPart training, TextPart? validation, TextPart? test, IReadOnlyList<string>? lines)
    : TaskPlan
{
    private const int SampleLength = 600;
    private const float SampleTemperature = 0.8f;
    private const int SampledLines = 500;

    private StatefulBatches? _training;

    /// <inheritdoc/>
    public override LearnedTask Learned => learned;

    /// <inheritdoc/>
    public override bool IsOrdered => true;

    /// <inheritdoc/>
    public override IReadOnlyList<PartSummary> Parts =>
    [
        Summary("train", training),
        .. validation is null ? [] : (PartSummary[])[Summary("validation", validation)],
        .. test is null ? [] : (PartSummary[])[Summary("test", test)],
    ];

    /// <inheritdoc/>
    public override SampleSource Training(Model network)
    {
        (int streams, int length) = (recipe.Train.BatchSize, recipe.Section(GenerationTask.Stream).Length);
        string name = TextEvaluation.NameOf(learned.Tokenizer.Unit);
        return _training ??= (training.Codes.Length - 1) / streams / length >= 1
            ? StatefulBatches.OfCodes(training.Codes, learned.Tokenizer.Count, new StreamLayout(streams, length))
            : throw recipe.Error(
                "train.batch-size",
                $"the training part has {CountFormatter.Format(training.Codes.Length, name)}, too few for "
                + $"{CountFormatter.Format(streams, "streams")} of {CountFormatter.Format(length, "steps")} (stream.length), which take "
                + $"{CountFormatter.Format(((long)streams * length) + 1, name)}. Give fewer streams, fewer steps, or a longer text.");
    }

    /// <inheritdoc/>
    public override SampleSource? Validation(Model network)
    {
        if (validation is null)
        {
            return null;
        }

        int[] codes = [.. validation.Context[Math.Max(0, validation.Context.Length - 1)..], .. validation.Codes];
        return codes.Length < 2
            ? throw recipe.Error("split.validation", "the validation part has a single token. Give it a larger share.")
            : new WholeStreams(codes, new StreamLayout(recipe.Train.BatchSize, recipe.Section(GenerationTask.Stream).Length));
    }

    /// <inheritdoc/>
    public override ExplainableCodes? ExplainableCodes => learned.Explainable((test ?? validation ?? training).Codes);

    /// <inheritdoc/>
    public override PartEvaluations Evaluate(Ensemble networks, int threads)
    {
        TextPart tested = test
            ?? throw new InvalidOperationException("This plan trains on the whole text: it has no test part.");
        GenerationOptions options = new()
        {
            Length = SampleLength,
            Sampler = new() { Temperature = SampleTemperature, Seed = recipe.Train.Seed },
        };
        GenerationOptions ofLines = options with { Count = SampledLines, Sampler = options.Sampler with { Temperature = 1 } };
        LineStatistics? statistics = lines is null ? null : LineStatistics.Of(
            [.. learned.GenerateTexts([""], ofLines, networks, threads).Select(pieces => string.Concat(pieces))],
            lines,
            recipe.Section(GenerationTask.Stream).Valid);
        string sample = statistics is not null
            ? string.Join('\n', statistics.Generated.Take(20)) : string.Concat(learned.Generate("", options, networks, threads));
        return new(
            validation is null ? null : learned.Judge("validation", validation, networks, threads),
            learned.Judge("test", tested, networks, threads, sample, statistics));
    }

    private PartSummary Summary(string name, TextPart part) =>
        new(name, part.Codes.Length, TextEvaluation.NameOf(learned.Tokenizer.Unit));
}

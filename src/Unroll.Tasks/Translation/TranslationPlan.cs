using Unroll.Data;
using Unroll.Models;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Training;

namespace Unroll.Tasks.Translation;

/// <summary>The training, validation and test part of a translation.</summary>
/// <param name="learned">The state fitted on the training part alone.</param>
/// <param name="training">The samples of the training part.</param>
/// <param name="validation">The pairs of the validation part; null where there is none.</param>
/// <param name="watched">The samples of the validation part.</param>
/// <param name="test">The pairs of the test part; null where all is trained on.</param>
/// <param name="warnings">Warnings about the data.</param>
internal sealed class TranslationPlan(
    LearnedTranslation learned, PairSamples training, PairData? validation, PairSamples? watched, PairData? test,
    IReadOnlyList<string> warnings)
    : TaskPlan
{
    /// <inheritdoc/>
    public override LearnedTask Learned => learned;

    /// <inheritdoc/>
    public override IReadOnlyList<PartSummary> Parts =>
    [
        new("train", training.Count, "pairs"),
        .. watched is null ? [] : (PartSummary[])[new("validation", watched.Count, "pairs")],
        .. test is null ? [] : (PartSummary[])[new("test", test.Count, "pairs")],
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings => warnings;

    /// <inheritdoc/>
    public override bool BucketsByLength => true;

    /// <inheritdoc/>
    public override SampleSource Training(Model network) => training;

    /// <inheritdoc/>
    public override SampleSource? Validation(Model network) => watched;

    /// <inheritdoc/>
    public override ExplainableSamples? Explainable(Model network)
    {
        const int most = 8;
        PairData? data = test ?? validation;
        if (data is null)
        {
            return null;
        }

        PairData some = Some(data, most);
        return learned.Explainable(some, learned.Read.Read(some.Series), network);
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<Callback> CallbacksFor(SampleSource samples, ulong seed) =>
        learned.Recipe.Section(TranslationTask.Pairs).ScheduledSampling is > 0 and var share
            ? [new PairSampling(training, learned.Written.Tokenizer is not null, share, seed)] : [];

    /// <inheritdoc/>
    internal override void ContinueFrom(LearnedTask evaluated, IReadOnlyList<TaskPlan> members) =>
        learned.Nearest = ((LearnedTranslation)evaluated).Nearest;

    /// <inheritdoc/>
    internal override TaskPlan Thinned(int samples) => test is null || test.Count <= samples ? this
        : new TranslationPlan(
            learned, training, validation is null ? null : Some(validation, samples), watched, Some(test, samples), warnings);

    /// <inheritdoc/>
    public override PartEvaluations Evaluate(Ensemble networks, int threads) => new(
        validation is null ? null : learned.Judge("validation", validation, networks, threads),
        learned.Judge(
            "test", test ?? throw new InvalidOperationException("This plan trains on all pairs: it has no test part."), networks, threads,
            attends: true));

    private static PairData Some(PairData data, int most) => data.Count <= most ? data
        : data.Subset(Enumerable.Range(0, most).Select(index => (int)((long)index * data.Count / most)));
}

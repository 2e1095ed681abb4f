using Unroll.Data;
using Unroll.Models;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Sequences;

/// <summary>The prepared training, validation and test part of a task on whole series.</summary>
/// <param name="learned">The state fitted on the training part alone.</param>
/// <param name="training">The prepared series of the training part.</param>
/// <param name="validation">The prepared series of the validation part; null where there is none.</param>
/// <param name="test">The prepared series of the test part; null where all data are trained on.</param>
/// <param name="warnings">Warnings about the data and their preparation.</param>
internal sealed class SequencePlan(
    LearnedSequences learned, SequenceData training, SequenceData? validation, SequenceData? test, IReadOnlyList<string> warnings)
    : TaskPlan
{
    /// <summary>Whether folds are validation parts, beside a test part.</summary>
    public bool TestsBesideFolds { get; init; }

    /// <inheritdoc/>
    public override LearnedTask Learned => learned;

    /// <inheritdoc/>
    public override IReadOnlyList<PartSummary> Parts =>
    [
        learned.Summarize("train", training),
        .. validation is null ? [] : (PartSummary[])[learned.Summarize("validation", validation)],
        .. test is null ? [] : (PartSummary[])[learned.Summarize("test", test)],
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings { get; } = warnings;

    /// <inheritdoc/>
    public override bool FoldsAreValidation => TestsBesideFolds;

    /// <inheritdoc/>
    public override SampleSource Training(Model network)
    {
        learned.RequireDistinctPadding(training, network);
        return learned.Samples(training, network);
    }

    /// <inheritdoc/>
    public override SampleSource? Validation(Model network) => validation is null ? null : learned.Samples(validation, network);

    /// <inheritdoc/>
    public override ExplainableSamples? Explainable(Model network) => learned.Explainable(test ?? validation ?? training, network);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">All data are trained on.</exception>
    public override PartEvaluations Evaluate(Ensemble networks, int threads)
    {
        learned.FitBaselines(training, networks, threads);
        PartEvaluation tested = learned.Judge(
            "test", test ?? throw new InvalidOperationException("This plan trains on all series: it has no test part."), networks, threads);
        learned.CompareMistakes(tested, test, training);
        if (validation is null)
        {
            return new(null, tested);
        }

        PartEvaluation watched = learned.Judge("validation", validation, networks, threads);
        learned.ChooseOn(watched, tested);
        return new(watched, tested);
    }

    /// <inheritdoc/>
    internal override FittedModel Fit(ClassicalModel model, Model network, CancellationToken cancellation) =>
        learned.Fit(model, training, network, cancellation);

    /// <inheritdoc/>
    internal override void FitBaselines(CancellationToken cancellation) => learned.FitClassical(training, cancellation);

    /// <inheritdoc/>
    public override void CheckMembers(IReadOnlyList<TaskPlan> members) =>
        learned.CheckMembers([.. members.Select(member => (LearnedSequences)member.Learned)]);

    /// <inheritdoc/>
    internal override void ContinueFrom(LearnedTask evaluated, IReadOnlyList<TaskPlan> members) =>
        learned.ContinueFrom((LearnedSequences)evaluated);

    /// <inheritdoc/>
    internal override TaskPlan Thinned(int samples)
    {
        (SequenceData? watched, SequenceData? tested) = (Some(validation, samples), Some(test, samples));
        return watched == validation && tested == test
            ? this
            : new SequencePlan(learned, training, watched, tested, Warnings) { TestsBesideFolds = TestsBesideFolds };
    }

    private static SequenceData? Some(SequenceData? data, int samples)
    {
        int count = data?.Targets.Count ?? 0;
        return count <= samples ? data
            : data!.Subset([.. Enumerable.Range(0, samples).Select(index => (int)((long)index * count / samples))]);
    }

    /// <inheritdoc/>
    public override PartEvaluation JoinTests(IReadOnlyList<PartEvaluation> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return folds.Count == 1 ? folds[0] : learned.Join(folds);
    }
}

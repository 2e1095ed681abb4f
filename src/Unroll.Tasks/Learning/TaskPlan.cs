using Unroll.Data;
using Unroll.Models;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Explaining;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The training, validation and test samples of a task: prepared data, before any network.</summary>
public abstract class TaskPlan
{
    /// <summary>The state fitted on the training part alone, with all that a prediction needs beside the weights.</summary>
    public abstract LearnedTask Learned { get; }

    /// <summary>The summaries of the parts that there are of <c>train</c>, <c>validation</c> and <c>test</c>, in this order.</summary>
    public abstract IReadOnlyList<PartSummary> Parts { get; }

    /// <summary>Warnings about the data and their preparation, a sentence each; mostly none.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>The samples of the training part.</summary>
    /// <param name="network">The network, built: the encoding of targets may depend on its head.</param>
    public abstract SampleSource Training(Model network);

    /// <summary>The samples of the validation part; null where there is none.</summary>
    /// <param name="network">The network, built.</param>
    public abstract SampleSource? Validation(Model network);

    /// <summary>Whether each batch goes on where the one before ended, so that samples are not shuffled.</summary>
    public virtual bool IsOrdered => false;

    /// <summary>
    /// Whether samples of similar length are put into a batch even where the recipe does not ask for it; not unless a task overrides it.
    /// </summary>
    public virtual bool BucketsByLength => false;

    /// <summary>
    /// Samples of the test part, else of the validation part, to look inside a network with; null, unless a task overrides it, where that
    /// cannot be done.
    /// </summary>
    /// <param name="network">The network, built.</param>
    public virtual ExplainableSamples? Explainable(Model network) => null;

    /// <summary>
    /// The text of the test part, else of the validation part, to look inside a generator of texts with; null unless a task overrides it.
    /// </summary>
    public virtual ExplainableCodes? ExplainableCodes => null;

    /// <summary>The callbacks that follow the training of a network beside those of the recipe; mostly none.</summary>
    internal virtual IReadOnlyList<Callback> CallbacksFor(SampleSource training, ulong seed) => [];

    /// <summary>Fits a classical model to the training part.</summary>
    /// <param name="model">The model.</param>
    /// <param name="network">The network that stands for it: <see cref="FittedNetwork"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The training part is none that it can be fitted to.</exception>
    internal virtual FittedModel Fit(ClassicalModel model, Model network, CancellationToken cancellation) =>
        throw new NotSupportedException($"{GetType().Name} does not say how a classical model is fitted.");

    /// <summary>
    /// Fits the classical models among the recipe's baselines, before the first network is trained; nothing unless a task overrides it.
    /// </summary>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="InputException">The training part is none that one can be fitted to.</exception>
    internal virtual void FitBaselines(CancellationToken cancellation)
    {
    }

    /// <summary>
    /// The plan whose training part is training and validation part of this one together, which it is prepared by; it has the same test
    /// part, and no validation part.
    /// </summary>
    /// <exception cref="NotSupportedException">The task cannot do this, which is so unless it overrides it.</exception>
    public virtual TaskPlan Refitted() =>
        throw new NotSupportedException($"{GetType().Name} does not say how training and validation part are put together.");

    /// <summary>
    /// Takes over what the evaluation of other networks taught, where the final ones are trained on the validation part too; nothing unless
    /// a task overrides it.
    /// </summary>
    /// <param name="evaluated">The state of the evaluated networks, of the first member of an ensemble.</param>
    /// <param name="members">The plans of all members, this one first.</param>
    internal virtual void ContinueFrom(LearnedTask evaluated, IReadOnlyList<TaskPlan> members)
    {
    }

    /// <summary>
    /// The plan with some samples of its validation and its test part, evenly spaced, for an evaluation that does not take long; itself
    /// where they are few, or a task does not say how.
    /// </summary>
    /// <param name="samples">The most samples of a part, at least 1.</param>
    internal virtual TaskPlan Thinned(int samples) => this;

    /// <summary>Evaluates networks on the validation and on the test part, beside the baselines.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>The evaluations of <c>validation</c> and <c>test</c>.</returns>
    public abstract PartEvaluations Evaluate(Ensemble networks, int threads);

    /// <summary>
    /// Refuses members of an ensemble whose predictions cannot be averaged with these, before any is trained; none unless a task overrides
    /// it.
    /// </summary>
    /// <param name="members">The plans of all members, this one first.</param>
    /// <exception cref="InputException">A member does not fit.</exception>
    public virtual void CheckMembers(IReadOnlyList<TaskPlan> members)
    {
    }

    /// <summary>
    /// Whether folds are the validation parts of several trainings, and not their test parts, since there is a test part beside them.
    /// </summary>
    public virtual bool FoldsAreValidation => false;

    /// <summary>Joins the evaluations of the folds of a walk forward or a cross-validation; a single fold stays as it is.</summary>
    /// <param name="folds">The evaluations of each fold's test part, in order; of its validation part, where they are folds.</param>
    public virtual PartEvaluation JoinTests(IReadOnlyList<PartEvaluation> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return folds.Count == 1 ? folds[0]
            : throw new NotSupportedException($"{GetType().Name} has several folds, but does not say how their tests are joined.");
    }
}

using Unroll.Data;
using Unroll.Models;

namespace Unroll.Tasks.Learning;

/// <summary>What networks are trained, watched and tested on: prepared data and their samples, before any network.</summary>
public abstract class TaskPlan
{
    /// <summary>What preparation learned, of the training part alone, and all that a prediction needs beside the weights.</summary>
    public abstract LearnedTask Learned { get; }

    /// <summary>What the parts <c>train</c>, <c>validation</c> and <c>test</c> cover, in this order.</summary>
    public abstract IReadOnlyList<PartSummary> Parts { get; }

    /// <summary>What a user should know of the data and their preparation, a sentence each; mostly nothing.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>The samples that are learned from.</summary>
    /// <param name="network">The network, built: what targets look like may depend on its head.</param>
    public abstract SampleSource Training(Model network);

    /// <summary>The samples that training is watched on.</summary>
    /// <param name="network">The network, built.</param>
    public abstract SampleSource Validation(Model network);

    /// <summary>Judges networks on the validation and on the test part, beside the baselines.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>The evaluations of <c>validation</c> and <c>test</c>.</returns>
    public abstract PartEvaluations Evaluate(Ensemble networks, int threads);

    /// <summary>Joins the evaluations of the folds of a walk forward; of a single fold they are as they are.</summary>
    /// <param name="folds">The evaluations of each fold's test part, in order.</param>
    public virtual PartEvaluation JoinTests(IReadOnlyList<PartEvaluation> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return folds.Count == 1 ? folds[0] : throw new NotSupportedException($"{GetType().Name} has several folds, but does not say how their tests are joined.");
    }
}

using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Sequences;

/// <content>What a task may add to the evaluation of a run.</content>
public abstract partial class LearnedSequences
{
    /// <summary>Refuses a validation part that is too small for what the recipe asks for; nothing unless a task overrides it.</summary>
    /// <param name="validation">The validation part; null where there is none.</param>
    /// <exception cref="InputException">It is too small.</exception>
    internal virtual void CheckValidation(SequenceData? validation)
    {
    }

    /// <summary>
    /// Chooses on the validation part what the test part is judged by, such as a threshold; nothing unless a task overrides it.
    /// </summary>
    /// <param name="validation">The validation part.</param>
    /// <param name="test">The test part.</param>
    internal virtual void ChooseOn(PartEvaluation validation, PartEvaluation test)
    {
    }

    /// <summary>
    /// Fits baselines that take some time to fit, before the first part is evaluated; nothing unless a task overrides it.
    /// </summary>
    /// <param name="training">The training part, prepared.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    internal virtual void FitBaselines(SequenceData training, Ensemble networks, int threads)
    {
    }

    /// <summary>
    /// Takes over the baselines of evaluated networks, where the final ones are trained on all data; nothing unless a task overrides it.
    /// </summary>
    /// <param name="evaluated">The state of the evaluated networks.</param>
    internal virtual void ContinueFrom(LearnedSequences evaluated)
    {
    }
}

using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>
/// Receives the progress of a learner's training: its plan, each network in turn, and as a callback its batches and epochs. Does nothing
/// unless a method is overridden.
/// </summary>
public class LearnerProgress : Callback
{
    /// <summary>The data of a fold are split and prepared.</summary>
    /// <param name="plan">The training, validation and test samples.</param>
    /// <param name="fold">Number of the fold, from 1.</param>
    public virtual void OnPlanned(TaskPlan plan, int fold)
    {
    }

    /// <summary>A network is about to be trained.</summary>
    /// <param name="fold">Number of the fold, from 1.</param>
    /// <param name="network">Number of the network in its fold, from 1.</param>
    /// <param name="networks">Networks of a fold.</param>
    public virtual void OnNetworkBegin(int fold, int network, int networks)
    {
    }

    /// <summary>The networks of a fold are trained, and about to be evaluated.</summary>
    /// <param name="fold">Number of the fold, from 1.</param>
    public virtual void OnEvaluating(int fold)
    {
    }

    /// <summary>The networks of a fold are about to be trained anew on its training and validation part together.</summary>
    /// <param name="plan">The two parts as one training part, and the test part.</param>
    /// <param name="fold">Number of the fold, from 1.</param>
    /// <param name="epochs">The epochs of each network; none of classical models.</param>
    public virtual void OnRefitting(TaskPlan plan, int fold, IReadOnlyList<int> epochs)
    {
    }

    /// <summary>The evaluation is done, and final networks are about to be trained on all data.</summary>
    /// <param name="plan">All data, as one training part.</param>
    /// <param name="epochs">The epochs of each network; none of classical models.</param>
    public virtual void OnFittingOnAll(TaskPlan plan, IReadOnlyList<int> epochs)
    {
    }

    /// <summary>Networks that were trained anew diverged; those before them are kept.</summary>
    /// <param name="warning">What that means and what to do, in sentences.</param>
    public virtual void OnDiverged(string warning)
    {
    }

    /// <summary>A checkpoint could not be written; the training goes on without it.</summary>
    /// <param name="reason">Why, in a sentence.</param>
    public virtual void OnCheckpointFailed(string reason)
    {
    }
}

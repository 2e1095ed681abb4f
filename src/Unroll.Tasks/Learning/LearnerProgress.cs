using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>Follows a learner while it is trained: what is planned, each network in turn, and as a callback its batches and epochs. Does nothing unless a method is overridden.</summary>
public class LearnerProgress : Callback
{
    /// <summary>The data of a fold are divided and prepared.</summary>
    /// <param name="plan">What networks will be trained, watched and tested on.</param>
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

    /// <summary>The networks of a fold are trained, and are now judged.</summary>
    /// <param name="fold">Number of the fold, from 1.</param>
    public virtual void OnEvaluating(int fold)
    {
    }
}

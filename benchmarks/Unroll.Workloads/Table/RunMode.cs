namespace Unroll.Workloads.Table;

/// <summary>What is timed of a workload.</summary>
internal enum RunMode
{
    /// <summary>One training step on a fixed batch: gradients to zero, forward, loss, backward, Adam.</summary>
    Train,

    /// <summary>One forward pass of a prepared batch, its result read.</summary>
    Infer,
}

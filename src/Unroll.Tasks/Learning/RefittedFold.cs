using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>The training of a fold's networks on its training and validation part together.</summary>
/// <param name="Plan">The two parts as one training part, and the test part; of several members that of the first.</param>
/// <param name="First">The plan of the networks before.</param>
/// <param name="Histories">The history of each network.</param>
/// <param name="Before">The test of the networks of the training part alone.</param>
internal sealed record RefittedFold(
    TaskPlan Plan, TaskPlan First, IReadOnlyList<History> Histories, PartEvaluation Before);

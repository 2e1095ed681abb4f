using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Running;

/// <summary>What a run came to.</summary>
/// <param name="Run">Everything that a report shows.</param>
/// <param name="Learner">The learner, trained.</param>
/// <param name="Folder">The run folder. Of a run that was stopped before it could replace an earlier one, the folder beside it.</param>
public sealed record RunResult(TrainingRun Run, Learner Learner, string Folder);

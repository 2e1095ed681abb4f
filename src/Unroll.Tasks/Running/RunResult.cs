using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Running;

/// <summary>The result of a run.</summary>
/// <param name="Run">The result of the training, for a report.</param>
/// <param name="Learner">The learner, trained.</param>
/// <param name="Folder">The run folder. Of a run that was stopped before it could replace an earlier one, the folder beside it.</param>
public sealed record RunResult(TrainingRun Run, Learner Learner, string Folder);

using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>The evaluations of a run with their own type.</summary>
internal static class RunExtensions
{
    public static ClassificationEvaluation Tested(this TrainingRun run) => (ClassificationEvaluation)run.Test;

    public static ClassificationEvaluation Watched(this TrainingRun run) => (ClassificationEvaluation)run.Validation!;
}

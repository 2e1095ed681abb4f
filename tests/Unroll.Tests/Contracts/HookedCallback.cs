using Unroll.Training;

namespace Unroll.Tests.Contracts;

/// <summary>Something happens when training comes to some points.</summary>
internal sealed class HookedCallback : Callback
{
    public Action<TrainingContext>? EpochBegin { get; init; }

    public Action<TrainingContext>? BatchEnd { get; init; }

    public Action<TrainingContext>? EpochEnd { get; init; }

    public override void OnEpochBegin(TrainingContext context) => EpochBegin?.Invoke(context);

    public override void OnBatchEnd(TrainingContext context) => BatchEnd?.Invoke(context);

    public override void OnEpochEnd(TrainingContext context) => EpochEnd?.Invoke(context);
}

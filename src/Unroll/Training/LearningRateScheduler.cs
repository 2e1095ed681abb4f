using Unroll.Schedules;

namespace Unroll.Training;

/// <summary>Sets the learning rate before each batch, or each epoch, as a schedule says.</summary>
public sealed class LearningRateScheduler : Callback
{
    private readonly LearningRateSchedule _schedule;
    private readonly bool _byStep;

    /// <summary>Creates the callback.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="byStep">Whether its positions are the optimizer's steps rather than epochs.</param>
    public LearningRateScheduler(LearningRateSchedule schedule, bool byStep = false)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _schedule = schedule;
        _byStep = byStep;
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_byStep)
        {
            context.LearningRate = _schedule.RateAt(context.Epoch - 1);
        }
    }

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_byStep)
        {
            context.LearningRate = _schedule.RateAt(context.Step);
        }
    }
}

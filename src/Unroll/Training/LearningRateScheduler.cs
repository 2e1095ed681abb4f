using Unroll.Catalogue;
using Unroll.Schedules;

namespace Unroll.Training;

/// <summary>A callback that sets the learning rate before each batch, or each epoch, by a schedule.</summary>
public sealed class LearningRateScheduler : Callback
{
    private static readonly Setting<LearningRateScheduler, LearningRateSchedule> _rates =
        new("schedule", Kind.Made(() => LearningRateSchedule.Catalogue), callback => callback._schedule,
            "The schedule.")
        { IsRequired = true, Example = "schedule: {one-cycle: 0.01}" };

    private static readonly Setting<LearningRateScheduler, bool> _steps =
        new("by-step", Kind.Flag, callback => callback._byStep, "Whether its positions are the optimizer's steps rather than epochs.");

    internal static Entry<Callback> Entry { get; } = new(
        "learning-rate-scheduler", typeof(LearningRateScheduler), "Sets the learning rate as a schedule says.", [_rates, _steps],
        values => new LearningRateScheduler(values.Get(_rates), values.Get(_steps)))
    {
        Shorthand = _rates,
        Example = "learning-rate-scheduler: {one-cycle: 0.01}",
    };

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

    /// <summary>
    /// Epochs for schedules without a length of their own. Default: those of the training; a training that repeats the first epochs of a
    /// longer one has the longer one's.
    /// </summary>
    public int? Epochs { get; init; }

    /// <inheritdoc/>
    public override void OnEpochBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!_byStep)
        {
            context.LearningRate = RateAt(context.Epoch - 1, Epochs ?? context.Epochs);
        }
    }

    /// <inheritdoc/>
    public override void OnBatchBegin(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (_byStep)
        {
            context.LearningRate = RateAt(context.Step, (long)(Epochs ?? context.Epochs) * context.Batches);
        }
    }

    // A rate that decays for long enough rounds to zero, which no optimizer takes: it stays the least that there is.
    private float RateAt(long position, long training) =>
        _schedule.RateAt(position, training) is var rate && rate == 0 ? float.Epsilon : rate;
}

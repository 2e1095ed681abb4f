using Unroll.Schedules;

namespace Unroll.Tasks.Learning;

/// <summary>The learning rates of an earlier training, epoch by epoch.</summary>
internal sealed class RecordedRates(IReadOnlyList<float> rates) : LearningRateSchedule
{
    public override float RateAt(long position, long training) => rates[(int)Math.Min(position, rates.Count - 1)];
}

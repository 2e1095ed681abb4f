namespace Unroll.Workloads.Timing;

/// <summary>How long the calls of one turn took.</summary>
/// <param name="MedianMs">The median, in milliseconds.</param>
/// <param name="MinimumMs">The shortest, in milliseconds.</param>
/// <param name="Calls">Calls that were timed.</param>
internal readonly record struct StepTimes(double MedianMs, double MinimumMs, int Calls)
{
    /// <summary>From the times themselves, which are put in order.</summary>
    /// <param name="milliseconds">At least one.</param>
    public static StepTimes Of(Span<double> milliseconds)
    {
        milliseconds.Sort();
        int half = milliseconds.Length / 2;
        double median = milliseconds.Length % 2 == 1 ? milliseconds[half] : (milliseconds[half - 1] + milliseconds[half]) / 2;
        return new StepTimes(median, milliseconds[0], milliseconds.Length);
    }

    /// <summary>
    /// Two turns as one: the better median, since whatever else the machine did can only have made a turn slower, and the shortest call.
    /// </summary>
    public StepTimes With(StepTimes other) =>
        new(Math.Min(MedianMs, other.MedianMs), Math.Min(MinimumMs, other.MinimumMs), Calls + other.Calls);
}

using System.Text;

namespace Unroll.Insight.Recurrence;

/// <summary>The behaviour of a unit of a recurrent layer over some samples.</summary>
/// <param name="Unit">The unit, from 0.</param>
/// <param name="Mean">Mean of its hidden state.</param>
/// <param name="StandardDeviation">Standard deviation of its hidden state.</param>
/// <param name="Largest">Largest magnitude of its hidden state.</param>
/// <param name="Saturated">Share of the timesteps at which the hidden state is within 0.05 of −1 or 1.</param>
/// <param name="Gates">Its gates.</param>
public sealed record UnitActivity(
    int Unit, double Mean, double StandardDeviation, double Largest, double Saturated, IReadOnlyList<GateActivity> Gates)
{
    private const double NearLimit = 0.95;
    private const double NearZero = 0.05;
    private const double DeadDeviation = 0.005;
    private const double MostOfTheTime = 0.95;

    /// <summary>The timesteps, of all samples together, below which nothing is said of dead and saturated units.</summary>
    public const int MinTimesteps = 10;

    /// <summary>Timesteps of all samples together.</summary>
    public int Timesteps { get; init; }

    /// <summary>
    /// Whether there are enough timesteps (<see cref="MinTimesteps"/>) to tell whether the unit is dead or saturated: over few, a state
    /// has no time to change.
    /// </summary>
    public bool IsJudged => Timesteps >= MinTimesteps;

    /// <summary>
    /// Whether the unit tells nothing: its hidden state hardly ever changes (a standard deviation below 0.005); false where it is not
    /// judged.
    /// </summary>
    public bool IsDead => IsJudged && StandardDeviation < DeadDeviation;

    /// <summary>
    /// Whether the unit is at one of its limits nearly all the time, so that it has next to no gradient, and is not dead; false where it is
    /// not judged.
    /// </summary>
    public bool IsSaturated => IsJudged && !IsDead && Saturated >= MostOfTheTime;

    /// <summary>The activity of each unit of a layer.</summary>
    /// <param name="traces">The same layer over some samples, at least one.</param>
    /// <exception cref="ArgumentException">There are no traces, or they are of several layers.</exception>
    public static IReadOnlyList<UnitActivity> Of(IReadOnlyList<RecurrentTrace> traces)
    {
        ArgumentNullException.ThrowIfNull(traces);
        if (traces.Select(trace => (trace.Layer, trace.Hidden.Units)).Distinct().Count() != 1)
        {
            throw new ArgumentException(
                $"Got {CountFormatter.Format(traces.Count, "traces")} of the layers "
                + $"{string.Join(", ", traces.Select(trace => trace.Layer).Distinct())}: give traces of one and the same layer.",
                nameof(traces));
        }

        return [.. Enumerable.Range(0, traces[0].Hidden.Units).Select(unit => OfUnit(traces, unit))];
    }

    private static UnitActivity OfUnit(IReadOnlyList<RecurrentTrace> traces, int unit)
    {
        double[] hidden = Values(traces.Select(trace => trace.Hidden), unit);
        double mean = hidden.Average();
        return new UnitActivity(
            unit, mean, Math.Sqrt(hidden.Average(value => (value - mean) * (value - mean))), hidden.Max(Math.Abs),
            Share(hidden, value => Math.Abs(value) > NearLimit),
            [.. traces[0].Gates.Select((gate, index) => OfGate(
                gate.Name, Values(traces.Select(trace => trace.Gates[index]), unit)))])
        { Timesteps = hidden.Length };
    }

    private static GateActivity OfGate(string name, double[] values) => name == "candidate"
        ? new(name, values.Average(), double.NaN, double.NaN)
        : new(name, values.Average(), Share(values, value => value > NearLimit), Share(values, value => value < NearZero));

    private static double[] Values(IEnumerable<StateTrack> tracks, int unit) =>
        [.. tracks.SelectMany(track => track.OfUnit(unit)).Select(value => (double)value)];

    private static double Share(double[] values, Func<double, bool> holds) => (double)values.Count(holds) / values.Length;

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Unit), Unit), (nameof(Mean), Mean), (nameof(StandardDeviation), StandardDeviation), (nameof(Largest), Largest),
        (nameof(Saturated), Saturated), (nameof(Gates), Gates), (nameof(Timesteps), Timesteps), (nameof(IsJudged), IsJudged),
        (nameof(IsDead), IsDead), (nameof(IsSaturated), IsSaturated));
}

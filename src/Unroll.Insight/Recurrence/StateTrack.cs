using System.Text;

namespace Unroll.Insight.Recurrence;

/// <summary>A state or a gate of a recurrent layer over the timesteps of a sample.</summary>
/// <param name="Name"><c>hidden</c>, <c>cell</c>, or the name of a gate such as <c>forget</c>.</param>
/// <param name="Timesteps">Timesteps.</param>
/// <param name="Units">Units.</param>
/// <param name="Values">[timesteps, units].</param>
public sealed record StateTrack(string Name, int Timesteps, int Units, IReadOnlyList<float> Values)
{
    /// <summary>The value of a unit at a timestep.</summary>
    /// <param name="timestep">Timestep from 0.</param>
    /// <param name="unit">Unit from 0.</param>
    public float this[int timestep, int unit] => Values[(timestep * Units) + unit];

    /// <summary>The values of a unit over time.</summary>
    /// <param name="unit">Unit from 0.</param>
    public IReadOnlyList<float> OfUnit(int unit) => [.. Enumerable.Range(0, Timesteps).Select(t => this[t, unit])];

    /// <summary>The mean over all units at each timestep.</summary>
    public IReadOnlyList<double> Means() =>
        [.. Enumerable.Range(0, Timesteps).Select(t => Enumerable.Range(0, Units).Average(unit => (double)this[t, unit]))];

    private bool PrintMembers(StringBuilder builder) => RecordFormatter.AppendMembers(
        builder, (nameof(Name), Name), (nameof(Timesteps), Timesteps), (nameof(Units), Units), (nameof(Values), Values));
}

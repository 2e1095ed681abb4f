namespace Unroll.Insight.Recurrence;

/// <summary>The behaviour of a unit's gate over some samples.</summary>
/// <param name="Name">Name of the gate.</param>
/// <param name="Mean">Mean of its activation.</param>
/// <param name="Open">
/// Share of the timesteps at which it is above 0.95; NaN of a candidate, which lies between −1 and 1 and is no gate.
/// </param>
/// <param name="Closed">Share of the timesteps at which it is below 0.05; NaN of a candidate.</param>
public sealed record GateActivity(string Name, double Mean, double Open, double Closed);

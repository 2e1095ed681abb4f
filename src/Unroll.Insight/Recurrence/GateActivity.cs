namespace Unroll.Insight.Recurrence;

/// <summary>The behaviour of a unit's gate over some samples.</summary>
/// <param name="Name">Name of the gate.</param>
/// <param name="Mean">Mean of its activation.</param>
/// <param name="Open">Share of the timesteps at which it is above 0.95.</param>
/// <param name="Closed">Share of the timesteps at which it is below 0.05, of a candidate below −0.95.</param>
public sealed record GateActivity(string Name, double Mean, double Open, double Closed);

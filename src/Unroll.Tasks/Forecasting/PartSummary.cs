namespace Unroll.Tasks.Forecasting;

/// <summary>What a part of the data covers.</summary>
/// <param name="Name"><c>training</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="First">Time of its first row.</param>
/// <param name="Last">Time of its last row.</param>
/// <param name="Windows">Windows whose targets all lie in it.</param>
public sealed record PartSummary(string Name, DateTime First, DateTime Last, int Windows);

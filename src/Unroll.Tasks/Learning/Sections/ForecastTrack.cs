namespace Unroll.Tasks.Learning.Sections;

/// <summary>The forecasts of a target of a series, in a part of the data.</summary>
/// <param name="Part"><c>validation</c> or <c>test</c>.</param>
/// <param name="Name">The series, the target, or both, where there are several; else the target.</param>
/// <param name="Values">
/// Its forecasts, origin after origin in the order of time, of each in the order of steps. They may be made as they are asked for: of a
/// long track the last ones are.
/// </param>
public sealed record ForecastTrack(string Part, string Name, IReadOnlyList<ForecastValue> Values)
{
    /// <summary>Unit of the values; null where there is none.</summary>
    public string? Unit { get; init; }
}

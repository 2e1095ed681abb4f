namespace Unroll.Series.Profiling;

/// <summary>A gap: two neighbouring stamps that are further apart than the step.</summary>
/// <param name="Id">The series.</param>
/// <param name="After">The last stamp before the gap.</param>
/// <param name="Before">The first stamp after it.</param>
/// <param name="MissingStamps">Number of stamps missing between them; null where stamps are irregular.</param>
public sealed record TimeGap(string Id, DateTime After, DateTime Before, long? MissingStamps);

namespace Unroll.Series.Profiling;

/// <summary>Two neighbouring stamps that are further apart than they should be.</summary>
/// <param name="Id">The series.</param>
/// <param name="After">The last stamp before the gap.</param>
/// <param name="Before">The first stamp after it.</param>
/// <param name="MissingStamps">How many stamps would belong between them; null where stamps are irregular, so that nobody can tell.</param>
public sealed record TimeGap(string Id, DateTime After, DateTime Before, long? MissingStamps);

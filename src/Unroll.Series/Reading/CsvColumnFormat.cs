namespace Unroll.Series.Reading;

/// <summary>The detected format of a column of a CSV file.</summary>
/// <param name="Name">Its name; <c>index</c> for a first column without one, else <c>column-3</c> for the third.</param>
/// <param name="Kind">The kind of its cells.</param>
/// <param name="Example">The first text of it that is not missing; empty where there is none.</param>
public sealed record CsvColumnFormat(string Name, CsvColumnKind Kind, string Example)
{
    /// <summary>The unit beside all of its numbers, such as <c>kWh</c>, <c>%</c> or <c>$</c>; null where there is none.</summary>
    public string? Unit { get; init; }
}

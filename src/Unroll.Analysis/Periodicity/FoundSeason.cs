namespace Unroll.Analysis.Periodicity;

/// <summary>A seasonal period of a series.</summary>
/// <param name="Period">Rows.</param>
/// <param name="Name">Its name in the calendar (<c>day</c>, <c>week</c>, <c>year</c>); null where it has none.</param>
/// <param name="Autocorrelation">Autocorrelation at that lag of what a moving average over the period leaves: at most 1.</param>
public sealed record FoundSeason(int Period, string? Name, double Autocorrelation);

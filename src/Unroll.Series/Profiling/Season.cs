namespace Unroll.Series.Profiling;

/// <summary>A period after which a column resembles itself.</summary>
/// <param name="Period">Rows.</param>
/// <param name="Name">What it is in the calendar (<c>day</c>, <c>week</c>, <c>year</c>); null where it is none of these.</param>
/// <param name="Autocorrelation">Autocorrelation at that lag, of the column without its trend (or of its differences): at most 1.</param>
public sealed record Season(int Period, string? Name, double Autocorrelation);

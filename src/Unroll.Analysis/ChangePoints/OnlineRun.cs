namespace Unroll.Analysis.ChangePoints;

/// <summary>A possible start of the present segment.</summary>
/// <param name="Start">The segment's first point.</param>
/// <param name="Probability">The probability that it began there, the values so far given.</param>
/// <param name="Mean">The expected mean of the segment; of several columns that of the first.</param>
public readonly record struct OnlineRun(long Start, double Probability, double Mean);

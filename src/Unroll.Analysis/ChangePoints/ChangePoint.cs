namespace Unroll.Analysis.ChangePoints;

/// <summary>A change of a series.</summary>
/// <param name="Index">The first point after the change, 0-based.</param>
/// <param name="Low">The lower end of the 95 % interval of the index, the other changes given; the index where there is none.</param>
/// <param name="High">The upper end of the interval.</param>
/// <param name="Gain">What the change saves of −2 log-likelihood, or of the cost where there is no likelihood.</param>
public sealed record ChangePoint(int Index, int Low, int High, double Gain);

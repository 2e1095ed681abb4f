namespace Unroll.Analysis.Periodicity;

/// <summary>The best box of a fold.</summary>
/// <param name="Gain">Its gain in log-likelihood.</param>
/// <param name="Depth">Its depth.</param>
/// <param name="Start">The bin that it begins in.</param>
/// <param name="Duration">Index of its duration.</param>
internal readonly record struct BoxFit(double Gain, double Depth, int Start, int Duration);

namespace Unroll.Analysis.Matching;

/// <summary>A window that is like no other of its series.</summary>
/// <param name="Start">Its first row.</param>
/// <param name="End">Its last row.</param>
/// <param name="Distance">The distance to its nearest neighbour.</param>
/// <param name="Neighbor">The first row of that neighbour.</param>
public sealed record Discord(int Start, int End, double Distance, int Neighbor);

namespace Unroll.Series.Reading;

/// <summary>An array of any number of dimensions, as an IDX file holds it.</summary>
/// <param name="Dimensions">Its size along each dimension, the slowest first: <c>[10000, 28, 28]</c> for as many digits.</param>
/// <param name="Values">Its values, row by row; doubles and whole numbers above 16,777,216 are rounded to floats.</param>
public sealed record IdxArray(IReadOnlyList<int> Dimensions, ReadOnlyMemory<double> Values);

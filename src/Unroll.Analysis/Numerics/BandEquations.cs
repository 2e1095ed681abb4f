namespace Unroll.Analysis.Numerics;

/// <summary>
/// Linear equations whose coefficients stand in a band along the diagonal, solved by elimination with row pivots (Golub and Van Loan,
/// Matrix Computations, 4.3), which loses no more digits than the equations themselves do, also where they are symmetric but indefinite.
/// </summary>
/// <param name="size">The number of equations.</param>
/// <param name="reach">Diagonals on either side of the main one.</param>
internal sealed class BandEquations(int size, int reach)
{
    private readonly int _width = (3 * reach) + 1;

    /// <summary>Row by row the columns from <c>row − reach</c> to <c>row + 2·reach</c>: pivots bring in more to the right.</summary>
    private readonly double[] _band = new double[(long)size * ((3 * reach) + 1)];

    /// <summary>A coefficient.</summary>
    /// <param name="row">The equation.</param>
    /// <param name="column">The unknown, no farther from the equation than the band reaches.</param>
    public ref double this[int row, int column] => ref _band[(row * _width) + column - row + reach];

    /// <summary>Solves the equations, once: the coefficients are used up.</summary>
    /// <param name="values">The right side; receives the unknowns.</param>
    public void Solve(double[] values)
    {
        for (int k = 0; k < size; k++)
        {
            int last = Math.Min(size - 1, k + reach), right = Math.Min(size - 1, k + (2 * reach)), pivot = k;
            for (int row = k + 1; row <= last; row++)
            {
                pivot = Math.Abs(this[row, k]) > Math.Abs(this[pivot, k]) ? row : pivot;
            }

            for (int column = k; column <= right && pivot != k; column++)
            {
                (this[k, column], this[pivot, column]) = (this[pivot, column], this[k, column]);
            }

            (values[k], values[pivot]) = (values[pivot], values[k]);
            for (int row = k + 1; row <= last; row++)
            {
                double factor = this[row, k] / this[k, k];
                for (int column = k + 1; column <= right && factor != 0; column++)
                {
                    this[row, column] -= factor * this[k, column];
                }

                values[row] -= factor * values[k];
            }
        }

        for (int k = size - 1; k >= 0; k--)
        {
            for (int column = k + 1; column <= Math.Min(size - 1, k + (2 * reach)); column++)
            {
                values[k] -= this[k, column] * values[column];
            }

            values[k] /= this[k, k];
        }
    }
}

using System.Numerics.Tensors;

namespace Unroll.Analysis.Numerics;

/// <summary>
/// A symmetric matrix as Q·B·Qᵀ, with Q orthogonal and B a band beside the diagonal (Bischof, Lang and Sun 2000): systems with any number
/// added to the diagonal are then solved in the band (Eldén 1977), without eigenvalues, and the way there is products of matrices.
/// </summary>
internal sealed class SymmetricBand
{
    /// <summary>Numbers beside the diagonal, on each side.</summary>
    public const int Width = 48;

    private readonly List<BlockReflection> _reflections = [];
    private readonly double[][] _band;

    private SymmetricBand(double[][] band) => _band = band;

    /// <summary>Reduces a matrix.</summary>
    /// <param name="matrix">The rows of the matrix, which are written over.</param>
    /// <exception cref="InputException">It holds a number that is missing or infinite.</exception>
    public static SymmetricBand Of(double[][] matrix)
    {
        double scale = 0;
        foreach (double[] row in matrix)
        {
            scale = Math.Max(scale, Math.Abs(TensorPrimitives.MaxMagnitude<double>(row)));
        }

        if (!double.IsFinite(scale))
        {
            throw new InputException("A matrix to be decomposed holds a number that is missing or infinite: look for such features.");
        }

        // So that no square overflows.
        double inverse = double.IsNormal(scale) ? 1 / scale : 0;
        foreach (double[] row in matrix)
        {
            TensorPrimitives.Multiply(row, inverse, row);
        }

        SymmetricBand band = new([.. matrix.Select(_ => new double[Width + 1])]);
        for (int first = 0; first < matrix.Length; first += Width)
        {
            band.Reduce(matrix, first);
        }

        foreach (double[] row in band._band)
        {
            TensorPrimitives.Multiply(row, scale, row);
        }

        return band;
    }

    /// <summary>The factor of the matrix with a number added to its diagonal.</summary>
    /// <param name="added">The number, above 0.</param>
    public BandFactor Factor(double added) => BandFactor.Of(_band, added);

    /// <summary>Turns rows: each row r becomes r·Q.</summary>
    /// <param name="rows">The rows.</param>
    public void Turn(double[][] rows) => _reflections.ForEach(reflection => reflection.Turn(rows));

    /// <summary>The solution of the system of the matrix with what a factor has added to its diagonal.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="right">The right-hand side.</param>
    public double[] Solve(BandFactor factor, double[] right)
    {
        double[] solution = [.. right];
        foreach (BlockReflection reflection in _reflections)
        {
            reflection.Apply(solution, isTransposed: true);
        }

        factor.Solve(solution);
        foreach (BlockReflection reflection in Enumerable.Reverse(_reflections))
        {
            reflection.Apply(solution, isTransposed: false);
        }

        return solution;
    }

    /// <summary>Clears what some columns have below the band, and keeps the rest of them.</summary>
    private void Reduce(double[][] matrix, int first)
    {
        int columns = Math.Min(Width, matrix.Length - first), below = first + columns;
        for (int row = first; row < below; row++)
        {
            matrix[row].AsSpan(first, row - first + 1).CopyTo(_band[row].AsSpan(Width - (row - first)));
        }

        if (below == matrix.Length)
        {
            return;
        }

        // The matrix being symmetric, the columns below the diagonal are the rows to its right.
        double[][] panel = [.. matrix[first..below].Select(row => row[below..])];
        BlockReflection reflection = BlockReflection.Triangular(panel, below);
        reflection.TurnBothSides(matrix);
        _reflections.Add(reflection);
        for (int column = 0; column < columns; column++)
        {
            for (int row = 0; row <= Math.Min(column, panel[column].Length - 1); row++)
            {
                _band[below + row][Width - (below + row - first - column)] = panel[column][row];
            }
        }
    }
}

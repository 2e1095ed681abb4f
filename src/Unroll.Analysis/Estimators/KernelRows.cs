using System.Numerics.Tensors;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.Estimators;

/// <summary>The values of a kernel for pairs of rows, a row of the matrix at a time; the latest are kept.</summary>
internal sealed class KernelRows
{
    private const long MostKeptNumbers = 32L << 20;
    private readonly double[][] _rows;
    private readonly double[] _squares;
    private readonly double[]?[] _kept;
    private readonly Queue<int> _order = [];
    private readonly int _mostKept;
    private readonly bool _isLinear;
    private readonly double _gamma;

    /// <summary>Creates the matrix, without computing it.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="gamma">The γ of the radial basis function.</param>
    public KernelRows(double[][] rows, SupportVectorKernel kernel, double gamma)
    {
        (_rows, _isLinear, _gamma) = (rows, kernel == SupportVectorKernel.Linear, gamma);
        _squares = [.. rows.Select(row => TensorPrimitives.SumOfSquares<double>(row))];
        _kept = new double[rows.Length][];
        _mostKept = (int)Math.Max(2, MostKeptNumbers / Math.Max(1, rows.Length));
    }

    /// <summary>The kernel of a row with itself.</summary>
    public double Diagonal(int row) => _isLinear ? _squares[row] : 1;

    /// <summary>The kernel of a row with all rows.</summary>
    public double[] this[int row]
    {
        get
        {
            if (_kept[row] is { } kept)
            {
                return kept;
            }

            if (_order.Count >= _mostKept)
            {
                _kept[_order.Dequeue()] = null;
            }

            double[] values = RowProducts.Times(_rows, _rows[row]);
            for (int i = 0; !_isLinear && i < values.Length; i++)
            {
                values[i] = Math.Exp(-_gamma * Math.Max(0, _squares[row] + _squares[i] - (2 * values[i])));
            }

            _order.Enqueue(row);
            _kept[row] = values;
            return values;
        }
    }
}

using System.Numerics;

namespace Unroll.Analysis.StateSpace;

/// <summary>A transition matrix by its non-zero elements, row by row: those of time series are sparse.</summary>
internal sealed class Transition
{
    private readonly int[] _starts;
    private readonly int[] _columns;
    private readonly double[] _values;
    private readonly double[] _product;

    public Transition(double[,] dense)
    {
        Size = dense.GetLength(0);
        List<int> columns = [];
        List<double> values = [];
        _starts = new int[Size + 1];
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                if (dense[i, j] != 0)
                {
                    columns.Add(j);
                    values.Add(dense[i, j]);
                }
            }

            _starts[i + 1] = columns.Count;
        }

        (_columns, _values, _product) = ([.. columns], [.. values], new double[Size * Size]);
    }

    public int Size { get; }

    /// <summary>T·x.</summary>
    public void Apply(ReadOnlySpan<double> vector, Span<double> result)
    {
        for (int i = 0; i < Size; i++)
        {
            double sum = 0;
            for (int k = _starts[i]; k < _starts[i + 1]; k++)
            {
                sum += _values[k] * vector[_columns[k]];
            }

            result[i] = sum;
        }
    }

    /// <summary>T'·x.</summary>
    public void ApplyTransposed(ReadOnlySpan<double> vector, Span<double> result)
    {
        result[..Size].Clear();
        for (int i = 0; i < Size; i++)
        {
            for (int k = _starts[i]; k < _starts[i + 1]; k++)
            {
                result[_columns[k]] += _values[k] * vector[i];
            }
        }
    }

    /// <summary>T·P·T' + Q in place of the symmetric P; Q may be null.</summary>
    public void Propagate(double[] covariance, double[]? added)
    {
        // P·T' is the transpose of T·P, so that both products add up rows, which are vectors.
        Array.Clear(_product);
        AddProduct(covariance, _product);
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                ref double lower = ref _product[(i * Size) + j], upper = ref _product[(j * Size) + i];
                (lower, upper) = (upper, lower);
            }
        }

        if (added is null)
        {
            Array.Clear(covariance);
        }
        else
        {
            added.CopyTo(covariance, 0);
        }

        AddProduct(_product, covariance);
    }

    /// <summary>Adds a multiple of a row to another.</summary>
    /// <remarks>Rows are short: the call of a library's kernel would take longer than they do.</remarks>
    public static void AddMultiple(double factor, ReadOnlySpan<double> source, Span<double> sum)
    {
        int i = 0;
        if (source.Length >= Vector<double>.Count)
        {
            Vector<double> factors = new(factor);
            for (; i <= source.Length - Vector<double>.Count; i += Vector<double>.Count)
            {
                (new Vector<double>(sum[i..]) + (factors * new Vector<double>(source[i..]))).CopyTo(sum[i..]);
            }
        }

        for (; i < source.Length; i++)
        {
            sum[i] += factor * source[i];
        }
    }

    /// <summary>T'·N·T in place of the symmetric N.</summary>
    public void PullBack(double[] precision)
    {
        Array.Clear(_product);
        for (int i = 0; i < Size; i++)
        {
            for (int k = _starts[i]; k < _starts[i + 1]; k++)
            {
                double value = _values[k];
                Span<double> row = _product.AsSpan(_columns[k] * Size, Size);
                ReadOnlySpan<double> source = precision.AsSpan(i * Size, Size);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += value * source[j];
                }
            }
        }

        Array.Clear(precision);
        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j < Size; j++)
            {
                double value = _product[(i * Size) + j];
                for (int k = _starts[j]; k < _starts[j + 1]; k++)
                {
                    precision[(i * Size) + _columns[k]] += value * _values[k];
                }
            }
        }
    }

    /// <summary>Adds T·A to a square matrix.</summary>
    private void AddProduct(double[] matrix, double[] sum)
    {
        for (int i = 0; i < Size; i++)
        {
            Span<double> row = sum.AsSpan(i * Size, Size);
            for (int k = _starts[i]; k < _starts[i + 1]; k++)
            {
                AddMultiple(_values[k], matrix.AsSpan(_columns[k] * Size, Size), row);
            }
        }
    }
}

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
        Array.Clear(_product);
        for (int i = 0; i < Size; i++)
        {
            Span<double> row = _product.AsSpan(i * Size, Size);
            for (int k = _starts[i]; k < _starts[i + 1]; k++)
            {
                double value = _values[k];
                ReadOnlySpan<double> source = covariance.AsSpan(_columns[k] * Size, Size);
                for (int j = 0; j < row.Length; j++)
                {
                    row[j] += value * source[j];
                }
            }
        }

        for (int i = 0; i < Size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double sum = added is null ? 0 : added[(i * Size) + j];
                for (int k = _starts[j]; k < _starts[j + 1]; k++)
                {
                    sum += _values[k] * _product[(i * Size) + _columns[k]];
                }

                covariance[(i * Size) + j] = covariance[(j * Size) + i] = sum;
            }
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
}

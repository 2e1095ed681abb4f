using System.Numerics;

namespace Unroll.Analysis.Numerics;

/// <summary>
/// Sweeps of rotations of neighbouring rows of a matrix that is the identity at first. They are collected, and then all done to a few
/// columns at a time, which stay in the cache.
/// </summary>
internal sealed class GivensRotations
{
    private const int Most = 1 << 22;

    private readonly double[][] _rows;
    private readonly List<(int Row, int First)> _sweeps = [];
    private readonly double[] _cosines;
    private readonly double[] _sines;
    private int _count;

    /// <summary>Creates the identity.</summary>
    /// <param name="size">Its rows.</param>
    public GivensRotations(int size)
    {
        _rows = new double[size][];
        for (int i = 0; i < size; i++)
        {
            _rows[i] = new double[size];
            _rows[i][i] = 1;
        }

        // Each number of times that a sweep of all rows fits.
        int room = Math.Max(size, (int)Math.Min(Most, 4L * size * size));
        (_cosines, _sines) = (new double[room], new double[room]);
    }

    /// <summary>Begins a sweep, which goes down to lower rows.</summary>
    /// <param name="row">The first row, which is rotated with the one after it.</param>
    public void Begin(int row)
    {
        if (_count + row + 1 > _cosines.Length)
        {
            Apply();
        }

        _sweeps.Add((row, _count));
    }

    /// <summary>Adds the next rotation of the sweep.</summary>
    /// <param name="cosine">Its cosine.</param>
    /// <param name="sine">Its sine.</param>
    public void Add(double cosine, double sine)
    {
        (_cosines[_count], _sines[_count]) = (cosine, sine);
        _count++;
    }

    /// <summary>The rows after all rotations.</summary>
    public double[][] Vectors()
    {
        Apply();
        return _rows;
    }

    private void Apply()
    {
        int width = 4 * Vector<double>.Count, size = _rows.Length;
        Parallel.For(0, (size + width - 1) / width, block =>
        {
            int start = block * width, count = Math.Min(width, size - start);
            double[] columns = new double[size * width];
            for (int i = 0; i < size; i++)
            {
                _rows[i].AsSpan(start, count).CopyTo(columns.AsSpan(i * width));
            }

            for (int sweep = 0; sweep < _sweeps.Count; sweep++)
            {
                (int row, int first) = _sweeps[sweep];
                int end = sweep + 1 < _sweeps.Count ? _sweeps[sweep + 1].First : _count;
                Sweep(columns, row, _cosines.AsSpan(first, end - first), _sines.AsSpan(first, end - first));
            }

            for (int i = 0; i < size; i++)
            {
                columns.AsSpan(i * width, count).CopyTo(_rows[i].AsSpan(start));
            }
        });
        _sweeps.Clear();
        _count = 0;
    }

    /// <summary>Does a sweep to four vectors of columns; the row that two rotations share stays in registers.</summary>
    private static void Sweep(double[] columns, int row, ReadOnlySpan<double> cosines, ReadOnlySpan<double> sines)
    {
        int lanes = Vector<double>.Count, width = 4 * lanes, at = (row + 1) * width;
        Vector<double> a = new(columns, at), b = new(columns, at + lanes);
        Vector<double> c = new(columns, at + (2 * lanes)), d = new(columns, at + (3 * lanes));
        for (int i = 0; i < cosines.Length; i++, at -= width)
        {
            Vector<double> cosine = new(cosines[i]), sine = new(sines[i]);
            int low = at - width;
            a = Rotate(columns, low, at, a, cosine, sine);
            b = Rotate(columns, low + lanes, at + lanes, b, cosine, sine);
            c = Rotate(columns, low + (2 * lanes), at + (2 * lanes), c, cosine, sine);
            d = Rotate(columns, low + (3 * lanes), at + (3 * lanes), d, cosine, sine);
        }

        a.CopyTo(columns, at);
        b.CopyTo(columns, at + lanes);
        c.CopyTo(columns, at + (2 * lanes));
        d.CopyTo(columns, at + (3 * lanes));
    }

    /// <summary>Writes the upper row of a rotation, and gives the lower one.</summary>
    private static Vector<double> Rotate(
        double[] columns, int low, int high, Vector<double> upper, Vector<double> cosine, Vector<double> sine)
    {
        Vector<double> lower = new(columns, low);
        Vector.FusedMultiplyAdd(sine, lower, cosine * upper).CopyTo(columns, high);
        return Vector.FusedMultiplyAdd(-sine, upper, cosine * lower);
    }
}

using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Unroll.Analysis.Numerics;

/// <summary>
/// Rows that are packed in panels of three vectors, so that sums of their multiples are added to other rows with all sums in registers.
/// </summary>
internal sealed class PackedRows
{
    private const int Tile = 4;
    private const int BlockRows = 64;

    /// <summary>Panels that stay in the cache while all rows of a block pass by.</summary>
    private const int Together = 8;

    private readonly double[][] _rows;
    private readonly Vector<double>[] _panels;
    private readonly int _panelCount;

    /// <summary>Packs rows.</summary>
    /// <param name="rows">The rows, at least one, all of the same length.</param>
    public PackedRows(double[][] rows)
    {
        _rows = rows;
        _panelCount = rows[0].Length / PanelWidth;
        _panels = new Vector<double>[_panelCount * rows.Length * 3];
        int next = 0;
        for (int panel = 0; panel < _panelCount; panel++)
        {
            foreach (double[] row in rows)
            {
                MemoryMarshal.Cast<double, Vector<double>>(row.AsSpan(panel * PanelWidth, PanelWidth)).CopyTo(_panels.AsSpan(next));
                next += 3;
            }
        }
    }

    private static int PanelWidth => 3 * Vector<double>.Count;

    /// <summary>Adds to each of other rows the sum of these rows, each times its factor.</summary>
    /// <param name="sums">The other rows.</param>
    /// <param name="factors">The factors of these rows, [other row][row].</param>
    /// <param name="column">The column of the other rows to which the first one of these rows is added.</param>
    public void AddTo(double[][] sums, double[][] factors, int column = 0) => Workers.For(
        (sums.Length + BlockRows - 1) / BlockRows, block =>
        {
            int first = block * BlockRows, end = Math.Min(first + BlockRows, sums.Length);
            int tiled = first + ((end - first) / Tile * Tile), panelled = _panelCount * PanelWidth;
            for (int panel = 0; panel < _panelCount; panel += Together)
            {
                for (int i = first; i < tiled; i += Tile)
                {
                    for (int own = panel; own < Math.Min(panel + Together, _panelCount); own++)
                    {
                        AddTile(sums, factors, i, column + (own * PanelWidth), _panels.AsSpan(own * _rows.Length * 3, _rows.Length * 3));
                    }
                }
            }

            for (int i = first; i < end; i++)
            {
                int from = i < tiled ? panelled : 0;
                Span<double> sum = sums[i].AsSpan(column + from, _rows[0].Length - from);
                for (int k = 0; k < _rows.Length && sum.Length > 0; k++)
                {
                    TensorPrimitives.MultiplyAdd(_rows[k].AsSpan(from), factors[i][k], sum, sum);
                }
            }
        });

    private static void AddTile(double[][] sums, double[][] factors, int i, int column, ReadOnlySpan<Vector<double>> packed)
    {
        Span<Vector<double>> a = Panel(sums[i], column), b = Panel(sums[i + 1], column);
        Span<Vector<double>> c = Panel(sums[i + 2], column), d = Panel(sums[i + 3], column);
        Vector<double> a0 = a[0], a1 = a[1], a2 = a[2], b0 = b[0], b1 = b[1], b2 = b[2];
        Vector<double> c0 = c[0], c1 = c[1], c2 = c[2], d0 = d[0], d1 = d[1], d2 = d[2];

        // There are as many factors of each row as packed rows, so that one comparison a step is enough.
        int count = packed.Length / 3;
        ref double ofA = ref MemoryMarshal.GetReference(factors[i].AsSpan(0, count));
        ref double ofB = ref MemoryMarshal.GetReference(factors[i + 1].AsSpan(0, count));
        ref double ofC = ref MemoryMarshal.GetReference(factors[i + 2].AsSpan(0, count));
        ref double ofD = ref MemoryMarshal.GetReference(factors[i + 3].AsSpan(0, count));
        ref Vector<double> row = ref MemoryMarshal.GetReference(packed);
        for (int k = 0; k < count; k++)
        {
            Vector<double> first = row, second = Unsafe.Add(ref row, 1), third = Unsafe.Add(ref row, 2);
            row = ref Unsafe.Add(ref row, 3);
            Vector<double> factor = new(Unsafe.Add(ref ofA, k));
            a0 = Vector.FusedMultiplyAdd(factor, first, a0);
            a1 = Vector.FusedMultiplyAdd(factor, second, a1);
            a2 = Vector.FusedMultiplyAdd(factor, third, a2);
            factor = new(Unsafe.Add(ref ofB, k));
            b0 = Vector.FusedMultiplyAdd(factor, first, b0);
            b1 = Vector.FusedMultiplyAdd(factor, second, b1);
            b2 = Vector.FusedMultiplyAdd(factor, third, b2);
            factor = new(Unsafe.Add(ref ofC, k));
            c0 = Vector.FusedMultiplyAdd(factor, first, c0);
            c1 = Vector.FusedMultiplyAdd(factor, second, c1);
            c2 = Vector.FusedMultiplyAdd(factor, third, c2);
            factor = new(Unsafe.Add(ref ofD, k));
            d0 = Vector.FusedMultiplyAdd(factor, first, d0);
            d1 = Vector.FusedMultiplyAdd(factor, second, d1);
            d2 = Vector.FusedMultiplyAdd(factor, third, d2);
        }

        (a[0], a[1], a[2], b[0], b[1], b[2]) = (a0, a1, a2, b0, b1, b2);
        (c[0], c[1], c[2], d[0], d[1], d[2]) = (c0, c1, c2, d0, d1, d2);

        static Span<Vector<double>> Panel(double[] row, int from) =>
            MemoryMarshal.Cast<double, Vector<double>>(row.AsSpan(from, PanelWidth));
    }
}

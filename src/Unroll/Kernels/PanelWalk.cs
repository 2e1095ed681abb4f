using System.Runtime.CompilerServices;

namespace Unroll.Kernels;

/// <summary>
/// The walk over the panels of a packed matrix, as products and packings make it: <c>foreach (ColumnPanel panel in new
/// PanelWalk(columns))</c>. It is its own enumerator, of a few integers that the JIT keeps in registers: the loop runs as fast as one
/// written out, and allocates nothing.
/// </summary>
internal struct PanelWalk
{
    private readonly int _columns;
    private readonly int _vectors;
    private readonly int _to;
    private int _vector;
    private int _width;

    /// <summary>Walks over all panels.</summary>
    /// <param name="columns">Columns of the matrix.</param>
    public PanelWalk(int columns)
        : this(columns, 0, Vectors(columns))
    {
    }

    /// <summary>Walks over a thread's share of the panels.</summary>
    /// <param name="columns">Columns of the matrix.</param>
    /// <param name="from">The first vector, where a panel starts.</param>
    /// <param name="to">The vector after the last: where another panel starts, or the end.</param>
    public PanelWalk(int columns, int from, int to)
    {
        _columns = columns;
        _vectors = Vectors(columns);
        _to = to;
        _vector = from;
    }

    /// <summary>The panel.</summary>
    public readonly ColumnPanel Current => new(_columns, _vector, _width);

    /// <summary>Columns in vectors, the last one perhaps in part.</summary>
    public static int Vectors(int columns) => (columns + Simd.Lanes - 1) / Simd.Lanes;

    public readonly PanelWalk GetEnumerator() => this;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool MoveNext()
    {
        _vector += _width;
        _width = PackedMatrix.PanelVectors(_vectors - _vector);
        return _vector < _to;
    }
}

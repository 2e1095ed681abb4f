using System.Numerics;

namespace Unroll.Series.Frames;

/// <summary>
/// Collects the rows of a table column by column, block by block: in memory up to a budget, beyond it in a file. A block whose values
/// floats hold exactly is kept as floats.
/// </summary>
internal sealed class ColumnsBuilder
{
    /// <summary>Bytes that all blocks being filled take together.</summary>
    private const int FillingBytes = 16 << 20;

    private const int LongestBlock = 1 << 14;

    private const int ShortestBlock = 1 << 8;

    private readonly int _blockLength;
    private readonly long _budget;
    private readonly double[][] _filling;
    private readonly List<ColumnValues>[] _blocks;
    private readonly List<StoredPiece>[] _pieces;
    private long _bytes;
    private int _inBlock;

    /// <summary>Starts a table.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="budget">Bytes of memory that full blocks may take.</param>
    public ColumnsBuilder(int columns, long budget)
    {
        _budget = budget;
        _blockLength =
            Math.Clamp(
                (int)BitOperations.RoundUpToPowerOf2((uint)(FillingBytes / sizeof(double) / Math.Max(1, columns))), ShortestBlock,
                LongestBlock);
        _filling = [.. Enumerable.Range(0, columns).Select(_ => Array.Empty<double>())];
        _blocks = [.. Enumerable.Range(0, columns).Select(_ => new List<ColumnValues>())];
        _pieces = [.. Enumerable.Range(0, columns).Select(_ => new List<StoredPiece>())];
    }

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>The file of what is beyond the budget; null where all is in memory.</summary>
    public ColumnStore? Store { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="row">A value a column.</param>
    public void Add(ReadOnlySpan<double> row)
    {
        if (_inBlock == (_filling.Length > 0 ? _filling[0].Length : 0))
        {
            MakeRoom();
        }

        for (int column = 0; column < row.Length; column++)
        {
            _filling[column][_inBlock] = row[column];
        }

        _inBlock += row.Length > 0 ? 1 : 0;
        Count++;
    }

    /// <summary>The columns; nothing may be added afterwards.</summary>
    public ColumnValues[] ToColumns()
    {
        ColumnValues[] columns = new ColumnValues[_filling.Length];
        for (int column = 0; column < columns.Length; column++)
        {
            if (_inBlock > 0)
            {
                PutAway(column, _filling[column].AsSpan(0, _inBlock), Count - _inBlock);
            }

            _filling[column] = [];
            columns[column] = Store is null ? Joined(_blocks[column]) : new StoredColumn(Store, [.. _pieces[column]], Count);
            _blocks[column].Clear();
        }

        return columns;
    }

    /// <summary>The first block grows as it is filled, so that small tables of many columns stay small; a full one is put away.</summary>
    private void MakeRoom()
    {
        if (_filling.Length == 0)
        {
            return;
        }

        if (_inBlock < _blockLength)
        {
            for (int column = 0; column < _filling.Length; column++)
            {
                Array.Resize(ref _filling[column], Math.Clamp(_inBlock * 2, 16, _blockLength));
            }

            return;
        }

        for (int column = 0; column < _filling.Length; column++)
        {
            PutAway(column, _filling[column], Count - _inBlock);
        }

        if (Store is null && _bytes > _budget)
        {
            Spill();
        }

        _inBlock = 0;
    }

    private void PutAway(int column, ReadOnlySpan<double> block, int firstRow)
    {
        if (Store is not null)
        {
            _pieces[column].Add(Store.Keep(firstRow, block));
        }
        else if (FloatPrecision.Holds(block))
        {
            float[] floats = new float[block.Length];
            FloatPrecision.Round(block, floats);
            _blocks[column].Add(new FloatColumn(floats));
            _bytes += (long)block.Length * sizeof(float);
        }
        else
        {
            _blocks[column].Add(new MemoryColumn(block.ToArray()));
            _bytes += (long)block.Length * sizeof(double);
        }
    }

    /// <summary>The joined blocks of a column: floats where all of them are.</summary>
    private ColumnValues Joined(List<ColumnValues> blocks)
    {
        int at = 0;
        if (blocks.TrueForAll(block => block is FloatColumn))
        {
            float[] floats = new float[Count];
            foreach (ColumnValues block in blocks)
            {
                block.CopyTo(0, floats.AsSpan(at, block.Length));
                at += block.Length;
            }

            return new FloatColumn(floats);
        }

        double[] values = new double[Count];
        foreach (ColumnValues block in blocks)
        {
            block.CopyTo(0, values.AsSpan(at, block.Length));
            at += block.Length;
        }

        return new MemoryColumn(values);
    }

    private void Spill()
    {
        Store = new ColumnStore();
        for (int column = 0; column < _filling.Length; column++)
        {
            int row = 0;
            foreach (ColumnValues block in _blocks[column])
            {
                _pieces[column].Add(Store.Keep(row, block.AsSpan()));
                row += block.Length;
            }

            _blocks[column].Clear();
        }
    }
}

using System.Numerics;

namespace Unroll.Series.Frames;

/// <summary>Collects the rows of a table column by column: in memory up to a budget, beyond it in a file.</summary>
internal sealed class ColumnsBuilder
{
    /// <summary>Bytes that all blocks being filled take together.</summary>
    private const int FillingBytes = 16 << 20;

    private const int LongestBlock = 1 << 14;

    private const int ShortestBlock = 1 << 8;

    private readonly int _blockLength;
    private readonly long _budget;
    private readonly float[][] _filling;
    private readonly List<float[]>[] _blocks;
    private readonly List<long>[] _offsets;
    private int _inBlock;

    /// <summary>Starts a table.</summary>
    /// <param name="columns">Number of columns.</param>
    /// <param name="budget">Bytes of memory that full blocks may take.</param>
    public ColumnsBuilder(int columns, long budget)
    {
        _budget = budget;
        _blockLength = Math.Clamp((int)BitOperations.RoundUpToPowerOf2((uint)(FillingBytes / sizeof(float) / Math.Max(1, columns))), ShortestBlock, LongestBlock);
        _filling = [.. Enumerable.Range(0, columns).Select(_ => Array.Empty<float>())];
        _blocks = [.. Enumerable.Range(0, columns).Select(_ => new List<float[]>())];
        _offsets = [.. Enumerable.Range(0, columns).Select(_ => new List<long>())];
    }

    /// <summary>Rows so far.</summary>
    public int Count { get; private set; }

    /// <summary>The file of what is beyond the budget; null where all is in memory.</summary>
    public ColumnStore? Store { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <param name="row">A value a column.</param>
    public void Add(ReadOnlySpan<float> row)
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
        int[]? starts = null;
        for (int column = 0; column < columns.Length; column++)
        {
            if (Store is null)
            {
                float[] values = new float[Count];
                int at = 0;
                foreach (float[] block in _blocks[column])
                {
                    block.CopyTo(values, at);
                    at += block.Length;
                }

                _filling[column].AsSpan(0, _inBlock).CopyTo(values.AsSpan(at));
                columns[column] = new MemoryColumn(values);
            }
            else
            {
                if (_inBlock > 0)
                {
                    _offsets[column].Add(Store.Append(_filling[column].AsSpan(0, _inBlock)));
                }

                // All columns are cut at the same rows.
                starts ??= [.. Enumerable.Range(0, _offsets[column].Count).Select(block => block * _blockLength)];
                columns[column] = new StoredColumn(Store, starts, [.. _offsets[column]], Count);
            }

            _blocks[column].Clear();
            _filling[column] = [];
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

        if (Store is null && ((long)Count + _blockLength) * sizeof(float) * _filling.Length > _budget)
        {
            Spill();
        }

        for (int column = 0; column < _filling.Length; column++)
        {
            if (Store is null)
            {
                _blocks[column].Add(_filling[column]);
                _filling[column] = new float[_blockLength];
            }
            else
            {
                _offsets[column].Add(Store.Append(_filling[column]));
            }
        }

        _inBlock = 0;
    }

    private void Spill()
    {
        Store = new ColumnStore();
        for (int column = 0; column < _filling.Length; column++)
        {
            foreach (float[] block in _blocks[column])
            {
                _offsets[column].Add(Store.Append(block));
            }

            _blocks[column].Clear();
        }
    }
}

using System.Globalization;

namespace Unroll.Series.Frames;

/// <summary>A column in a file, in one piece or several; nothing of it is kept in memory.</summary>
internal sealed class StoredColumn : ColumnValues
{
    private const int FillLength = 4096;

    private readonly ColumnStore _store;
    private readonly int[] _starts;
    private readonly long[] _offsets;
    private readonly int _first;

    /// <summary>Creates a column.</summary>
    /// <param name="store">The file.</param>
    /// <param name="starts">The row that each piece begins with, from 0.</param>
    /// <param name="offsets">Where each piece is in the file.</param>
    /// <param name="length">Rows.</param>
    public StoredColumn(ColumnStore store, int[] starts, long[] offsets, int length)
        : this(store, starts, offsets, 0, length)
    {
    }

    private StoredColumn(ColumnStore store, int[] starts, long[] offsets, int first, int length)
    {
        _store = store;
        _starts = starts;
        _offsets = offsets;
        _first = first;
        Length = length;
    }

    /// <inheritdoc/>
    public override int Length { get; }

    /// <inheritdoc/>
    public override ColumnStore Store => _store;

    /// <summary>Which numbers of the file they are: the same for columns that hold the same.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{string.Join('+', _offsets)}:{_first}:{Length}");

    /// <inheritdoc/>
    public override ColumnValues Slice(int start, int count)
    {
        Check(start, count);
        return new StoredColumn(_store, _starts, _offsets, _first + start, count);
    }

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<float> destination)
    {
        Check(start, destination.Length);
        int row = _first + start;
        int piece = PieceOf(row);
        while (destination.Length > 0)
        {
            int end = piece + 1 < _starts.Length ? _starts[piece + 1] : int.MaxValue;
            int count = Math.Min(destination.Length, end - row);
            _store.Read(_offsets[piece] + ((long)(row - _starts[piece]) * sizeof(float)), destination[..count]);
            destination = destination[count..];
            row += count;
            piece++;
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<float> AsSpan()
    {
        float[] values = new float[Length];
        CopyTo(0, values);
        return values;
    }

    /// <inheritdoc/>
    public override ColumnValues Extend(int steps)
    {
        List<int> starts = [];
        List<long> offsets = [];
        int end = _first + Length;
        for (int piece = PieceOf(_first); piece < _starts.Length && _starts[piece] < end; piece++)
        {
            int skipped = Math.Max(0, _first - _starts[piece]);
            starts.Add(_starts[piece] + skipped - _first);
            offsets.Add(_offsets[piece] + ((long)skipped * sizeof(float)));
        }

        float[] missing = new float[Math.Min(FillLength, steps)];
        missing.AsSpan().Fill(float.NaN);
        for (int done = 0; done < steps; done += missing.Length)
        {
            starts.Add(Length + done);
            offsets.Add(_store.Append(missing.AsSpan(0, Math.Min(missing.Length, steps - done))));
        }

        return new StoredColumn(_store, [.. starts], [.. offsets], Length + steps);
    }

    private int PieceOf(int row)
    {
        if (_starts.Length == 1)
        {
            return 0;
        }

        int piece = Array.BinarySearch(_starts, row);
        return piece < 0 ? ~piece - 1 : piece;
    }

    private void Check(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length - start);
    }
}

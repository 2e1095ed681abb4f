using System.Globalization;

namespace Unroll.Series.Frames;

/// <summary>A column in a file, in one piece or several, each of floats or of doubles; nothing of it is kept in memory.</summary>
internal sealed class StoredColumn : ColumnValues
{
    private const int BlockLength = 1024;
    private const int FillLength = 4096;

    private readonly ColumnStore _store;
    private readonly StoredPiece[] _pieces;
    private readonly int _first;

    /// <summary>Creates a column.</summary>
    /// <param name="store">The file.</param>
    /// <param name="pieces">The pieces in order, the first from row 0 on.</param>
    /// <param name="length">Rows.</param>
    public StoredColumn(ColumnStore store, StoredPiece[] pieces, int length)
        : this(store, pieces, 0, length)
    {
    }

    private StoredColumn(ColumnStore store, StoredPiece[] pieces, int first, int length)
    {
        _store = store;
        _pieces = pieces;
        _first = first;
        Length = length;
    }

    /// <inheritdoc/>
    public override int Length { get; }

    /// <inheritdoc/>
    public override ColumnStore Store => _store;

    /// <summary>The column's place in the file: equal for columns that share their numbers.</summary>
    public string Place =>
        string.Create(CultureInfo.InvariantCulture, $"{string.Join('+', _pieces.Select(piece => piece.Offset))}:{_first}:{Length}");

    /// <inheritdoc/>
    public override ColumnValues Slice(int start, int count)
    {
        Check(start, count);
        return new StoredColumn(_store, _pieces, _first + start, count);
    }

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<double> destination)
    {
        Check(start, destination.Length);
        Span<float> block = stackalloc float[Math.Min(BlockLength, destination.Length)];
        for (int done = 0, piece = PieceOf(_first + start); done < destination.Length; piece++)
        {
            int row = _first + start + done;
            Span<double> wanted = destination.Slice(done, Math.Min(destination.Length - done, EndOf(piece) - row));
            done += wanted.Length;
            if (!_pieces[piece].AreFloats)
            {
                _store.Read(_pieces[piece].At(row), wanted);
                continue;
            }

            for (; wanted.Length > 0; row += block.Length)
            {
                Span<float> some = block[..Math.Min(block.Length, wanted.Length)];
                _store.Read(_pieces[piece].At(row), some);
                FloatPrecision.Widen(some, wanted);
                wanted = wanted[some.Length..];
            }
        }
    }

    /// <inheritdoc/>
    public override void CopyTo(int start, Span<float> destination)
    {
        Check(start, destination.Length);
        Span<double> block = stackalloc double[Math.Min(BlockLength, destination.Length)];
        for (int done = 0, piece = PieceOf(_first + start); done < destination.Length; piece++)
        {
            int row = _first + start + done;
            Span<float> wanted = destination.Slice(done, Math.Min(destination.Length - done, EndOf(piece) - row));
            done += wanted.Length;
            if (_pieces[piece].AreFloats)
            {
                _store.Read(_pieces[piece].At(row), wanted);
                continue;
            }

            for (; wanted.Length > 0; row += block.Length)
            {
                Span<double> some = block[..Math.Min(block.Length, wanted.Length)];
                _store.Read(_pieces[piece].At(row), some);
                FloatPrecision.Round(some, wanted);
                wanted = wanted[some.Length..];
            }
        }
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<double> AsSpan() => ToArray();

    /// <inheritdoc/>
    public override ColumnValues Extend(int steps)
    {
        List<StoredPiece> pieces = [];
        int end = _first + Length;
        for (int piece = PieceOf(_first); piece < _pieces.Length && _pieces[piece].Start < end; piece++)
        {
            int row = Math.Max(_first, _pieces[piece].Start);
            pieces.Add(_pieces[piece] with { Start = row - _first, Offset = _pieces[piece].At(row) });
        }

        double[] missing = new double[Math.Min(FillLength, steps)];
        missing.AsSpan().Fill(double.NaN);
        for (int done = 0; done < steps; done += missing.Length)
        {
            pieces.Add(_store.Keep(Length + done, missing.AsSpan(0, Math.Min(missing.Length, steps - done))));
        }

        return new StoredColumn(_store, [.. pieces], Length + steps);
    }

    private int EndOf(int piece) => piece + 1 < _pieces.Length ? _pieces[piece + 1].Start : int.MaxValue;

    private int PieceOf(int row)
    {
        int low = 0;
        int high = _pieces.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >>> 1;
            (low, high) = _pieces[middle].Start <= row ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}

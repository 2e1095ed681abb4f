namespace Unroll.Series.Reading;

/// <summary>
/// A long sequence of codes, two bytes each while that is enough and four bytes after: in pieces of a million, so that nothing is copied
/// while more comes.
/// </summary>
internal sealed class TokenCodes
{
    private const int PieceBits = 20;
    private const int PieceLength = 1 << PieceBits;
    private const int PieceMask = PieceLength - 1;

    private readonly List<ushort[]> _narrow = [];
    private readonly List<int[]> _wide = [];
    private bool _isWide;

    /// <summary>Number of codes.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes a code.</summary>
    public int Width => _isWide ? sizeof(int) : sizeof(ushort);

    /// <summary>One code.</summary>
    public int this[int index] => _isWide ? _wide[index >> PieceBits][index & PieceMask] : _narrow[index >> PieceBits][index & PieceMask];

    /// <summary>Appends a code.</summary>
    public void Add(int code)
    {
        if (code > ushort.MaxValue && !_isWide)
        {
            Widen();
        }

        int inPiece = Count & PieceMask;
        if (_isWide)
        {
            if (inPiece == 0)
            {
                _wide.Add(new int[PieceLength]);
            }

            _wide[^1][inPiece] = code;
        }
        else
        {
            // The first piece grows: most texts of tests and lessons are short.
            if (inPiece == 0)
            {
                _narrow.Add(new ushort[_narrow.Count == 0 ? 256 : PieceLength]);
            }
            else if (inPiece == _narrow[^1].Length)
            {
                ushort[] piece = _narrow[^1];
                Array.Resize(ref piece, piece.Length * 2);
                _narrow[^1] = piece;
            }

            _narrow[^1][inPiece] = (ushort)code;
        }

        Count++;
    }

    private void Widen()
    {
        _isWide = true;
        for (int i = 0; i < _narrow.Count; i++)
        {
            int[] piece = new int[PieceLength];
            for (int j = 0; j < _narrow[i].Length; j++)
            {
                piece[j] = _narrow[i][j];
            }

            _wide.Add(piece);
            _narrow[i] = [];
        }

        // A piece that is exactly full is followed by a new one at the next code, as in a wide row.
        _narrow.Clear();
    }
}

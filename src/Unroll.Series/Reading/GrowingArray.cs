namespace Unroll.Series.Reading;

/// <summary>
/// Values that come one by one, in pieces of at most 65,536: nothing that is there is copied when more comes, so that a long column never
/// takes twice its room while it grows.
/// </summary>
/// <typeparam name="T">Type of the values.</typeparam>
internal sealed class GrowingArray<T>
{
    private const int FirstPiece = 16;
    private const int LargestPiece = 1 << 16;

    private List<T[]>? _full;
    private T[] _piece = [];
    private int _used;

    /// <summary>Begins with no value.</summary>
    public GrowingArray()
    {
    }

    /// <summary>Begins with values, which are not copied.</summary>
    public GrowingArray(T[] values) => (_piece, _used, Count) = (values, values.Length, values.Length);

    /// <summary>Number of values.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a value.</summary>
    public void Add(T value)
    {
        if (_used == _piece.Length)
        {
            if (_used > 0)
            {
                (_full ??= []).Add(_piece);
            }

            _piece = new T[Math.Clamp(Count, FirstPiece, LargestPiece)];
            _used = 0;
        }

        _piece[_used++] = value;
        Count++;
    }

    /// <summary>Appends a value until there is a number of them.</summary>
    public void PadTo(int count, T value)
    {
        while (Count < count)
        {
            Add(value);
        }
    }

    /// <summary>All values in one array, which is not to be changed.</summary>
    public T[] ToArray()
    {
        if (_full is null && _used == _piece.Length)
        {
            return _piece;
        }

        T[] all = new T[Count];
        int at = 0;
        foreach (T[] piece in _full ?? [])
        {
            piece.CopyTo(all, at);
            at += piece.Length;
        }

        _piece.AsSpan(0, _used).CopyTo(all.AsSpan(at));
        return all;
    }
}

namespace Unroll.Series.Preparing;

/// <summary>
/// Moments of a window that slides over values: a queue of two stacks, at a constant cost a value, however wide the window. Nothing is
/// subtracted, so that a huge value leaves no trace once it has left the window.
/// </summary>
/// <param name="values">The values.</param>
internal ref struct SlidingMoments(ReadOnlySpan<double> values)
{
    private readonly ReadOnlySpan<double> _values = values;

    // Moments of values[i .. _turn) for the rows of the window before the turn; those from the turn on are summed up in _newer.
    private Moments[] _older = [];
    private int _offset;
    private int _turn;
    private int _end;
    private Moments _newer;

    /// <summary>Moments of the values from a start to an end; neither may ever be less than before.</summary>
    public Moments Slide(int start, int end)
    {
        for (; _end < end; _end++)
        {
            _newer = _newer.Plus(Moments.Of(_values[_end]));
        }

        if (start >= _turn)
        {
            if (_older.Length < end - start)
            {
                _older = new Moments[Math.Max(end - start, 2 * _older.Length)];
            }

            Moments sum = default;
            for (int i = end - 1; i >= start; i--)
            {
                sum = Moments.Of(_values[i]).Plus(sum);
                _older[i - start] = sum;
            }

            _offset = start;
            _turn = end;
            _newer = default;
        }

        return start < _turn ? _older[start - _offset].Plus(_newer) : _newer;
    }
}

namespace Unroll.Series.Reading;

/// <summary>
/// A text whose cells have runs of blanks between them, with a tab in place of each run; blanks at the begin and the end of a line are left
/// out, those within quotes stay. It owns the stream.
/// </summary>
/// <param name="stream">The text, a byte for each ASCII character.</param>
internal sealed class BlankRunStream(Stream stream) : ForwardStream(stream)
{
    private readonly byte[] _raw = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isQuoted;
    private bool _hasRun;
    private bool _isAtLineStart = true;

    public override int Read(Span<byte> buffer)
    {
        // A byte may become two: the tab before it.
        int written = 0;
        while (written == 0 && Fill())
        {
            for (; _start < _end && written + 1 < buffer.Length; _start++)
            {
                byte next = _raw[_start];
                if (!_isQuoted && next is (byte)' ' or (byte)'\t')
                {
                    _hasRun = !_isAtLineStart;
                    continue;
                }

                bool isEnd = next is (byte)'\n' or (byte)'\r' && !_isQuoted;
                if (_hasRun && !isEnd)
                {
                    buffer[written++] = (byte)'\t';
                }

                _hasRun = false;
                _isAtLineStart = isEnd;
                _isQuoted ^= next == '"';
                buffer[written++] = next;
            }
        }

        return written;
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, Inner.Read(_raw));
        }

        return _end > 0;
    }
}

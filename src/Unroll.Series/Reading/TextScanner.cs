using System.Buffers;
using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>
/// Walks through a text file piece by piece: up to a comma, a colon, the end of a line. Only a piece has to fit into memory, never a line,
/// so that a line may be as long as the file.
/// </summary>
internal sealed class TextScanner : IDisposable
{
    /// <summary>The result of <see cref="Peek"/> and <see cref="ReadUntil"/> at the end of the file.</summary>
    public const int EndOfFile = -1;

    private const int BufferLength = 1 << 16;
    private static readonly SearchValues<char> _lineEnds = SearchValues.Create("\r\n");

    private readonly StreamReader _reader;
    private readonly char[] _buffer;
    private int _start;
    private int _end;

    /// <summary>Opens a file, unpacking gzip; UTF-8, or what its byte order mark says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public TextScanner(string path, CancellationToken cancellationToken = default)
    {
        Path = path;
        _reader = new StreamReader(PackedFile.Open(path, cancellationToken), bufferSize: 1 << 14);
        _buffer = ArrayPool<char>.Shared.Rent(BufferLength);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The line, from 1, that the piece read last began on.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The line of the next character.</summary>
    public int NextLine { get; private set; } = 1;

    /// <summary>The next character, which stays unread; <c>'\n'</c> for any line end.</summary>
    public int Peek()
    {
        if (_start == _end && !Refill())
        {
            return EndOfFile;
        }

        return _buffer[_start] == '\r' ? '\n' : _buffer[_start];
    }

    /// <summary>Passes blanks and tabs, and tells what comes after them.</summary>
    public int SkipBlanks()
    {
        int next;
        while ((next = Peek()) is ' ' or '\t' or '\u00a0')
        {
            _start++;
        }

        return next;
    }

    /// <summary>Passes one character, not a line end.</summary>
    public void Skip() => _start++;

    /// <summary>Reads up to one of some characters or the end of the line, and passes that.</summary>
    /// <param name="stops">The characters; line ends must be among them.</param>
    /// <param name="stop">The one that was met: <c>'\n'</c> for a line end, <see cref="EndOfFile"/>.</param>
    /// <returns>What is before it without blanks around; valid until the next call.</returns>
    /// <exception cref="InputException">The piece is too long for anything sensible.</exception>
    public ReadOnlySpan<char> ReadUntil(SearchValues<char> stops, out int stop)
    {
        Line = NextLine;
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOfAny(stops);
            if (found >= 0)
            {
                ReadOnlySpan<char> piece = _buffer.AsSpan(_start, searched + found);
                _start += piece.Length;
                stop = Pass(ref piece);
                return piece.Trim();
            }

            searched = _end - _start;
            if (searched == BufferLength)
            {
                throw new InputException(
                    $"{At()}: more than {BufferLength} characters without a comma or line end: expected numbers with commas between them.");
            }

            if (!Refill())
            {
                ReadOnlySpan<char> rest = _buffer.AsSpan(_start, searched);
                _start = _end;
                stop = EndOfFile;
                return rest.Trim();
            }
        }
    }

    /// <summary>Reads to the end of the line.</summary>
    public ReadOnlySpan<char> ReadLine() => ReadUntil(_lineEnds, out _);

    /// <summary>Passes the rest of the line, however long.</summary>
    public void SkipLine()
    {
        while (true)
        {
            int found = _buffer.AsSpan(_start, _end - _start).IndexOfAny(_lineEnds);
            if (found >= 0)
            {
                _start += found;
                ReadOnlySpan<char> none = [];
                Pass(ref none);
                return;
            }

            _start = _end;
            if (!Refill())
            {
                return;
            }
        }
    }

    /// <summary>The place of the last piece, for messages: <c>path, line 12</c>.</summary>
    public string At() => string.Create(CultureInfo.InvariantCulture, $"{Path}, line {Line}");

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        ArrayPool<char>.Shared.Return(_buffer);
    }

    /// <summary>Passes the character that a piece ended with; a line end may be two.</summary>
    private int Pass(ref ReadOnlySpan<char> piece)
    {
        char stop = _buffer[_start++];
        if (stop is not ('\r' or '\n'))
        {
            return stop;
        }

        NextLine++;
        if (stop == '\r')
        {
            if (_start == _end)
            {
                // The other half is to be read, which moves the buffer: the piece has to be kept from that.
                piece = piece.ToString();
                Refill();
            }

            if (_start < _end && _buffer[_start] == '\n')
            {
                _start++;
            }
        }

        return '\n';
    }

    private bool Refill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int count = _reader.Read(_buffer.AsSpan(_end, BufferLength - _end));
        _end += count;
        return count > 0;
    }
}

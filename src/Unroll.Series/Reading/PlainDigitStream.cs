using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// A table in UTF-8 whose numbers and dates in other digits, such as the Arabic ones, have those of ASCII instead; texts stay as they are.
/// It owns the stream.
/// </summary>
/// <param name="stream">The text.</param>
/// <param name="delimiter">The character between cells.</param>
internal sealed class PlainDigitStream(Stream stream, char delimiter) : ForwardStream(stream)
{
    /// <summary>Bytes of a number or date; longer cells are texts.</summary>
    private const int LongestCell = 256;

    private readonly byte[] _raw = new byte[1 << 16];
    private readonly byte[] _cell = new byte[LongestCell];
    private readonly byte[] _ready = new byte[(1 << 16) + LongestCell];
    private int _length;
    private bool _isText;
    private int _start;
    private int _end;

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !Fill())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _end - _start);
        _ready.AsSpan(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    /// <summary>Reads on until there is something; false at the end.</summary>
    private bool Fill()
    {
        (_start, _end) = (0, 0);
        while (_end == 0 && Inner.Read(_raw) is > 0 and var read)
        {
            foreach (byte next in _raw.AsSpan(0, read))
            {
                if (next == delimiter || next is (byte)'\n' or (byte)'\r' or (byte)'"' or (byte)'\t')
                {
                    EndCell();
                    _ready[_end++] = next;
                }
                else if (_isText)
                {
                    _ready[_end++] = next;
                }
                else
                {
                    _cell[_length++] = next;
                    if (_length == LongestCell)
                    {
                        Append(_cell);
                        _isText = true;
                    }
                }
            }
        }

        if (_end == 0)
        {
            EndCell();
        }

        return _end > 0;
    }

    private void EndCell()
    {
        ReadOnlySpan<byte> cell = _cell.AsSpan(0, _length);
        string text = Ascii.IsValid(cell) ? "" : Encoding.UTF8.GetString(cell);
        string plain = PlainDigits.Of(text);
        Append(ReferenceEquals(plain, text) ? cell : Encoding.UTF8.GetBytes(plain));
        _isText = false;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_ready.AsSpan(_end));
        _end += bytes.Length;
        _length = 0;
    }
}

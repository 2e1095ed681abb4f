using System.Text.Json;
using System.Text.Unicode;

namespace Unroll.Series.Reading;

/// <summary>Walks through the lines of a file of JSON: one line is in memory at a time.</summary>
internal sealed class JsonLines
{
    private const int FirstBuffer = 1 << 16;
    private const int LongestLine = 1 << 30;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private int _lineLength;
    private bool _isAtEnd;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">The bytes, UTF-8.</param>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="InputException">The file is empty, or not UTF-8.</exception>
    public JsonLines(Stream stream, string path)
    {
        _stream = stream;
        Path = path;
        Fill();
        ReadOnlySpan<byte> first = _buffer.AsSpan(0, _end);
        if (first.IsEmpty)
        {
            throw new InputException(
                $"{path} is empty: expected one JSON object a line, such as {{\"time\": \"2017-01-01\", \"load\": 1380.52}}.");
        }

        if (first.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || first.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw new InputException($"{path} is text in UTF-16, but JSON lines are UTF-8: save the file as UTF-8.");
        }

        _start = first.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Bytes so far.</summary>
    public long ByteCount { get; private set; }

    /// <summary>Number of the line, from 1.</summary>
    public int Line { get; private set; }

    private ReadOnlySpan<byte> Current => _buffer.AsSpan(_start, _lineLength);

    /// <summary>The place of the line, for messages: <c>path, line 12</c>.</summary>
    public string Place => $"{Path}, line {Line}";

    /// <summary>Goes to the next line that is not blank.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InputException">The line is not UTF-8, or too long.</exception>
    public bool Next()
    {
        do
        {
            _start = Line == 0 ? _start : Math.Min(_start + _lineLength + 1, _end);
            if (!FindLine())
            {
                return false;
            }

            Line++;
        }
        while (Current.Trim(" \t\r"u8).IsEmpty);

        return Utf8.IsValid(Current)
            ? true
            : throw new InputException($"{Place} is not UTF-8, which JSON lines are: save the file as UTF-8.");
    }

    /// <summary>Reads the line.</summary>
    /// <param name="read">Reads its object, which is there only while it is read.</param>
    /// <exception cref="InputException">The line is no JSON object.</exception>
    public T Read<T>(Func<JsonElement, T> read)
    {
        QuoteNaN();
        try
        {
            using JsonDocument document = JsonDocument.Parse(_buffer.AsMemory(_start, _lineLength));
            JsonElement line = document.RootElement;
            return line.ValueKind == JsonValueKind.Object
                ? read(line)
                : throw new InputException(
                    $"{Place}: got {TextOf(line)}, expected a JSON object such as {{\"time\": \"2017-01-01\", \"load\": 1380.52}}.");
        }
        catch (JsonException exception)
        {
            string problem = exception.Message.Split(" LineNumber:")[0].Split(" Path:")[0];
            long character = (exception.BytePositionInLine ?? 0) + 1;
            throw new InputException($"{Place} is no JSON object (byte {character}): {MessageFormatter.Of(problem, 200)}", exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new InputException(
                $"{Place}: a text has half of a surrogate pair (\\uD800 to \\uDFFF) alone: write both halves.", exception);
        }
    }

    /// <summary>The error of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="field">Its field.</param>
    /// <param name="expected">What would be right.</param>
    public InputException Bad(JsonElement value, string field, string expected) => Bad(TextOf(value), field, expected);

    /// <summary>The error of a value.</summary>
    /// <param name="got">The value, as the message shows it.</param>
    /// <param name="field">Its field.</param>
    /// <param name="expected">What would be right.</param>
    public InputException Bad(string got, string field, string expected) =>
        new($"{Place}, field '{MessageFormatter.Of(field)}': got {got}, expected {expected}.");

    /// <summary>
    /// NaN without quotes is no JSON, but what Python writes for a missing number: an empty text takes its place, which is as long.
    /// </summary>
    private void QuoteNaN()
    {
        Span<byte> line = _buffer.AsSpan(_start, _lineLength);
        if (line.IndexOf("NaN"u8) < 0)
        {
            return;
        }

        bool isText = false;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
            {
                isText = !isText;
            }
            else if (isText && line[i] == '\\')
            {
                i++;
            }
            else if (!isText && line[i..].StartsWith("NaN"u8))
            {
                "\"\" "u8.CopyTo(line[i..]);
                i += 2;
            }
        }
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => "an array",
        JsonValueKind.Object => "an object",
        JsonValueKind.String => $"'{MessageFormatter.Of(value.GetString())}'",
        _ => $"'{MessageFormatter.Of(value.GetRawText())}'",
    };

    private bool FindLine()
    {
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                _lineLength = searched + found;
                return true;
            }

            searched = _end - _start;
            if (_isAtEnd)
            {
                _lineLength = searched;
                return searched > 0;
            }

            Fill();
        }
    }

    /// <summary>Reads more behind what is there, in a larger buffer where a line does not fit.</summary>
    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_end >= LongestLine)
            {
                throw new InputException($"{Path}, line {Line + 1} is longer than {LongestLine} bytes: expected one JSON object a line.");
            }

            // No larger than what is left of the file, so that one line of a whole file does not take twice its size.
            long rest = _stream.CanSeek ? _stream.Length - _stream.Position + 1 : long.MaxValue;
            Array.Resize(ref _buffer, (int)(_end + Math.Clamp(rest, 1, Math.Min(_end, LongestLine - _end))));
        }

        int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
        _isAtEnd = read == 0;
        _end += read;
        ByteCount += read;
    }
}

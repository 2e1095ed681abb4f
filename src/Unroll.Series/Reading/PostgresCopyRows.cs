using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// The rows of <c>COPY … TO STDOUT (FORMAT BINARY)</c>: a header of 19 bytes or more, then for each row the number of its fields (−1 at the end),
/// and for each field its length (−1 for NULL) and bytes, all in network order (PostgreSQL's documentation of COPY, "Binary Format").
/// </summary>
internal sealed class PostgresCopyRows : PostgresRows
{
    private const int HeaderLength = 19;
    private const int LongestField = 1 << 24;
    private static readonly DateTime _epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly Stream _stream;
    private readonly PostgresColumn[] _columns;
    private readonly (int Start, int Length)[] _fields;
    private readonly StringBuilder _digits = new();
    private byte[] _buffer = new byte[1 << 16];
    private int _end;

    // Where the row begins in the buffer, and how much of it was taken; places of fields count from the row's beginning, which may move.
    private int _row;
    private int _taken;

    /// <summary>Reads the header.</summary>
    /// <param name="stream">What the server sends; closed at the end.</param>
    /// <param name="columns">The columns of the query.</param>
    public PostgresCopyRows(Stream stream, PostgresColumn[] columns)
    {
        _stream = stream;
        _columns = columns;
        _fields = new (int, int)[columns.Length];
        Take(HeaderLength);
        Take(BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(HeaderLength - sizeof(int))));
    }

    /// <inheritdoc/>
    public override bool Next()
    {
        _row += _taken;
        _taken = 0;
        int count = BinaryPrimitives.ReadInt16BigEndian(Bytes(Take(sizeof(short)), sizeof(short)));
        if (count < 0)
        {
            return false;
        }

        if (count != _fields.Length)
        {
            throw new InputException($"The server sent a row of {count} values, but the query has {_fields.Length} columns.");
        }

        for (int i = 0; i < count; i++)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(Bytes(Take(sizeof(int)), sizeof(int)));
            if (length > LongestField)
            {
                throw new InputException($"A value of column '{MessageFormatter.Of(_columns[i].Name)}' has {length} bytes: leave the column out of the query.");
            }

            _fields[i] = (length < 0 ? 0 : Take(length), length);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool IsNull(int column) => _fields[column].Length < 0;

    /// <inheritdoc/>
    public override double GetNumber(int column)
    {
        ReadOnlySpan<byte> bytes = Field(column);
        return _columns[column].Kind switch
        {
            PostgresKind.Boolean => bytes[0],
            PostgresKind.Single => BinaryPrimitives.ReadSingleBigEndian(bytes),
            PostgresKind.Double => BinaryPrimitives.ReadDoubleBigEndian(bytes),
            PostgresKind.Numeric => Numeric(bytes),
            _ => GetInteger(column),
        };
    }

    /// <inheritdoc/>
    public override long GetInteger(int column)
    {
        ReadOnlySpan<byte> bytes = Field(column);
        return _columns[column].Kind switch
        {
            PostgresKind.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
            PostgresKind.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadInt64BigEndian(bytes),
        };
    }

    /// <inheritdoc/>
    public override DateTime? GetTime(int column)
    {
        // Days or microseconds since 2000; the largest and the smallest stand for infinity.
        ReadOnlySpan<byte> bytes = Field(column);
        Int128 ticks = _epoch.Ticks + (_columns[column].Kind == PostgresKind.Date
            ? (Int128)BinaryPrimitives.ReadInt32BigEndian(bytes) * TimeSpan.TicksPerDay
            : (Int128)BinaryPrimitives.ReadInt64BigEndian(bytes) * TimeSpan.TicksPerMicrosecond);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTime((long)ticks) : null;
    }

    /// <inheritdoc/>
    public override string GetText(int column) => _columns[column].Kind == PostgresKind.Uuid
        ? new Guid(Field(column), bigEndian: true).ToString("D")
        : Encoding.UTF8.GetString(Field(column));

    /// <inheritdoc/>
    public override void Dispose() => _stream.Dispose();

    /// <summary>
    /// A decimal number: how many digits of base 10,000 there are, the power of the first, a sign, how many decimals are shown, and the digits.
    /// Its text goes the way of all text.
    /// </summary>
    private double Numeric(ReadOnlySpan<byte> bytes)
    {
        const int NaN = 0xC000;
        const int Negative = 0x4000;
        int count = BinaryPrimitives.ReadInt16BigEndian(bytes);
        int weight = BinaryPrimitives.ReadInt16BigEndian(bytes[2..]);
        int sign = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (sign is not 0 and not Negative)
        {
            return sign == NaN ? double.NaN : double.PositiveInfinity;
        }

        _digits.Clear().Append(sign == Negative ? "-0" : "0");
        for (int i = 0; i < count; i++)
        {
            _digits.Append(CultureInfo.InvariantCulture, $"{BinaryPrimitives.ReadInt16BigEndian(bytes[(8 + (2 * i))..]):D4}");
        }

        _digits.Append(CultureInfo.InvariantCulture, $"e{4 * (weight - count + 1)}");
        return DoubleParser.TryParse(_digits.ToString(), out double value) ? value : double.PositiveInfinity;
    }

    private ReadOnlySpan<byte> Field(int column) => Bytes(_fields[column].Start, _fields[column].Length);

    private Span<byte> Bytes(int start, int length) => _buffer.AsSpan(_row + start, length);

    /// <summary>Takes the next bytes of the row.</summary>
    /// <returns>Where they begin, from the row's beginning.</returns>
    private int Take(int length)
    {
        int start = _taken;
        _taken += length;
        while (_row + _taken > _end)
        {
            if (_row > 0)
            {
                _buffer.AsSpan(_row, _end - _row).CopyTo(_buffer);
                _end -= _row;
                _row = 0;
            }

            if (_taken > _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(_taken, 2 * _buffer.Length));
            }

            int read = _stream.Read(_buffer, _end, _buffer.Length - _end);
            _end += read > 0 ? read : throw new EndOfStreamException("the rows broke off");
        }

        return start;
    }
}

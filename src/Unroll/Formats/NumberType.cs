using System.Buffers.Binary;

namespace Unroll.Formats;

/// <summary>A type of numbers in a safetensors file, and its conversion to 32-bit floats (to the nearest).</summary>
internal sealed class NumberType
{
    private delegate float Decoder(ReadOnlySpan<byte> bytes);

    private static readonly NumberType[] _all =
    [
        new("F32", sizeof(float), BinaryPrimitives.ReadSingleLittleEndian),
        new("F64", sizeof(double), bytes => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes)),
        new("F16", sizeof(ushort), bytes => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)),

        // The first half of a 32-bit float.
        new("BF16", sizeof(ushort), bytes => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16)),
        new("I64", sizeof(long), bytes => BinaryPrimitives.ReadInt64LittleEndian(bytes)),
        new("I32", sizeof(int), bytes => BinaryPrimitives.ReadInt32LittleEndian(bytes)),
        new("I16", sizeof(short), bytes => BinaryPrimitives.ReadInt16LittleEndian(bytes)),
        new("I8", sizeof(sbyte), bytes => (sbyte)bytes[0]),
        new("U64", sizeof(ulong), bytes => BinaryPrimitives.ReadUInt64LittleEndian(bytes)),
        new("U32", sizeof(uint), bytes => BinaryPrimitives.ReadUInt32LittleEndian(bytes)),
        new("U16", sizeof(ushort), bytes => BinaryPrimitives.ReadUInt16LittleEndian(bytes)),
        new("U8", sizeof(byte), bytes => bytes[0]),
        new("BOOL", sizeof(byte), bytes => bytes[0]),
    ];

    private readonly Decoder _decode;

    private NumberType(string name, int bytes, Decoder decode)
    {
        Name = name;
        Bytes = bytes;
        _decode = decode;
    }

    /// <summary>32-bit floats: what is mostly written, and what all others become.</summary>
    public static NumberType SinglePrecision => _all[0];

    /// <summary>64-bit floats.</summary>
    public static NumberType DoublePrecision => _all[1];

    /// <summary>All names, for messages.</summary>
    public static string Known => string.Join(", ", _all.Select(type => type.Name));

    /// <summary>Name in a file's header.</summary>
    public string Name { get; }

    /// <summary>Bytes of a number.</summary>
    public int Bytes { get; }

    /// <summary>The type of a name; null if it is not known.</summary>
    public static NumberType? Find(string name) => Array.Find(_all, type => type.Name == name);

    /// <summary>Turns little-endian bytes into 32-bit floats.</summary>
    /// <param name="bytes">As many numbers as there is room for.</param>
    /// <param name="values">Receives the numbers.</param>
    public void Decode(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = _decode(bytes.Slice(i * Bytes, Bytes));
        }
    }
}

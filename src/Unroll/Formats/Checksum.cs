using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;

namespace Unroll.Formats;

/// <summary>
/// A CRC-32C of bytes that come piece by piece (RFC 3720, the polynomial of Castagnoli): it tells damage, not intent. Processors have an
/// instruction for it, so that it costs a small part of reading the bytes.
/// </summary>
internal struct Checksum
{
    private uint _inverted;

    /// <summary>The checksum of the bytes so far.</summary>
    public readonly uint Value => _inverted;

    /// <summary>Adds bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <remarks>A few calls go over all of a large file: too few for the runtime to compile them anew.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint state = ~_inverted;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            state = BitOperations.Crc32C(state, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte left in bytes)
        {
            state = BitOperations.Crc32C(state, left);
        }

        _inverted = ~state;
    }

    /// <summary>Adds a number.</summary>
    /// <param name="number">The number.</param>
    public void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        Add(bytes);
    }

    /// <summary>Adds a text, and its length, so that two texts are not taken for others with the same letters.</summary>
    /// <param name="text">The text.</param>
    public void Add(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        Add(utf8.Length);
        Add(utf8);
    }
}

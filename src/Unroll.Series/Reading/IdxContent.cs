using System.Buffers.Binary;
using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>The header and the bytes of an IDX file.</summary>
/// <param name="Type">The type of an element: the third byte of the file.</param>
/// <param name="Dimensions">Its size along each dimension, the slowest first.</param>
/// <param name="Data">The elements, most significant byte first.</param>
internal sealed record IdxContent(byte Type, int[] Dimensions, byte[] Data)
{
    private const int FirstRead = 1 << 20;

    /// <summary>Number of elements.</summary>
    public int Count => Data.Length / SizeOf(Type);

    /// <summary>Whether bytes begin as an IDX file does.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> first) => first.Length >= 4 && first[0] == 0 && first[1] == 0 && SizeOf(first[2]) > 0
        && first[3] > 0;

    /// <summary>Reads a file, which may be packed by gzip; never more of it than its header says.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InputException">The file is no IDX file, or has fewer or more bytes than its header says.</exception>
    public static IdxContent Read(string path, CancellationToken cancellationToken) => PackedFile.Guard(path, () =>
    {
        using FileStream file = File.OpenRead(path);
        if (!PackedFile.IsGzip(file))
        {
            using StoppableStream plain = new(file, cancellationToken);
            return Read(path, plain, file.Length);
        }

        // The header sets the limit.
        using StoppableStream unpacked = new(new UnpackingStream(file, long.MaxValue), cancellationToken);
        return Read(path, unpacked, null);
    });

    /// <summary>Elements as floats, one after another or a stride apart; may be called from several threads at once.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="stride">Elements from one to the next.</param>
    /// <param name="destination">As many as are wanted.</param>
    public void Copy(int start, int stride, Span<double> destination)
    {
        int size = SizeOf(Type);
        for (int i = 0; i < destination.Length; i++)
        {
            ReadOnlySpan<byte> element = Data.AsSpan((start + (i * stride)) * size, size);
            destination[i] = Type switch
            {
                0x08 => element[0],
                0x09 => (sbyte)element[0],
                0x0B => BinaryPrimitives.ReadInt16BigEndian(element),
                0x0C => BinaryPrimitives.ReadInt32BigEndian(element),
                0x0D => BinaryPrimitives.ReadSingleBigEndian(element),
                _ => BinaryPrimitives.ReadDoubleBigEndian(element),
            };
        }
    }

    private static int SizeOf(byte type) => type switch
    {
        0x08 or 0x09 => 1,
        0x0B => 2,
        0x0C or 0x0D => 4,
        0x0E => 8,
        _ => 0,
    };

    private static IdxContent Read(string path, Stream stream, long? length)
    {
        byte[] head = new byte[4];
        if (stream.ReadAtLeast(head, 4, throwOnEndOfStream: false) < 4 || !IsHeader(head))
        {
            throw new InputException(
                $"{path} is no IDX file: it begins with the bytes {Convert.ToHexString(head)}, expected 0000, a type (08, 09, 0B, 0C, 0D "
                + $"or 0E) and the number of dimensions.");
        }

        byte[] sizes = new byte[4 * head[3]];
        if (stream.ReadAtLeast(sizes, sizes.Length, throwOnEndOfStream: false) < sizes.Length)
        {
            throw new InputException($"{path} ends within its header, which should have " +
                $"{CountFormatter.Format(head[3], "dimensions")}: it is cut off.");
        }

        int[] dimensions = new int[head[3]];
        long expected = SizeOf(head[2]);
        for (int i = 0; i < dimensions.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(sizes.AsSpan(4 * i));
            dimensions[i] = size is > 0 and <= int.MaxValue
                ? (int)size
                : throw new InputException(
                    $"{path}: dimension {i + 1} of {dimensions.Length} is {size}, expected "
                    + $"{(size == 0 ? "1 or more" : $"at most {int.MaxValue}")}: the header is damaged.");

            // Far below an overflow, so that no product of two can be one.
            expected = Math.Min(expected * dimensions[i], long.MaxValue >> 32);
        }

        string told = string.Create(
            CultureInfo.InvariantCulture, $"{string.Join(" × ", dimensions.Take(8))}{(dimensions.Length > 8 ? " × …" : "")} elements");
        long headerLength = head.Length + sizes.Length;
        if (expected > Array.MaxLength || (length is { } whole && whole - headerLength != expected))
        {
            throw length is { } actual && (expected <= Array.MaxLength || actual - headerLength < expected)
                ? Lengths(path, told, expected, actual - headerLength)
                : new InputException($"{path}: the header says {told}, more than {Array.MaxLength} bytes: split the file.");
        }

        return new IdxContent(head[2], dimensions, ReadData(path, stream, (int)expected, told));
    }

    /// <summary>Reads as much as is there, at most what is expected: memory follows what has come, not what a header promises.</summary>
    private static byte[] ReadData(string path, Stream stream, int expected, string told)
    {
        byte[] data = new byte[Math.Min(expected, stream.CanSeek ? expected : FirstRead)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(data.AsSpan(filled), data.Length - filled, throwOnEndOfStream: false);
            if (filled < data.Length)
            {
                throw Lengths(path, told, expected, filled);
            }

            if (filled == expected)
            {
                return stream.ReadByte() < 0 ? data
                    : throw new InputException(
                        $"{path} has more bytes behind the {told} that its header says: the header or the file is damaged.");
            }

            Array.Resize(ref data, (int)Math.Min(expected, 2L * data.Length));
        }
    }

    private static InputException Lengths(string path, string told, long expected, long actual) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{path}: the header says {told}, {(expected == long.MaxValue >> 32 ? "an absurd number of" : expected)} bytes, but "
        + $"{actual} follow it: the file is cut off or damaged, get it again."));
}

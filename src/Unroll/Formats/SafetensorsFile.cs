using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Unroll.Formats;

/// <summary>
/// A file of named tensors in the safetensors format (https://github.com/huggingface/safetensors): 8 bytes of header length, a JSON header,
/// and the numbers. It holds data only, so that reading a file from a stranger runs none of his code. Numbers of other types become 32-bit
/// floats.
/// </summary>
public sealed class SafetensorsFile
{
    /// <summary>The longest header that the format allows.</summary>
    private const long MaximumHeaderLength = 100_000_000;

    private readonly FrozenDictionary<string, SafetensorsTensor> _byName;

    private SafetensorsFile(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
        _byName = tensors.ToFrozenDictionary(tensor => tensor.Name, StringComparer.Ordinal);
    }

    /// <summary>The tensors, in the order in which they lie in the file.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>Texts by name, for example a model's architecture; empty if there are none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a file wholly into memory, and checks everything about it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, or is no valid safetensors file.</exception>
    public static SafetensorsFile Read(string path) => Read(path, _ => true);

    /// <summary>Reads some tensors of a file; what is not wanted costs neither time nor memory.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isWanted">Whether a tensor of a name is to be read.</param>
    /// <param name="keepsDoubles">Whether vectors of 64-bit floats keep their precision.</param>
    /// <exception cref="InputException">The file cannot be read, or is no valid safetensors file.</exception>
    internal static SafetensorsFile Read(string path, Func<string, bool> isWanted, bool keepsDoubles = false)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            // A pipe or a device has no length, and to open one may wait for ever.
            using Stream stream = new FileInfo(path) is { Exists: true, Length: 0 } ? Stream.Null
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return Read(stream, path, isWanted, keepsDoubles);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"There is no file \"{path}\": check the path.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"Cannot read \"{path}\": {exception.Message}", exception);
        }
    }

    /// <summary>Writes a file; an earlier one is replaced only once the new file is complete.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="tensors">The tensors, with distinct names; written in this order.</param>
    /// <param name="metadata">Texts by name; null for none.</param>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    public static void Write(
        string path, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        CheckNames(tensors);
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata));
    }

    /// <summary>Finds a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor, if there is one.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetTensor(string name, [NotNullWhen(true)] out SafetensorsTensor? tensor) => _byName.TryGetValue(name, out tensor);

    /// <summary>Reads from a stream that knows its length.</summary>
    internal static SafetensorsFile Read(
        Stream stream, string name, Func<string, bool>? isWanted = null, bool keepsDoubles = false)
    {
        try
        {
            return ReadChecked(stream, isWanted ?? (_ => true), keepsDoubles);
        }
        catch (FormatException exception)
        {
            throw new InputException(
                $"\"{name}\" is no valid safetensors file: {exception.Message}. Expected is a complete file as it was saved, no pipe; "
                + "copy or save it again.",
                exception);
        }
    }

    /// <summary>Writes to a stream.</summary>
    internal static void Write(Stream stream, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        CheckNames(tensors);
        ReadOnlyMemory<byte> header = SafetensorsHeader.Write(tensors, metadata);
        if (header.Length > MaximumHeaderLength)
        {
            throw new ArgumentException(
                $"The header has {CountFormatter.Format(header.Length, "bytes")}, but the format allows {MaximumHeaderLength}: " +
                $"shorten the metadata.",
                nameof(metadata));
        }

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header.Span);
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (tensor.Doubles is { } doubles)
            {
                WriteDoubles(stream, doubles);
            }
            else
            {
                WriteValues(stream, tensor.Values.Span);
            }
        }
    }

    private static SafetensorsFile ReadChecked(Stream stream, Func<string, bool> isWanted, bool keepsDoubles)
    {
        long fileLength = stream.Length;
        if (fileLength < sizeof(ulong))
        {
            throw new FormatException($"it has {CountFormatter.Format(fileLength, "bytes")}, but even an empty one has more than " +
                $"{sizeof(ulong)}");
        }

        Span<byte> lengthBytes = stackalloc byte[sizeof(ulong)];
        ReadExactly(stream, lengthBytes);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        long rest = fileLength - sizeof(ulong);
        if (headerLength > (ulong)Math.Min(rest, MaximumHeaderLength))
        {
            throw new FormatException(
                $"its first 8 bytes give the header's length in bytes as {headerLength}, but only "
                + $"{CountFormatter.Format(rest, "bytes")} follow "
                + $"(and {MaximumHeaderLength} are allowed)");
        }

        byte[] header = new byte[headerLength];
        ReadExactly(stream, header);
        SafetensorsHeader parsed = SafetensorsHeader.Parse(header, rest - header.Length);
        List<SafetensorsTensor> tensors = new(parsed.Entries.Count);
        foreach (SafetensorsHeader.Entry entry in parsed.Entries)
        {
            if (!isWanted(entry.Name))
            {
                stream.Seek(entry.End - entry.Start, SeekOrigin.Current);
                continue;
            }

            if (keepsDoubles && entry.Type == NumberType.DoublePrecision && entry.Shape.Length == 1)
            {
                tensors.Add(new(entry.Name, ReadDoubles(stream, entry.Shape[0])));
                continue;
            }

            float[] values = new float[(entry.End - entry.Start) / entry.Type.Bytes];
            ReadValues(stream, entry.Type, values);
            tensors.Add(new(entry.Name, entry.Shape, values));
        }

        return new(tensors, parsed.Metadata);
    }

    private static void ReadValues(Stream stream, NumberType type, float[] values)
    {
        // Piece by piece: the bytes of a large tensor are more than a span can count.
        const int Piece = 1 << 20;
        bool isPlain = type == NumberType.SinglePrecision && BitConverter.IsLittleEndian;
        byte[] bytes = isPlain ? [] : new byte[Math.Min(Piece, values.Length) * type.Bytes];
        for (int start = 0; start < values.Length; start += Piece)
        {
            Span<float> piece = values.AsSpan(start, Math.Min(Piece, values.Length - start));
            if (isPlain)
            {
                ReadExactly(stream, MemoryMarshal.AsBytes(piece));
            }
            else
            {
                Span<byte> encoded = bytes.AsSpan(0, piece.Length * type.Bytes);
                ReadExactly(stream, encoded);
                type.Decode(encoded, piece);
            }
        }
    }

    private static void WriteValues(Stream stream, ReadOnlySpan<float> values)
    {
        const int Piece = 1 << 20;
        int[] reversed = BitConverter.IsLittleEndian ? [] : new int[Math.Min(Piece, values.Length)];
        for (int start = 0; start < values.Length; start += Piece)
        {
            ReadOnlySpan<float> piece = values.Slice(start, Math.Min(Piece, values.Length - start));
            if (BitConverter.IsLittleEndian)
            {
                stream.Write(MemoryMarshal.AsBytes(piece));
            }
            else
            {
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(piece), reversed);
                stream.Write(MemoryMarshal.AsBytes(reversed.AsSpan(0, piece.Length)));
            }
        }
    }

    private static double[] ReadDoubles(Stream stream, int length)
    {
        double[] values = new double[length];
        Span<byte> number = stackalloc byte[sizeof(double)];
        for (int i = 0; i < length; i++)
        {
            ReadExactly(stream, number);
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(number);
        }

        return values;
    }

    private static void WriteDoubles(Stream stream, double[] values)
    {
        Span<byte> number = stackalloc byte[sizeof(double)];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(number, value);
            stream.Write(number);
        }
    }

    private static void ReadExactly(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new FormatException("it became shorter while it was read");
        }
    }

    private static void CheckNames(IReadOnlyList<SafetensorsTensor> tensors)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (SafetensorsTensor tensor in tensors)
        {
            if (!names.Add(tensor.Name))
            {
                throw new ArgumentException($"Two tensors are named \"{tensor.Name}\": names must be distinct.", nameof(tensors));
            }
        }
    }
}

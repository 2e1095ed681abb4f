using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Unroll.Kernels;

namespace Unroll.Formats;

/// <summary>A safetensors file that is open: its header is read and checked, its tensors are read when they are asked for.</summary>
internal sealed class SafetensorsReader : IDisposable
{
    /// <summary>The longest header that the format allows.</summary>
    public const long MaximumHeaderLength = 100_000_000;

    /// <summary>Numbers that are read and checked at a time: few enough to be in the cache still when they are checked.</summary>
    private const int Piece = 1 << 16;

    private readonly Stream _stream;
    private readonly string _name;
    private readonly SafetensorsHeader _header;

    private SafetensorsReader(Stream stream, string name)
    {
        _stream = stream;
        _name = name;
        try
        {
            _header = ReadHeader(stream);
        }
        catch (FormatException exception)
        {
            throw Invalid(exception);
        }
    }

    /// <summary>The texts of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">The file cannot be read, or its header is wrong.</exception>
    public static SafetensorsReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Stream? stream = null;
        try
        {
            // A pipe or a device has no length, and to open one may wait for ever.
            stream = new FileInfo(path) is { Exists: true, Length: 0 } ? Stream.Null
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            SafetensorsReader reader = new(stream, path);
            stream = null;
            return reader;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, exception);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    /// <summary>Opens a stream that knows its length.</summary>
    /// <param name="stream">The stream, which is closed with the reader.</param>
    /// <param name="name">Its name in errors.</param>
    /// <exception cref="InputException">The header is wrong.</exception>
    public static SafetensorsReader Open(Stream stream, string name) => new(stream, name);

    /// <summary>Reads the tensors, and checks all numbers; what is not wanted costs neither time nor memory.</summary>
    /// <param name="isWanted">Whether a tensor of a name is to be read.</param>
    /// <param name="keepsDoubles">Whether vectors of 64-bit floats keep their precision.</param>
    /// <exception cref="InputException">The file cannot be read any more.</exception>
    public SafetensorsFile Read(Func<string, bool> isWanted, bool keepsDoubles = false)
    {
        try
        {
            return new(ReadTensors(isWanted, keepsDoubles), _header.Metadata);
        }
        catch (FormatException exception)
        {
            throw Invalid(exception);
        }
        catch (IOException exception)
        {
            throw Unreadable(_name, exception);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static SafetensorsHeader ReadHeader(Stream stream)
    {
        long fileLength = stream.Length;
        if (fileLength < sizeof(ulong))
        {
            throw TooShort(fileLength);
        }

        byte[] lengthBytes = new byte[sizeof(ulong)];
        ReadExactly(stream, lengthBytes);
        ulong headerLength = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
        long rest = fileLength - sizeof(ulong);
        if (headerLength > (ulong)Math.Min(rest, MaximumHeaderLength))
        {
            throw TooLong(headerLength, rest);
        }

        byte[] header = new byte[headerLength];
        ReadExactly(stream, header);
        return SafetensorsHeader.Parse(header, rest - header.Length);
    }

    private List<SafetensorsTensor> ReadTensors(Func<string, bool> isWanted, bool keepsDoubles)
    {
        List<SafetensorsTensor> tensors = new(_header.Entries.Count);
        foreach (SafetensorsHeader.Entry entry in _header.Entries)
        {
            if (!isWanted(entry.Name))
            {
                _stream.Seek(entry.End - entry.Start, SeekOrigin.Current);
            }
            else if (keepsDoubles && entry.Type == NumberType.DoublePrecision && entry.Shape.Length == 1)
            {
                tensors.Add(new(entry.Name, ReadDoubles(entry)));
            }
            else
            {
                AlignedBuffer values = AlignedBuffer.CreateUninitialized((int)((entry.End - entry.Start) / entry.Type.Bytes));
                bool areFinite = ReadValues(entry, values.Span);
                tensors.Add(new(entry.Name, entry.Shape, values, areFinite));
            }
        }

        return tensors;
    }

    /// <summary>Reads numbers, piece by piece, and tells whether all are finite.</summary>
    private bool ReadValues(SafetensorsHeader.Entry entry, Span<float> values)
    {
        NumberType type = entry.Type;
        Checksum checksum = default;
        bool isPlain = type == NumberType.SinglePrecision && BitConverter.IsLittleEndian, areFinite = true;
        byte[] bytes = isPlain ? [] : new byte[Math.Min(Piece, values.Length) * type.Bytes];
        for (int start = 0; start < values.Length; start += Piece)
        {
            Span<float> piece = values.Slice(start, Math.Min(Piece, values.Length - start));
            if (isPlain)
            {
                ReadExactly(_stream, MemoryMarshal.AsBytes(piece));
                checksum.Add(MemoryMarshal.AsBytes(piece));
            }
            else
            {
                Span<byte> encoded = bytes.AsSpan(0, piece.Length * type.Bytes);
                ReadExactly(_stream, encoded);
                checksum.Add(encoded);
                type.Decode(encoded, piece);
            }

            areFinite = areFinite && FiniteNumbers.AreAll(piece);
        }

        entry.Check(checksum);
        return areFinite;
    }

    private double[] ReadDoubles(SafetensorsHeader.Entry entry)
    {
        Checksum checksum = default;
        double[] values = new double[entry.Shape[0]];
        Span<byte> number = stackalloc byte[sizeof(double)];
        for (int i = 0; i < values.Length; i++)
        {
            ReadExactly(_stream, number);
            checksum.Add(number);
            values[i] = BinaryPrimitives.ReadDoubleLittleEndian(number);
        }

        entry.Check(checksum);
        return values;
    }

    private static void ReadExactly(Stream stream, Span<byte> buffer)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new FormatException("it became shorter while it was read");
        }
    }

    private static FormatException TooShort(long length) =>
        new($"it has {CountFormatter.Format(length, "bytes")}, but even an empty one has more than {sizeof(ulong)}");

    private static FormatException TooLong(ulong header, long rest) => new(Kind(header) is { } kind
        ? $"it is {kind}: write the weights with safetensors' save_file in Python, and load that file (docs/interchange.md)"
        : $"its first 8 bytes give the header's length in bytes as {header}, but only {CountFormatter.Format(rest, "bytes")} follow "
        + $"(and {MaximumHeaderLength} are allowed)");

    /// <summary>The format of a file by its first bytes, of other formats that are known; null for any other.</summary>
    private static string? Kind(ulong firstBytes) => (uint)firstBytes switch
    {
        0x04034B50 => "a zip archive, as files .keras of Keras and .pt of PyTorch are",
        0x46444889 => "an HDF5 file, as Keras' files .h5 are",

        // The number of the version, and the name of the program that wrote it.
        uint start when (start & 0xFF00FF) == 0x120008 => "an ONNX file, it seems",
        _ => null,
    };

    private static InputException Missing(string path, Exception exception) =>
        new($"There is no file \"{path}\": check the path.", exception);

    private static InputException Unreadable(string path, Exception exception) =>
        new($"Cannot read \"{path}\": {exception.Message}", exception);

    private InputException Invalid(FormatException exception) => new(
        $"\"{_name}\" is no valid safetensors file: {exception.Message}. Expected is a complete file as it was saved, no pipe; "
        + "copy or save it again.",
        exception);
}

using System.Buffers.Binary;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Unroll.Formats;

/// <summary>
/// A file of named tensors in the safetensors format (https://github.com/huggingface/safetensors): 8 bytes of header length, a JSON header,
/// and the numbers. It holds data only, so that reading a file from a stranger runs none of his code. Numbers of other types become 32-bit
/// floats. What is written has checksums under <c>unroll.checksum</c> in its metadata, by which reading notices damage.
/// </summary>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsTensor> _byName = new(StringComparer.Ordinal);

    /// <summary>Creates a file from what was read.</summary>
    /// <param name="tensors">The tensors, with distinct names.</param>
    /// <param name="metadata">Texts by name.</param>
    internal SafetensorsFile(IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Tensors = tensors;
        Metadata = metadata;
        foreach (SafetensorsTensor tensor in tensors)
        {
            _byName.Add(tensor.Name, tensor);
        }
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
        using var reader = SafetensorsReader.Open(path);
        return reader.Read(isWanted, keepsDoubles);
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
        using var reader = SafetensorsReader.Open(stream, name);
        return reader.Read(isWanted ?? (_ => true), keepsDoubles);
    }

    /// <summary>Writes to a stream.</summary>
    internal static void Write(Stream stream, IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        CheckNames(tensors);
        ReadOnlyMemory<byte> header = SafetensorsHeader.Write(
            tensors, WithChecksums(tensors, metadata ?? ReadOnlyDictionary<string, string>.Empty));
        if (header.Length > SafetensorsReader.MaximumHeaderLength)
        {
            throw new ArgumentException(
                $"The header has {CountFormatter.Format(header.Length, "bytes")}, but the format allows "
                + $"{SafetensorsReader.MaximumHeaderLength}: shorten the metadata.",
                nameof(metadata));
        }

        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header.Span);
        foreach (SafetensorsTensor tensor in tensors)
        {
            WriteNumbers(stream, tensor);
        }
    }

    private static Dictionary<string, string> WithChecksums(
        IReadOnlyList<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        Dictionary<string, string> texts = new(metadata);
        texts.Remove(SafetensorsChecksums.Key);
        SafetensorsChecksums checksums = new(texts);
        foreach (SafetensorsTensor tensor in tensors)
        {
            checksums.Add(tensor.Name, tensor.Type, [.. tensor.Shape]);
        }

        texts[SafetensorsChecksums.Key] = checksums.Write([.. tensors.Select(ChecksumOf)]);
        return texts;
    }

    private static uint ChecksumOf(SafetensorsTensor tensor)
    {
        using ChecksumStream checksum = new();
        WriteNumbers(checksum, tensor);
        return checksum.Value;
    }

    private static void WriteNumbers(Stream stream, SafetensorsTensor tensor)
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

    private static void WriteDoubles(Stream stream, double[] values)
    {
        Span<byte> number = stackalloc byte[sizeof(double)];
        foreach (double value in values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(number, value);
            stream.Write(number);
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

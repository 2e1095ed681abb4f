using System.Buffers.Binary;
using System.IO.Compression;

namespace Unroll.Series.Reading;

/// <summary>
/// A stream that unpacks a gzip file: up to a limit, and only whole. The framework's own stream takes a truncated file for a complete one;
/// this one compares the unpacked length with the one at the end of the file.
/// </summary>
/// <param name="file">The file, at its begin; disposed with this stream.</param>
/// <param name="limit">The most bytes that may come out.</param>
internal sealed class UnpackingStream(FileStream file, long limit) : ForwardStream(file)
{
    private readonly GZipStream _inner = new(file, CompressionMode.Decompress);
    private readonly string _path = file.Name;
    private long _given;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The file is damaged or cut off.</exception>
    /// <exception cref="InputException">More would come out than the limit.</exception>
    public override int Read(Span<byte> buffer)
    {
        int count = _inner.Read(buffer);
        if (_given == 0 && count > 2 && buffer[0] == 0x1f && buffer[1] == 0x8b && buffer[2] == 8)
        {
            throw new InputException($"{_path} is packed by gzip twice, and unpacked once it is packed still: unpack it first (gzip -d).");
        }

        _given += count;
        if (count == 0 && !buffer.IsEmpty && !IsWhole())
        {
            throw new InvalidDataException("The file is cut off.");
        }

        return _given <= limit
            ? count
            : throw new InputException(
                $"{_path} unpacks to more than {limit >> 20} MB, {limit / Math.Max(1, Inner.Length)} times its size, which no series of "
                + $"numbers does: " +
                "if it is meant, unpack it first (gzip -d).");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Whether the length at the end of the file is what came out, modulo 2^32, or the file is several packed ones in a row.
    /// </summary>
    private bool IsWhole()
    {
        using FileStream again = new(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        Span<byte> end = stackalloc byte[4];
        again.Position = Math.Max(0, again.Length - end.Length);
        again.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) == (uint)_given || HasSecondMember(again);
    }

    private static bool HasSecondMember(FileStream again)
    {
        byte[] buffer = new byte[1 << 16];
        const int header = 10;
        again.Position = 1;
        int filled = 0;
        int count;
        while ((count = again.Read(buffer.AsSpan(filled))) > 0)
        {
            filled += count;
            for (int i = 0; i + header <= filled; i++)
            {
                // Identification, the one method, no reserved flags, and a system that there is: no chance finding in a file of any size.
                if (buffer[i] == 0x1f && buffer[i + 1] == 0x8b && buffer[i + 2] == 8 && buffer[i + 3] < 0x20
                    && buffer[i + 8] is 0 or 2 or 4 && buffer[i + 9] is <= 13 or 255)
                {
                    return true;
                }
            }

            int kept = Math.Min(filled, header - 1);
            buffer.AsSpan(filled - kept, kept).CopyTo(buffer);
            filled = kept;
        }

        return false;
    }
}

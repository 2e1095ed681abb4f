namespace Unroll.Formats;

/// <summary>A stream that keeps nothing of what is written to it but its checksum.</summary>
internal sealed class ChecksumStream : Stream
{
    private Checksum _checksum;

    /// <summary>The checksum of the bytes so far.</summary>
    public uint Value => _checksum.Value;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer) => _checksum.Add(buffer);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _checksum.Add(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is kept back.
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}

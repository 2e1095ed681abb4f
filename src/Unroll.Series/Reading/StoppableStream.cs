namespace Unroll.Series.Reading;

/// <summary>A stream that ends with an error once it is cancelled: whatever parses it stops with its next piece.</summary>
/// <param name="inner">The stream that is read and disposed with this one.</param>
/// <param name="cancellationToken">Ends the reading.</param>
internal sealed class StoppableStream(Stream inner, CancellationToken cancellationToken) : ForwardStream(inner)
{
    /// <summary>A disk may be slow, and a read of everything at once cannot be stopped.</summary>
    private const int MostAtOnce = 1 << 22;

    /// <summary>Whether length and position are known.</summary>
    public override bool CanSeek => Inner.CanSeek;

    public override long Length => Inner.Length;

    public override long Position
    {
        get => Inner.Position;
        set => Inner.Position = value;
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public override int Read(Span<byte> buffer)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Inner.Read(buffer[..Math.Min(buffer.Length, MostAtOnce)]);
    }

    public override long Seek(long offset, SeekOrigin origin) => Inner.Seek(offset, origin);
}

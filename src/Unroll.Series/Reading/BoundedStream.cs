namespace Unroll.Series.Reading;

/// <summary>The bytes of a stream from where it is on, up to a number of them. It owns the stream.</summary>
/// <param name="stream">The stream.</param>
/// <param name="length">How many bytes.</param>
internal sealed class BoundedStream(Stream stream, long length) : ForwardStream(stream)
{
    private long _left = length;

    public override int Read(Span<byte> buffer)
    {
        int read = Inner.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= read;
        return read;
    }
}

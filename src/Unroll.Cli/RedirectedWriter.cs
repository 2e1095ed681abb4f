using System.Text;
using Unroll.Formats;

namespace Unroll.Cli;

/// <summary>
/// A writer to a standard stream that leads to a file or a pipe. Where it cannot be written any more, what comes is left out: hours of
/// training do not end because there is no room for their log.
/// </summary>
/// <param name="inner">Writes to the stream.</param>
internal sealed class RedirectedWriter(TextWriter inner) : TextWriter
{
    private volatile string? _problem;

    /// <summary>The first error of the system; null where all was written.</summary>
    internal string? Problem => _problem;

    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Write(value.ToString());

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => inner.Write(value));

    /// <inheritdoc/>
    public override void Flush() => Try(inner.Flush);

    private void Try(Action write)
    {
        if (_problem is not null)
        {
            return;
        }

        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException || AtomicFile.IsTooLong(exception))
        {
            _problem = exception.Message.Split(" (")[0].TrimEnd('.');
        }
    }
}

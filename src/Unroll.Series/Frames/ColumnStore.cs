using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Unroll.Series.Frames;

/// <summary>
/// A temporary file with columns of floats that do not fit into memory. It is in the folder that the environment variable
/// <c>UNROLL_TEMP</c> names, else where the system keeps such files, and gone when no column of it is left or the process ends.
/// </summary>
internal sealed class ColumnStore
{
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private long _end;

    /// <summary>Creates the file.</summary>
    /// <exception cref="InputException">It cannot be created.</exception>
    public ColumnStore()
    {
        string folder = Environment.GetEnvironmentVariable("UNROLL_TEMP") is { Length: > 0 } given ? given : Path.GetTempPath();
        _path = Path.Combine(folder, $"unroll-{Guid.NewGuid():N}.columns");
        try
        {
            _file = File.OpenHandle(_path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.RandomAccess);
            if (!OperatingSystem.IsWindows())
            {
                // The open file lives on without its name, and its room is given back even when the process is killed.
                File.Delete(_path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"The file {_path} for columns that do not fit into memory cannot be created: {exception.Message} Set UNROLL_TEMP to a folder on a disk with room.",
                exception);
        }
    }

    /// <summary>The tables of <see cref="StoredRows"/>, by the places of their columns.</summary>
    public ConcurrentDictionary<string, Lazy<StoredRows>> RowTables { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes in the file.</summary>
    public long Length => Interlocked.Read(ref _end);

    /// <summary>Keeps values behind those that are there.</summary>
    /// <param name="values">The values.</param>
    /// <returns>Where they are, for <see cref="Read"/>.</returns>
    /// <exception cref="InputException">The disk is full.</exception>
    public long Append(ReadOnlySpan<float> values)
    {
        long offset = Reserve(values.Length);
        WriteAt(offset, values);
        return offset;
    }

    /// <summary>Keeps room behind what is there, to be filled by <see cref="WriteAt"/>.</summary>
    /// <param name="count">Values.</param>
    /// <returns>Where it is.</returns>
    public long Reserve(long count) => Interlocked.Add(ref _end, count * sizeof(float)) - (count * sizeof(float));

    /// <summary>Writes values where there is room for them.</summary>
    /// <param name="offset">Where.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="InputException">The disk is full.</exception>
    public void WriteAt(long offset, ReadOnlySpan<float> values)
    {
        try
        {
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(values), offset);
        }
        catch (IOException exception)
        {
            throw new InputException(
                $"Columns that do not fit into memory cannot be written to {_path}: {exception.Message} Set UNROLL_TEMP to a folder on a disk with room.", exception);
        }
    }

    /// <summary>Reads values; may be called from several threads at once.</summary>
    /// <param name="offset">Where they are.</param>
    /// <param name="values">As many as are wanted, out.</param>
    public void Read(long offset, Span<float> values)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(_file, bytes, offset);
            if (read == 0)
            {
                throw new IOException($"{_path} ends before the values that were kept in it: something has cut it.");
            }

            bytes = bytes[read..];
            offset += read;
        }
    }

    /// <summary>Keeps a column.</summary>
    /// <param name="values">Its values.</param>
    public StoredColumn Write(ReadOnlySpan<float> values) => new(this, [0], [Append(values)], values.Length);
}

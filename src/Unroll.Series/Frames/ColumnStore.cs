using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Unroll.Formats;

namespace Unroll.Series.Frames;

/// <summary>
/// A temporary file with columns that do not fit into memory. It is in the folder that the environment variable
/// <c>UNROLL_TEMP</c> names, else where the system keeps such files, and gone when no column of it is left or the process ends.
/// </summary>
internal sealed class ColumnStore
{
    private const int BlockLength = 4096;

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
            _file = File.OpenHandle(
                _path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, FileOptions.DeleteOnClose | FileOptions.RandomAccess);
            if (!OperatingSystem.IsWindows())
            {
                // The open file lives on without its name, and its room is given back even when the process is killed.
                File.Delete(_path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"The file {_path} for columns that do not fit into memory cannot be created: {exception.Message} Set UNROLL_TEMP to a "
                + $"folder on a disk with room.",
                exception);
        }
    }

    /// <summary>The tables of <see cref="StoredRows"/>, by the places of their columns.</summary>
    public ConcurrentDictionary<string, Lazy<StoredRows>> RowTables { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes in the file.</summary>
    public long Length => Interlocked.Read(ref _end);

    /// <summary>Keeps values behind those that are there.</summary>
    /// <typeparam name="T">Floats or doubles.</typeparam>
    /// <param name="values">The values.</param>
    /// <returns>Where they are, for <see cref="Read"/>.</returns>
    /// <exception cref="InputException">The disk is full.</exception>
    public long Append<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        long offset = Reserve(MemoryMarshal.AsBytes(values).Length);
        WriteAt(offset, values);
        return offset;
    }

    /// <summary>Keeps room behind what is there, to be filled by <see cref="WriteAt"/>.</summary>
    /// <param name="bytes">How much.</param>
    /// <returns>Where it is.</returns>
    public long Reserve(long bytes) => Interlocked.Add(ref _end, bytes) - bytes;

    /// <summary>Writes values where there is room for them.</summary>
    /// <typeparam name="T">Floats or doubles.</typeparam>
    /// <param name="offset">Where.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="InputException">The disk is full.</exception>
    public void WriteAt<T>(long offset, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        try
        {
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(values), offset);
        }
        catch (Exception exception) when (exception is IOException || AtomicFile.IsTooLong(exception))
        {
            throw new InputException(
                $"Columns that do not fit into memory cannot be written to {_path}: {exception.Message} Set UNROLL_TEMP to a folder on a "
                + $"disk with room.", exception);
        }
    }

    /// <summary>Reads values; may be called from several threads at once.</summary>
    /// <typeparam name="T">What was written: floats or doubles.</typeparam>
    /// <param name="offset">Where they are.</param>
    /// <param name="values">As many as are wanted, out.</param>
    public void Read<T>(long offset, Span<T> values)
        where T : unmanaged
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

    /// <summary>Keeps some rows of a column: as floats where these hold all of them exactly, else as doubles.</summary>
    /// <param name="row">The first row.</param>
    /// <param name="values">The values.</param>
    /// <exception cref="InputException">The disk is full.</exception>
    public StoredPiece Keep(int row, ReadOnlySpan<double> values)
    {
        if (!FloatPrecision.Holds(values))
        {
            return new(row, Append(values), AreFloats: false);
        }

        // A few at a time: a column may be as long as the file that it is from.
        Span<float> floats = stackalloc float[Math.Min(BlockLength, values.Length)];
        long offset = Reserve((long)values.Length * sizeof(float));
        for (int done = 0; done < values.Length; done += floats.Length)
        {
            Span<float> some = floats[..Math.Min(floats.Length, values.Length - done)];
            FloatPrecision.Round(values.Slice(done, some.Length), some);
            WriteAt<float>(offset + ((long)done * sizeof(float)), some);
        }

        return new(row, offset, AreFloats: true);
    }

    /// <summary>Keeps a column.</summary>
    /// <param name="values">Its values.</param>
    /// <exception cref="InputException">The disk is full.</exception>
    public StoredColumn Write(ReadOnlySpan<double> values) => new(this, [Keep(0, values)], values.Length);
}

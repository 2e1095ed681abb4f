using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Unroll.Series.Reading;

/// <summary>The standard streams of the process, which may have been closed before it began (<c>&lt;&amp;-</c>).</summary>
public static class StandardStreams
{
    /// <summary>Descriptor of standard input.</summary>
    public const int Input = 0;

    /// <summary>Descriptor of standard output.</summary>
    public const int Output = 1;

    /// <summary>Descriptor of standard error.</summary>
    public const int Error = 2;

    private const int CloseOnExec = 0x80000;

    /// <summary>
    /// Whether a standard stream was closed when the process began. Its descriptor then belongs to whatever the runtime opened first, such
    /// as a pipe to itself, which never ends. Such descriptors are closed where another program is begun; one that was handed on to this
    /// program cannot be of that kind. Linux alone tells; elsewhere none is said to be closed.
    /// </summary>
    /// <param name="descriptor">The descriptor.</param>
    public static bool IsClosed(int descriptor)
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/proc/self/fdinfo"))
        {
            return false;
        }

        try
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fdinfo/{descriptor}");
            string? flags = File.ReadLines(path).FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal));
            return flags is not null && (Convert.ToInt32(flags[6..].Trim(), 8) & CloseOnExec) != 0;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Opens standard input.</summary>
    /// <exception cref="InputException">It is closed.</exception>
    public static Stream OpenInput() => IsClosed(Input) ? throw Closed() : Console.OpenStandardInput();

    /// <summary>
    /// Opens standard output for what may never end: an error says where it cannot be written any more, also where whoever read from it
    /// is gone, which the console hides.
    /// </summary>
    public static Stream OpenOutput()
    {
        if (OperatingSystem.IsWindows() || IsClosed(Output))
        {
            return Console.OpenStandardOutput();
        }

        // A file has a place to write at, which it shares with others: the console keeps to that.
        FileStream stream = new(new SafeFileHandle(Output, ownsHandle: false), FileAccess.Write, 1);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    /// <summary>Refuses a path that leads to standard input where that is closed.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="InputException">It leads to standard input, which is closed.</exception>
    internal static void RequireOpen(string path)
    {
        if (path is "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0" && IsClosed(Input))
        {
            throw Closed();
        }
    }

    private static InputException Closed() => new(
        "Standard input is closed, so there is nothing to read. Give the data by a pipe (cat FILE | …), by < FILE, or name a file.");
}

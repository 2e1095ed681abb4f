using System.Globalization;
using System.Text;

namespace Unroll.Cli.Running;

/// <summary>Writes a file aside and renames it, so that it is either there wholly or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes UTF-8 text; the folder is created.</summary>
    /// <exception cref="InputException">The file cannot be written there.</exception>
    internal static void Write(string path, string text)
    {
        try
        {
            string full = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? full);
            string aside = string.Create(CultureInfo.InvariantCulture, $"{full}.{Environment.ProcessId}.tmp");
            using (var stream = new FileStream(aside, FileMode.Create, FileAccess.Write))
            {
                stream.Write(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, full, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{path} cannot be written: {exception.Message}", exception);
        }
    }
}

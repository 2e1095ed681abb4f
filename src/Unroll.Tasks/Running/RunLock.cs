using System.Globalization;
using System.Text;

namespace Unroll.Tasks.Running;

/// <summary>Keeps two trainings out of one folder: a file that a process holds open as long as it lives, with its id in it.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a folder.</summary>
    /// <param name="path">The file; its folder exists.</param>
    /// <param name="folder">The run folder, for messages.</param>
    /// <exception cref="InputException">Another training has it.</exception>
    public static RunLock Take(string path, string folder)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw new InputException($"Another training{HolderOf(path)} is under way in {folder}. Wait for it, stop it, or name another folder.", exception);
        }

        // Nothing is read of it while it is held by somebody else on Windows; elsewhere the id helps to find the process.
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return new RunLock(file);
    }

    /// <summary>Lets go of the lock.</summary>
    public void Dispose() => _file.Dispose();

    private static string HolderOf(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using StreamReader reader = new(file);
            return int.TryParse(reader.ReadToEnd(), CultureInfo.InvariantCulture, out int id) ? string.Create(CultureInfo.InvariantCulture, $" (process {id})") : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

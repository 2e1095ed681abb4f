namespace Unroll.Tasks.Runs;

/// <summary>Keeps two trainings out of one folder: a file that a process holds open as long as it lives.</summary>
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
            throw new InputException(
                $"Another training{RunState.ProcessOf(Path.Combine(Path.GetDirectoryName(path)!, RunFolderContents.StateFile))} is under "
                + $"way in {folder}. Wait for it, stop it, or name another folder.", exception);
        }

        return new RunLock(file);
    }

    /// <summary>Lets go of the lock.</summary>
    public void Dispose() => _file.Dispose();
}

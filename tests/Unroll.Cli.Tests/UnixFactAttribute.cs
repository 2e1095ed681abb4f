using System.Diagnostics;

namespace Unroll.Cli.Tests;

/// <summary>A test of what only Unix has, such as named pipes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "Named pipes of the file system are a thing of Unix.";
        }
    }

    /// <summary>Makes a named pipe.</summary>
    internal static void MakePipe(string path)
    {
        using Process make = Process.Start("mkfifo", [path]);
        make.WaitForExit();
        Assert.Equal(0, make.ExitCode);
    }
}

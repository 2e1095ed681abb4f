using System.Diagnostics;
using System.Globalization;

namespace Unroll.Cli.Tests;

/// <summary>
/// The signal of Ctrl-C, as processes inherit it: a program that is started in the background of a script, or by <c>nohup</c>, ignores
/// it, and so do the programs that it starts, unless a helper in between puts it right.
/// </summary>
internal static class InterruptSignal
{
    /// <summary>Whether processes that are started from here would ignore it.</summary>
    public static bool IsIgnored { get; } = OperatingSystem.IsLinux() && File.ReadLines("/proc/self/status")
        .Where(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
        .Any(line => (ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & 2) != 0);

    /// <summary>Why processes that heed the signal cannot be started from here; null where they can.</summary>
    public static string? Problem { get; } = OperatingSystem.IsWindows() ? "Windows has no way to send Ctrl-C to another process alone."
        : IsIgnored && !CanRestore() ? "Ctrl-C is ignored here, and env (coreutils 8.31) cannot restore it: test in the foreground." : null;

    /// <summary>What starts a program that heeds the signal.</summary>
    public static ProcessStartInfo StartInfo(string program) =>
        IsIgnored && Problem is null ? new("env", ["--default-signal=INT", program]) : new(program);

    private static bool CanRestore()
    {
        ProcessStartInfo start = new("env", ["--default-signal=INT", "true"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}

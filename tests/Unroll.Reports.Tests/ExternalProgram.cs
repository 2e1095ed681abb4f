using System.Diagnostics;

namespace Unroll.Reports.Tests;

/// <summary>Runs programs that some machines have.</summary>
internal static class ExternalProgram
{
    /// <summary>Where a program is; null when it is not on the path.</summary>
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
        .FirstOrDefault(File.Exists);

    /// <summary>
    /// Runs a program to its end, and ends it if it takes longer than five minutes: a busy machine starts a browser slowly.
    /// </summary>
    public static async Task<ProgramOutput> Run(string name, params string[] arguments)
    {
        ProcessStartInfo start = new(Find(name)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        using CancellationTokenSource limit = new(TimeSpan.FromMinutes(5));
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ProgramOutput(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

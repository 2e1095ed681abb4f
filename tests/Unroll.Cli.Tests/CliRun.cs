namespace Unroll.Cli.Tests;

/// <summary>One run of the command in this process, through its real entry point.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs the command; variables not given are not set, whatever the environment of the tests says.</summary>
    internal static CliRun Of(string[] args, IReadOnlyDictionary<string, string>? variables = null, CancellationToken stop = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = Program.Run(args, new CliHost
        {
            Output = output,
            Error = error,
            Variable = name => variables?.GetValueOrDefault(name),
            Stop = stop,
        });
        return new CliRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>
    /// Asserts that the input was refused: exit code 2, nothing on standard output, a message that has all of the words, no stack trace.
    /// </summary>
    internal void AssertRefused(params string[] words)
    {
        Assert.True(ExitCode == 2, $"exit code {ExitCode}, output: {Output}, error: {Error}");
        Assert.Equal("", Output);
        AssertNoStackTrace();
        foreach (string word in words)
        {
            Assert.Contains(word, Error, StringComparison.OrdinalIgnoreCase);
        }
    }

    internal void AssertNoStackTrace()
    {
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Error, StringComparison.Ordinal);
    }
}

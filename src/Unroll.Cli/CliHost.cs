namespace Unroll.Cli;

/// <summary>The host of a command: its output streams, environment variables, clock and signals.</summary>
internal sealed record CliHost
{
    /// <summary>Takes the results.</summary>
    internal required TextWriter Output { get; init; }

    /// <summary>Takes errors, and with <c>--json</c> everything that is for people.</summary>
    internal required TextWriter Error { get; init; }

    /// <summary>Whether <see cref="Output"/> is a terminal that can be drawn on.</summary>
    internal bool OutputIsTerminal { get; init; }

    /// <summary>Whether <see cref="Error"/> is a terminal that can be drawn on.</summary>
    internal bool ErrorIsTerminal { get; init; }

    /// <summary>Gives an environment variable.</summary>
    internal Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The command as its user typed it, for what is to be typed next.</summary>
    internal string CommandName => Variable("UNROLL_LAUNCHER") is { Length: > 0 } launcher ? launcher : "unroll";

    /// <summary>The clock for the names of run folders.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether the process is this command's own, so that its signals (Ctrl-C) are for it.</summary>
    internal bool OwnsProcess { get; init; }

    /// <summary>Stops long work as the first Ctrl-C does.</summary>
    internal CancellationToken Stop { get; init; }
}

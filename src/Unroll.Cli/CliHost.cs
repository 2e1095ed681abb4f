namespace Unroll.Cli;

/// <summary>The host of a command: its output streams, environment variables, clock and signals.</summary>
internal sealed record CliHost
{
    /// <summary>Takes the results; what would steer a terminal is taken out.</summary>
    internal required TextWriter Output
    {
        get;
        init => (RawOutput, field) = (value, new PlainWriter(value));
    }

    /// <summary>Takes errors, and with <c>--json</c> everything that is for people; what would steer a terminal is taken out.</summary>
    internal required TextWriter Error
    {
        get;
        init => (RawError, field) = (value, new PlainWriter(value));
    }

    /// <summary>Takes the results as they are, for what draws on a terminal and takes care itself.</summary>
    internal TextWriter RawOutput { get; private init; } = TextWriter.Null;

    /// <summary>Takes errors as they are, for what draws on a terminal and takes care itself.</summary>
    internal TextWriter RawError { get; private init; } = TextWriter.Null;

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

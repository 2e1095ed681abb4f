namespace Unroll.Cli;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    internal const int Done = 0;

    /// <summary>It failed, found no room for what it writes, or was stopped early.</summary>
    internal const int Failed = 1;

    /// <summary>The command line, a recipe or a file cannot be used.</summary>
    internal const int WrongInput = 2;
}

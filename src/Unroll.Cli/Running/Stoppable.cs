using System.CommandLine;
using Unroll.Tasks.Learning;

namespace Unroll.Cli.Running;

/// <summary>Commands that end at the first Ctrl-C, whatever they do, with temporary files removed; the second ends the process.</summary>
internal static class Stoppable
{
    /// <summary>Sets the action of a command: all of it can be stopped, from the first file that is read to the last line shown.</summary>
    /// <param name="command">The command.</param>
    /// <param name="host">Whose signals end it.</param>
    /// <param name="action">The action, which gives the exit code.</param>
    internal static void SetStoppableAction(this Command command, CliHost host, Func<ParseResult, CancellationToken, int> action) =>
        command.SetAction(result => Run(host, stop => action(result, stop)));

    /// <summary>Does work that can be stopped.</summary>
    /// <param name="host">Whose signals end it.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    internal static T Run<T>(CliHost host, Func<CancellationToken, T> work)
    {
        using Interruption interruption = new(host, () => { });
        CancellationToken stop = interruption.Token;
        return Interruptible.Run(() => work(stop), stop);
    }
}

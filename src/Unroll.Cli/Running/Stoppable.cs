using Unroll.Tasks.Learning;

namespace Unroll.Cli.Running;

/// <summary>The work of a command that ends at the first Ctrl-C, with all temporary files removed; the second ends the process.</summary>
internal static class Stoppable
{
    /// <summary>Does the work.</summary>
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

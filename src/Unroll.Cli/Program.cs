using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.InteropServices;
using System.Text;
using Unroll.Analysis.Trees;
using Unroll.Audio;
using Unroll.Cli.Commands;
using Unroll.Cli.Databases;
using Unroll.Formats;
using Unroll.Series.Reading;

namespace Unroll.Cli;

/// <summary>The <c>unroll</c> command.</summary>
public static class Program
{
    /// <summary>SIGXFSZ of Linux and macOS.</summary>
    private const int FileSizeSignal = 25;

    /// <summary>Entry point of the process.</summary>
    /// <param name="args">Arguments after the command's name.</param>
    /// <returns>0 when done, 1 when it failed or was stopped early, 2 for wrong usage or input.</returns>
    public static int Main(string[] args)
    {
        Globalization.Enable();
        if (OperatingSystem.IsWindows())
        {
            // Elsewhere the terminal speaks UTF-8 already; a Windows console has to be told.
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        // A file that becomes larger than it may be (ulimit -f) is an error that is told; the signal would end the process without a word.
        using PosixSignalRegistration? limit = OperatingSystem.IsWindows() ? null
            : PosixSignalRegistration.Create((PosixSignal)FileSizeSignal, context => context.Cancel = true);

        // A closed stream's descriptor may be that of a file that is open by now: nothing is written there.
        TextWriter output = StandardStreams.IsClosed(StandardStreams.Output) ? TextWriter.Null
            : Console.IsOutputRedirected ? new RedirectedWriter(Console.Out) : Console.Out;
        TextWriter error = StandardStreams.IsClosed(StandardStreams.Error) ? TextWriter.Null
            : Console.IsErrorRedirected ? new RedirectedWriter(Console.Error) : Console.Error;
        return WithOutput(output as RedirectedWriter, error, Run(args, new CliHost
        {
            Output = output,
            Error = error,
            OutputIsTerminal = output == Console.Out,
            ErrorIsTerminal = error == Console.Error,
            OwnsProcess = true,
        }));
    }

    /// <summary>The exit code of a command, part of whose results may have found no room.</summary>
    internal static int WithOutput(RedirectedWriter? output, TextWriter error, int exitCode)
    {
        if (output?.Problem is not { } problem)
        {
            return exitCode;
        }

        error.WriteLine(
            $"unroll: standard output cannot be written to: {problem}. What it was to show is lost; make room where it leads to, or name "
            + "another place.");
        return exitCode == ExitCodes.Done ? ExitCodes.Failed : exitCode;
    }

    /// <summary>Runs the command with outputs of the caller's choice, neither of them a terminal.</summary>
    /// <param name="args">Arguments after the command's name.</param>
    /// <param name="output">Takes the results.</param>
    /// <param name="error">Takes errors, and with <c>--json</c> everything that is for people.</param>
    /// <returns>0 when done, 1 when it failed or was stopped early, 2 for wrong usage or input.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        Run(args, new CliHost { Output = output, Error = error });

    /// <summary>Runs the command in an environment of the caller's choice.</summary>
    internal static int Run(string[] args, CliHost host)
    {
        ArgumentNullException.ThrowIfNull(args);
        AudioBlocks.Register();
        TreeModels.Register();
        try
        {
            ParseResult result = CommandTree.Create(host).Parse(args);
            var streams = new InvocationConfiguration
            {
                Output = host.Output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            if (result.Action is ParseErrorAction)
            {
                // The parser's own exit code is 1; here wrong usage is 2.
                UsageErrors.Write(result, host.Error);
                return ExitCodes.WrongInput;
            }

            return result.Invoke(streams);
        }
        catch (Exception exception)
        {
            return Report(exception, host);
        }
        finally
        {
            // The console keeps nothing back; and work that was left behind may be waiting for whoever reads from it.
            if (!host.OwnsProcess)
            {
                host.Output.Flush();
                host.Error.Flush();
            }
        }
    }

    // Whatever happens, a user sees a sentence and no stack trace, unless UNROLL_DEBUG=1 asks for it.
    private static int Report(Exception exception, CliHost host)
    {
        bool debug = host.Variable("UNROLL_DEBUG") is "1" or "true";
        switch (exception)
        {
            case InputException:
                host.Error.WriteLine($"unroll: {Secrets.Mask(exception.Message)}");
                break;
            case OperationCanceledException:
                bool isTold = exception.Message is { Length: > 0 } message && message != new OperationCanceledException().Message
                    && exception is not TaskCanceledException;
                host.Error.WriteLine($"unroll: {(isTold ? exception.Message : "stopped.")}");
                break;
            case IOException or UnauthorizedAccessException or InvalidDataException:
                host.Error.WriteLine($"unroll: {Secrets.Mask(exception.Message)}");
                break;
            default:
                host.Error.WriteLine($"unroll: this failed unexpectedly ({exception.GetType().Name}): {exception.Message}");
                if (!debug)
                {
                    host.Error.WriteLine("Set UNROLL_DEBUG=1 to see where.");
                }

                break;
        }

        if (debug)
        {
            host.Error.WriteLine(exception.ToString());
        }

        // A place without room is no wrong input: the same command goes well once there is some.
        return exception is InputException && !AtomicFile.IsFull(exception) ? ExitCodes.WrongInput : ExitCodes.Failed;
    }
}

using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Series.Reading;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll anomalies --stream</c>: a score for each row of CSV while it arrives.</summary>
internal static class AnomalyStreamCommand
{
    private static readonly string[] _others =
        ["--method", "--window", "--template", "--id", "--time-zone", "--duplicate-timestamps", "--json", "--report"];

    /// <summary>The error of Unix systems where a pipe has no reader any more.</summary>
    private const int BrokenPipe = 32;

    /// <summary>Gives the command its option <c>--stream</c>, with which it does this instead.</summary>
    /// <param name="command">The command.</param>
    /// <param name="host">What it runs in.</param>
    internal static Command AddTo(Command command, CliHost host)
    {
        Option<bool> stream = new("--stream")
        {
            Description = "Score each row by those before it, as it arrives: CSV of one column in, CSV out.",
        };
        command.Options.Insert(command.Options.Count - 3, stream);
        SynchronousCommandLineAction whole = (SynchronousCommandLineAction)command.Action!;
        command.SetAction(parsed => parsed.GetValue(stream) ? Run(parsed, host) : whole.Invoke(parsed));
        return command;
    }

    private static int Run(ParseResult parsed, CliHost host)
    {
        if (_others.FirstOrDefault(name => parsed.GetResult(name) is OptionResult { Implicit: false }) is { } other)
        {
            throw new InputException($"{other} does not go with --stream, which scores rows as they arrive: leave one of them out.");
        }

        string path = parsed.GetRequiredValue<string>("FILE");
        string? place = parsed.GetValue<string?>("--out");
        string[] columns = parsed.GetValue<string[]>("--column") ?? [];
        if (columns.Length > 1)
        {
            throw new InputException("--stream scores one column: give --column once.");
        }

        OutputFile.Require("--out", place, path);
        AnomalyStreamResult result = Stoppable.Run(host, stop => Guarded(place ?? "standard output", () =>
        {
            using StreamWriter? file = Open(host, place);
            TextWriter output = file is null ? host.Output : place is null ? new PlainWriter(file) : file;
            using Stream input = path == SpooledInput.StandardInput ? StandardStreams.OpenInput() : OpenFile(path);
            using StreamReader reader = new(new FlushingStream(input, output));
            CsvPointReader points = new(
                reader, path == SpooledInput.StandardInput ? "standard input" : path, columns.FirstOrDefault(),
                parsed.GetValue<string?>("--time"));
            return AnomalyStream.Run(points, output, null, stop);
        }));
        if (place is not null)
        {
            host.Output.WriteLine(
                $"{CountFormatter.Format(result.Rows, "rows")}, {CountFormatter.Format(result.Anomalies, "anomalies")}, "
                + $"written to {place}.");
        }

        return ExitCodes.Done;
    }

    /// <summary>Opens what is written to; null for the output of the host.</summary>
    private static StreamWriter? Open(CliHost host, string? place) => place is not null ? OutputFile.Open(place)
        : host.OwnsProcess && !StandardStreams.IsClosed(StandardStreams.Output) ? new StreamWriter(StandardStreams.OpenOutput()) : null;

    /// <summary>Writes rows, which may never end, until there is no room for them or nobody who reads them.</summary>
    private static T Guarded<T>(string place, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (IOException exception) when (exception.HResult == BrokenPipe)
        {
            throw new OperationCanceledException($"{place} is no longer read by anybody, so this stopped.", exception);
        }
        catch (Exception exception) when (exception is IOException || AtomicFile.IsTooLong(exception))
        {
            throw new InputException(
                $"{place} cannot be written: {exception.Message.TrimEnd('.')}. What was written before is there; name a place with room.",
                exception);
        }
    }

    private static FileStream OpenFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1, FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}

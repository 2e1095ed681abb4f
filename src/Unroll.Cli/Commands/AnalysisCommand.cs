using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Formats;
using Unroll.Reports;
using Unroll.Tasks.Analysing;

namespace Unroll.Cli.Commands;

/// <summary>
/// The common parts of commands that analyse a file: the file and its columns, and where the result goes. A command adds options of its own
/// and says which analysis they ask for.
/// </summary>
internal static class AnalysisCommand
{
    /// <summary>Creates a command.</summary>
    /// <param name="host">What it runs in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, in a sentence.</param>
    /// <param name="found">What it finds: "the periods".</param>
    /// <param name="options">Its own options.</param>
    /// <param name="analysis">The analysis that they ask for.</param>
    internal static Command Create(
        CliHost host, string name, string description, string found, Option[] options, Func<ParseResult, SeriesAnalysis> analysis)
    {
        Argument<string> file = new("FILE")
        {
            Description = $"A file of series: CSV, TSV, JSON lines, .ts, .tsf or IDX, packed or not. {CommonOptions.Pipes}",
        };
        Option<string[]> column = new("--column")
        {
            HelpName = "COLUMN",
            Description = "The column, or several (--column a --column b); all columns of numbers when not given.",
        };
        Option<string?> time = new("--time")
        {
            HelpName = "COLUMN",
            Description = "The column with the times: stamps, or plain numbers in a unit of its own; found when not given.",
        };
        Option<string[]> id = new("--id")
        {
            HelpName = "COLUMN",
            Description = "The column that tells the series of a file apart, or several; each series is analysed.",
        };
        Option<string?> zone = CommonOptions.TimeZone();
        Option<string?> duplicates = CommonOptions.Duplicates(
            "; the mean when not given, if most rows have a stamp of their own");
        Option<bool> json = CommonOptions.Json(found);
        Option<string?> result = CommonOptions.Out(
            "FILE", $"Write {found} to this file: as CSV, or as the JSON document where its name ends in .json.");
        Option<string?> report = new("--report") { HelpName = "FILE", Description = "Write a page with interactive charts to this file." };
        Command command = new(name, description) { file, column, time, id, zone, duplicates };
        foreach (Option option in options)
        {
            command.Add(option);
        }

        command.Add(json);
        command.Add(result);
        command.Add(report);
        command.SetStoppableAction(host, (parsed, stop) =>
        {
            using Screen screen = new(host, parsed.GetValue(json));
            string path = parsed.GetRequiredValue(file);
            OutputFile.Require("--out", parsed.GetValue(result), path);
            OutputFile.Require("--report", parsed.GetValue(report), path);
            SeriesAnalysis asked = analysis(parsed);
            AnalysisSourceOptions reading = new()
            {
                Columns = parsed.GetValue(column) ?? [],
                Regressors = asked.Regressors,
                TimeColumn = parsed.GetValue(time),
                IdColumns = parsed.GetValue(id) is { Length: > 0 } columns ? columns : null,
                TimeZone = parsed.GetValue(zone),
                DuplicateTimestamps = CommonOptions.DuplicatesOf(parsed.GetValue(duplicates)),
            };
            AnalysisRun run = AnalysisProgress.Show(screen, progress =>
            {
                progress.Begin($"Reading {Path.GetFileName(path)}");
                AnalysisSource source = AnalysisSource.Read(path, reading, stop);
                progress.Begin(asked.Title, source.Columns.Count);
                AnalysisRun found = AnalysisRun.Of(asked, source, progress.Done, stop);
                Write(found, path, parsed.GetValue(result), parsed.GetValue(report), progress);
                return found;
            });
            AnalysisDisplay.Draw(screen, run, parsed.GetValue(result), parsed.GetValue(report));
            if (screen.IsJson)
            {
                screen.Document(run.WriteJson);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>An option with a number above 0.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="helpName">What its value is called.</param>
    /// <param name="description">What it does.</param>
    internal static Option<double?> Positive(string name, string helpName, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result => ReadPositive(result, name),
    };

    /// <summary>An option with one of some words.</summary>
    /// <typeparam name="T">What they stand for.</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    /// <param name="words">The words, the default first.</param>
    internal static Option<T?> Choice<T>(string name, string description, IReadOnlyList<KeyValuePair<string, T>> words)
        where T : struct => new(name)
        {
            HelpName = "METHOD",
            Description = $"{description}: {words[0].Key} (default), {string.Join(", ", words.Skip(1).Select(word => word.Key))}.",
            CustomParser = result =>
            {
                string text = result.Tokens[0].Value;
                if (words.FirstOrDefault(word => word.Key == text) is { Key: not null } found)
                {
                    return found.Value;
                }

                result.AddError($"{name} is \"{text}\", but must be one of {string.Join(", ", words.Select(word => word.Key))}.");
                return null;
            },
        };

    /// <summary>Writes the files that are asked for.</summary>
    private static void Write(AnalysisRun run, string data, string? place, string? page, AnalysisProgress progress)
    {
        if (place is not null)
        {
            progress.Begin($"Writing {Path.GetFileName(place)}");
            bool isDocument = Path.GetExtension(place).Equals(".json", StringComparison.OrdinalIgnoreCase);
            OutputFile.Write(place, full => AtomicFile.Write(full, stream =>
            {
                if (isDocument)
                {
                    run.WriteJson(stream);
                    return;
                }

                using StreamWriter csv = new(stream, bufferSize: 1 << 16, leaveOpen: true);
                run.WriteCsv(csv);
            }));
        }

        if (page is not null)
        {
            progress.Begin($"Writing {Path.GetFileName(page)}");
            ReportWriter.Write(page, $"{run.Title}: {Path.GetFileName(data)}", string.Join(' ', run.Notes), run.Sections());
        }
    }

    private static double? ReadPositive(ArgumentResult result, string name)
    {
        string text = result.Tokens[0].Value;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && value > 0)
        {
            return value;
        }

        result.AddError($"{name} is \"{text}\", but must be a number above 0.");
        return null;
    }
}

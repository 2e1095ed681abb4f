using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Unroll.Series.Reading;

namespace Unroll.Cli.Commands;

/// <summary>Options that several commands have, described alike everywhere.</summary>
internal static class CommonOptions
{
    private const int MostThreads = 4096;
    private const int MostHorizon = 100_000;

    /// <summary>The limit of what comes by a pipe, behind the description of a file of data.</summary>
    internal static string Pipes { get; } =
        $"\"-\" is standard input; of a pipe, which may never end, at most {ByteFormatter.Format(SpooledInput.DefaultLimit)} are taken.";

    /// <summary><c>--seed N</c>.</summary>
    internal static Option<ulong?> Seed(string? description = null) => new("--seed")
    {
        HelpName = "N",
        Description = description
            ?? "Seed of initial weights, shuffling and dropout; the recipe's when not given. The same seed gives the same "
            + "network, bit for bit, on any number of threads.",
        CustomParser = result => ulong.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : Refuse<ulong?>(result, $"--seed is \"{result.Tokens[0].Value}\", but must be a whole number from 0 to {ulong.MaxValue}."),
    };

    /// <summary><c>--threads N</c>.</summary>
    internal static Option<int> Threads() => new("--threads")
    {
        HelpName = "N",
        Description = "Threads to compute with; 0, the default, is one for each core.",
        CustomParser = result => WholeNumber(result, "--threads", 0, MostThreads),
    };

    /// <summary><c>--json</c>.</summary>
    internal static Option<bool> Json(string what) => new("--json")
    {
        Description = $"Print {what} as one JSON document; everything else goes to standard error.",
    };

    /// <summary><c>--time-zone ZONE</c>.</summary>
    internal static Option<string?> TimeZone() => new("--time-zone")
    {
        HelpName = "ZONE",
        Description = "The zone whose local times stamps without an offset are, such as Europe/Berlin.",
    };

    /// <summary><c>--duplicate-timestamps</c>.</summary>
    /// <param name="otherwise">What is done where it is not given, behind the description.</param>
    internal static Option<string?> Duplicates(string otherwise = "") => new("--duplicate-timestamps")
    {
        HelpName = "HOW",
        Description = "Rows of a series with one stamp, where they are repeated measurements: keep the first or the last, or take their "
            + $"mean{otherwise}.",
    };

    /// <summary>The treatment that <c>--duplicate-timestamps</c> names; null where it is not given.</summary>
    /// <exception cref="InputException">There is no such treatment.</exception>
    internal static DuplicateTimestamps? DuplicatesOf(string? how) => how switch
    {
        null => null,
        "first" => DuplicateTimestamps.First,
        "last" => DuplicateTimestamps.Last,
        "mean" => DuplicateTimestamps.Mean,
        _ => throw new InputException($"--duplicate-timestamps is \"{how}\", but can be first, last or mean: give one of them."),
    };

    /// <summary><c>--data FILE</c>.</summary>
    internal static Option<string?> Data(string description, bool required = false) =>
        new("--data") { HelpName = "FILE", Description = $"{description} {Pipes}", Required = required };

    /// <summary><c>--horizon</c> of a proposed recipe.</summary>
    internal static Option<int?> ProposedHorizon() => new("--horizon")
    {
        HelpName = "N",
        Description = "Of a file of series: rows to forecast at once; those of its test file, else 1, when not given.",
        CustomParser = result => WholeNumber(result, "--horizon", 1, MostHorizon),
    };

    /// <summary><c>--out</c>.</summary>
    internal static Option<string?> Out(string helpName, string description) =>
        new("--out") { HelpName = helpName, Description = description };

    /// <summary>A number of lines, for example <c>--skip-lines N</c>.</summary>
    internal static Option<int?> Lines(string name, string description) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result => WholeNumber(result, name, 0, int.MaxValue),
    };

    /// <summary>A whole number within limits.</summary>
    internal static Option<int?> Number(string name, string description, int minimum, int maximum = int.MaxValue) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result => WholeNumber(result, name, minimum, maximum),
    };

    private static int WholeNumber(ArgumentResult result, string option, int minimum, int maximum)
    {
        string text = result.Tokens[0].Value;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum
            && value <= maximum
            ? value
            : Refuse<int>(
                result, string.Create(
                    CultureInfo.InvariantCulture, $"{option} is \"{text}\", but must be a whole number from {minimum} to {maximum}."));
    }

    private static T? Refuse<T>(ArgumentResult result, string message)
    {
        result.AddError(message);
        return default;
    }
}

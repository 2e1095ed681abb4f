using System.CommandLine;
using System.CommandLine.Parsing;
using Unroll.Catalogue;

namespace Unroll.Cli.Commands;

/// <summary>The error messages of command lines, with the likely intended words.</summary>
internal static class UsageErrors
{
    /// <summary>Writes the errors of a command line.</summary>
    internal static void Write(ParseResult result, TextWriter error)
    {
        Command command = result.CommandResult.Command;
        string path = string.Join(' ', CommandTree.PathOf(result.CommandResult).Prepend("unroll"));
        IReadOnlyList<string> unmatched = result.UnmatchedTokens;
        if (unmatched.Count == 0 && command.Subcommands.Count > 0)
        {
            // Nothing is wrong but that a command is missing: what there is to choose from says more than an error.
            result.RootCommandResult.Command.Parse([.. CommandTree.PathOf(result.CommandResult), "--help"])
                .Invoke(new InvocationConfiguration { Output = error, Error = error });
            return;
        }

        if (unmatched.Count > 0)
        {
            // What follows a word that was not understood is not understood either; only the first is worth telling.
            error.WriteLine($"unroll: {Unmatched(command, path, unmatched[0])}");
        }
        else
        {
            foreach (ParseError mistake in result.Errors)
            {
                error.WriteLine($"unroll: {mistake.Message}");
            }
        }

        error.WriteLine($"Type \"{path} --help\" for the usage.");
    }

    private static string Unmatched(Command command, string path, string word)
    {
        bool isOption = word.StartsWith('-');
        string? nearest = Suggestion.Nearest(
            word, isOption ? command.Options.SelectMany(LongNames) : command.Subcommands.Select(subcommand => subcommand.Name));
        string hint = nearest is null ? "" : $" Did you mean {nearest}?";
        return isOption ? $"\"{path}\" has no option {word}.{hint}"
            : command.Subcommands.Count > 0 ? $"There is no command \"{path} {word}\".{hint}"
            : $"\"{word}\" is one argument too many for \"{path}\".";
    }

    // A letter is too near to any other to be meant by a slip.
    private static IEnumerable<string> LongNames(Option option) =>
        option.Aliases.Append(option.Name).Where(name => name.StartsWith("--", StringComparison.Ordinal));
}

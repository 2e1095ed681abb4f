using System.CommandLine;
using System.CommandLine.Parsing;

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
        IEnumerable<string> known = isOption
            ? command.Options.SelectMany(option => option.Aliases.Append(option.Name))
            : command.Subcommands.Select(subcommand => subcommand.Name);
        string? nearest = known.Select(name => (name, distance: Distance(name, word)))
            .Where(pair => pair.distance <= Math.Max(2, pair.name.Length / 3) && pair.distance < pair.name.Length)
            .OrderBy(pair => pair.distance).Select(pair => pair.name).FirstOrDefault();
        string hint = nearest is null ? "" : $" Did you mean {nearest}?";
        return isOption ? $"\"{path}\" has no option {word}.{hint}"
            : command.Subcommands.Count > 0 ? $"There is no command \"{path} {word}\".{hint}"
            : $"\"{word}\" is one argument too many for \"{path}\".";
    }

    // Levenshtein 1966: the fewest letters to insert, delete or replace.
    private static int Distance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}

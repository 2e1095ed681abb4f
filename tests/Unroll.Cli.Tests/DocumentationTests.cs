using System.CommandLine;
using System.Text.RegularExpressions;
using Unroll.Cli.Commands;

namespace Unroll.Cli.Tests;

/// <summary>What the documents say of the command is what the parser does.</summary>
public sealed partial class DocumentationTests
{
    private static readonly RootCommand _root = CommandTree.Create(new CliHost { Output = TextWriter.Null, Error = TextWriter.Null });

    [Fact]
    public void Every_command_has_its_section_with_its_options_and_no_others()
    {
        Dictionary<string, string[]> documented = Sections(File.ReadAllText(InRepository("docs", "cli.md")));
        Dictionary<string, string[]> parsed = Leaves(_root, "unroll").ToDictionary(
            leaf => leaf.Usage,
            leaf => leaf.Command.Options.Where(
                option => option.Name.StartsWith("--", StringComparison.Ordinal) && option.Name is not "--help" and not "--version")
                .Select(option => option.HelpName is null ? option.Name : $"{option.Name} {option.HelpName}").Order(StringComparer.Ordinal)
                    .ToArray());

        Assert.Equal(parsed.Keys.Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        foreach ((string usage, string[] options) in parsed)
        {
            Assert.True(
                options.SequenceEqual(documented[usage]),
                $"{usage}: the parser has [{string.Join(", ", options)}], docs/cli.md has [{string.Join(", ", documented[usage])}]");
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/cli.md")]
    [InlineData("docs/recipes.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Every_example_of_the_command_parses(string document)
    {
        string path = InRepository(document.Split('/'));
        if (!File.Exists(path))
        {
            return;
        }

        foreach (Match match in ExampleLine().Matches(File.ReadAllText(path)))
        {
            string line = match.Groups["arguments"].Value;
            string[] args = [
                .. Quoted().Replace(line, "FILE").Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .TakeWhile(word => word[0] is not ('#' or '|' or '>' or '&'))];
            Assert.True(_root.Parse(args).Errors.Count == 0, $"{document}: \"unroll {line}\" is no valid command");
        }
    }

    private static IEnumerable<(string Usage, Command Command)> Leaves(Command command, string path)
    {
        if (command.Subcommands.Count > 0)
        {
            return command.Subcommands.SelectMany(subcommand => Leaves(subcommand, $"{path} {subcommand.Name}"));
        }

        return [(string.Join(' ', command.Arguments.Select(argument => argument.Name).Prepend(path)), command)];
    }

    private static Dictionary<string, string[]> Sections(string text) => text.Split("\n## ")
        .Where(section => section.StartsWith("`unroll ", StringComparison.Ordinal))
        .ToDictionary(
            section => section[1..section.IndexOf('`', 1)],
            section => OptionRow().Matches(section).Select(match => match.Groups["option"].Value).Order(StringComparer.Ordinal).ToArray());

    private static string InRepository(params string[] path) => Path.Combine([Repository.Root, .. path]);

    [GeneratedRegex(@"^\| `(?<option>--[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    // A line of a code block that begins with the command, a prompt or environment variables before it; not the overview with its "|".
    [GeneratedRegex(@"^(?:\$ )?(?:[A-Z_]+=\S+ )*(?:\./)?unroll (?<arguments>(?!data list \|)[a-z-][^\n]*)$", RegexOptions.Multiline)]
    private static partial Regex ExampleLine();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Quoted();
}

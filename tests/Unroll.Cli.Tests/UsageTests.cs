using System.CommandLine;
using Unroll.Cli.Commands;

namespace Unroll.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("trian", "no command \"unroll trian\"", "train")]
    [InlineData("data gte", "no command \"unroll data gte\"", "get")]
    [InlineData("train x.yaml --treads 2", "no option --treads", "--threads")]
    [InlineData("train x.yaml --thr 2", "no option --thr", "Did you mean --threads?")]
    [InlineData("train x.yaml --SEDE 2", "no option --SEDE", "Did you mean --seed?")]
    [InlineData("dtaa", "no command \"unroll dtaa\"", "Did you mean data?")]
    [InlineData("quick", "no command \"unroll quick\"", "Did you mean quickstart?")]
    [InlineData("train x.yaml y.yaml", "one argument too many", "unroll train --help")]
    [InlineData("train", "RECIPE", "unroll train --help")]
    [InlineData("train x.yaml --seed one", "--seed is \"one\"", "whole number")]
    [InlineData("train x.yaml --threads -1", "--threads is \"-1\"", "from 0")]
    [InlineData("forecast run --data x.csv --horizon 0", "--horizon is \"0\"", "1")]
    [InlineData("forecast run", "--data", "required")]
    [InlineData("data get enrgy", "\"enrgy\"", "Did you mean 'energy'?")]
    [InlineData("", "Usage", "quickstart")]
    [InlineData("data", "Usage", "path <NAME>")]
    public void Wrong_usage_is_refused_with_a_hint(string line, string what, string hint) =>
        CliRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).AssertRefused(what, hint);

    [Theory]
    [InlineData("--help")]
    [InlineData("train --help")]
    [InlineData("data path -h")]
    public void Help_goes_to_standard_output(string line)
    {
        CliRun run = CliRun.Of(line.Split(' '));

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("unroll", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unroll.Cli", run.Output, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public void Help_tells_each_command_in_a_short_sentence_that_begins_with_what_it_does()
    {
        RootCommand root = CommandTree.Create(new CliHost { Output = TextWriter.Null, Error = TextWriter.Null });
        Assert.Equal(["quickstart", "inspect", "train", "forecast"], root.Subcommands.Take(4).Select(command => command.Name));
        Command[] commands = [.. root.Subcommands, .. root.Subcommands.SelectMany(command => command.Subcommands)];
        foreach (Command command in commands)
        {
            Assert.Matches(@"^[A-Z][a-z]*[a-rt-z] [^:]*\.$", command.Description);
            Assert.InRange(command.Description!.Length, 20, 110);
            foreach (Symbol symbol in (Symbol[])[.. command.Options, .. command.Arguments])
            {
                Assert.Matches(@"^[A-Z].*\.$", symbol.Description);
                Assert.InRange(symbol.Description!.Length, 10, 190);
            }
        }
    }

    [Fact]
    public void An_unexpected_failure_shows_its_place_only_on_demand()
    {
        // A null byte is refused by every file system, in the runtime and not by a check of ours.
        string[] args = ["summary", "a\0b"];
        CliRun quiet = CliRun.Of(args);
        CliRun debug = CliRun.Of(args, new Dictionary<string, string> { ["UNROLL_DEBUG"] = "1" });

        Assert.NotEqual(0, quiet.ExitCode);
        Assert.DoesNotContain("   at ", quiet.Error, StringComparison.Ordinal);
        Assert.Contains("   at ", debug.Error, StringComparison.Ordinal);
    }
}

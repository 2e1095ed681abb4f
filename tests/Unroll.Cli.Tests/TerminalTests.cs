namespace Unroll.Cli.Tests;

/// <summary>Nothing that others write (names, units, classes, files) steers the terminal.</summary>
public sealed class TerminalTests : IDisposable
{
    private const string Evil = "\u001b[31mred\u0007\u009b2J\u202Eback\rover";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("plain \n\t text\r\n", "plain \n\t text\r\n")]
    [InlineData("\u001b[2J\u0000\u007f\u0085", "\uFFFD[2J\uFFFD\uFFFD\uFFFD")]
    [InlineData("a\rb\u202Ec\u2066d\u200Fe\u2028f", "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf")]
    public void Control_characters_and_marks_of_direction_are_replaced(string text, string plain)
    {
        using StringWriter inner = new();
        using PlainWriter writer = new(inner);

        writer.Write(text);

        Assert.Equal(plain, PlainFormatter.Format(text));
        Assert.Equal(plain, inner.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void No_command_shows_them(bool isTerminal)
    {
        string csv = "date,\"" + Evil + "\",class\n" + string.Concat(TinySeries.Csv().Split('\n').Skip(1).Where(line => line.Length > 0)
            .Select(line => $"{line},x{Evil[..8]}\n"));
        _folder.Write("tiny.csv", csv);
        string yaml = Evil.Replace("\u001b", "\\e").Replace("\u0007", "\\a").Replace("\u009b", "\\x9b").Replace("\u202E", "\\u202e")
            .Replace("\r", "\\r");
        string recipe = _folder.Write("tiny.yaml", TinySeries.Recipe.Edit("target: load", $"target: \"{yaml}\"")
            .Edit("unit: MW", $"unit: \"{yaml}\""));
        string run = _folder.In("run");
        string bad = _folder.Write("bad.yaml", $"\"{yaml}\": 1\n");
        string[][] commands =
        [
            ["train", recipe, "--out", run], ["summary", run], ["forecast", run, "--data", _folder.In("tiny.csv")],
            ["evaluate", run, "--data", _folder.In("tiny.csv")], ["inspect", _folder.In("tiny.csv")],
            ["inspect", recipe, "--windows"], ["train", bad], ["train", _folder.In("no" + Evil + ".yaml")], ["explain", Evil],
            ["forecast", run, "--data", _folder.In(Evil)], [Evil], ["train", recipe, "--" + Evil], ["train", recipe, "--threads", Evil],
        ];
        foreach (string[] command in commands)
        {
            using StringWriter output = new(), error = new();
            Program.Run(command, new CliHost
            {
                Output = output,
                Error = error,
                OutputIsTerminal = isTerminal,
                Variable = name => name == "TERM" ? "xterm-256color" : null,
            });
            string all = output.ToString() + error;
            Assert.NotEqual("", all);
            foreach (string part in (string[])["\u001b[31mred", "\u0007", "\u009b", "\u202E", "back\rover"])
            {
                Assert.False(all.Contains(part, StringComparison.Ordinal), $"{string.Join(' ', command)}: {part.Length} {all}");
            }
        }
    }
}

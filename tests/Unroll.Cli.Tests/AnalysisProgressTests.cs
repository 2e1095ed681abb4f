using Spectre.Console;
using Unroll.Cli.Display;

namespace Unroll.Cli.Tests;

public class AnalysisProgressTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_terminal_shows_what_is_done(int parts)
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
        });
        AnalysisProgress progress = new();
        progress.Begin("Reading [big].csv", parts);
        progress.Draw(console, Task.CompletedTask);

        Assert.Contains("Reading [big].csv", output.ToString());
    }
}

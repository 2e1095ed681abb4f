using Spectre.Console;

namespace Unroll.Cli.Display;

/// <summary>
/// Where a command shows things: what is for people goes to standard output, or to standard error when standard output is to hold
/// exactly one JSON document (or one path).
/// </summary>
internal sealed class Screen : IDisposable
{
    private const int WidthWithoutTerminal = 100;
    private const int NarrowestWidth = 40;
    private const int WidestWidth = 400;

    private readonly CliHost _host;
    private readonly TextWriter _people;

    internal Screen(CliHost host, bool json)
    {
        _host = host;
        IsJson = json;
        _people = json ? host.Error : host.Output;
        bool terminal = json ? host.ErrorIsTerminal : host.OutputIsTerminal;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(json ? host.RawError : host.RawOutput),
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = terminal ? InteractionSupport.Detect : InteractionSupport.No,
        });
        Console.Pipeline.Attach(new PlainRendering());
        Console.Profile.Capabilities.Unicode = true;
        if (!terminal)
        {
            Console.Profile.Width = int.TryParse(host.Variable("COLUMNS"), out int columns)
                ? Math.Clamp(columns, NarrowestWidth, WidestWidth) : WidthWithoutTerminal;
        }

        IsLive = terminal && Console.Profile.Capabilities.Ansi;
    }

    /// <summary>Whether standard output is kept for a document.</summary>
    internal bool IsJson { get; }

    /// <summary>Whether what is for people can be drawn over, as a progress bar does.</summary>
    internal bool IsLive { get; }

    /// <summary>Draws tables and bars for people.</summary>
    internal IAnsiConsole Console { get; }

    public void Dispose() => _people.Flush();

    /// <summary>Writes a line for people, as it is.</summary>
    internal void Line(string text = "") => _people.WriteLine(text);

    /// <summary>Writes a part of a line for people, as it is, at once.</summary>
    internal void Text(string text)
    {
        _people.Write(text);
        _people.Flush();
    }

    /// <summary>Writes a line for people that stays above the bars, where some are being drawn.</summary>
    internal void LineAboveBars(string text)
    {
        if (IsLive)
        {
            Console.WriteLine(text);
        }
        else
        {
            Line(text);
        }
    }

    /// <summary>Writes a note to standard error, or above the bars where some are being drawn.</summary>
    internal void Note(string text)
    {
        if (IsLive)
        {
            Console.WriteLine(text);
        }
        else
        {
            _host.Error.WriteLine($"unroll: {text}");
        }
    }

    /// <summary>A text without what would be read as markup, for titles and cells that are drawn.</summary>
    internal static string Escape(string text) => Markup.Escape(text);

    /// <summary>Writes the one document to standard output.</summary>
    internal void Document(string text) => _host.Output.WriteLine(text.TrimEnd());

    /// <summary>Writes the one document to standard output, piece by piece.</summary>
    /// <param name="write">Writes it as UTF-8, without a line break at its end.</param>
    internal void Document(Action<Stream> write)
    {
        using DecodedStream stream = new(_host.Output);
        write(stream);
        _host.Output.WriteLine();
    }
}

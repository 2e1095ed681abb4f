using System.Text.Json.Nodes;
using Unroll.Series.Profiling;
using Unroll.Tasks.Proposals;

namespace Unroll.Cli.Display;

/// <summary>The description of a running text, or of a list of lines.</summary>
/// <param name="text">Its profile.</param>
/// <param name="proposal">The recipe.</param>
internal sealed class RunningTextInspection(TextProfile text, TextProposal proposal)
    : TextInspection(proposal.Name, proposal.Obstacle, proposal.ToYaml)
{
    /// <summary>Describes a text.</summary>
    /// <param name="text">Its profile.</param>
    internal RunningTextInspection(TextProfile text)
        : this(text, new TextProposal(text))
    {
    }

    /// <inheritdoc/>
    internal override void Draw(Screen screen)
    {
        screen.Line($"{Path.GetFileName(text.Path)}: {(text.IsList ? "a list of lines, a text each" : "running text")}, {text.Encoding}");
        string frequent = string.Join(", ", text.Frequent.Select(
            pair => FormattableString.Invariant($"{Shown(pair.Key)} {100.0 * pair.Value / text.Characters:0.0} %")));
        string longest = CountFormatter.Format(text.LongestLine, "characters");
        Fact(screen, "characters", $"{text.Characters:N0}, {text.DistinctCharacters:N0} distinct; the most frequent: {frequent}");
        Fact(screen, "lines", $"{text.Lines:N0}, {text.EmptyLines:N0} of them empty; the longest has {longest}");
        Fact(screen, "words", $"{text.Words:N0} words and signs, {text.DistinctWords:N0} distinct");
    }

    private protected override JsonObject Facts() => new()
    {
        ["file"] = text.Path,
        ["kind"] = text.IsList ? "lines" : "text",
        ["encoding"] = text.Encoding,
        ["characters"] = text.Characters,
        ["distinct_characters"] = text.DistinctCharacters,
        ["frequent_characters"] = new JsonObject(text.Frequent.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["lines"] = text.Lines,
        ["empty_lines"] = text.EmptyLines,
        ["longest_line"] = text.LongestLine,
        ["words"] = text.Words,
        ["distinct_words"] = text.DistinctWords,
    };

    private static string Shown(string character) => character switch
    {
        " " => "blank",
        "\n" => "line end",
        "\t" => "tab",
        _ => character,
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Series.Profiling;

namespace Unroll.Cli.Display;

/// <summary>The profile of a text, for people and as a JSON document.</summary>
internal static class TextInspection
{
    private const int LabelWidth = 12;

    /// <summary>Draws it.</summary>
    internal static void Draw(Screen screen, TextProfile text)
    {
        screen.Line($"{Path.GetFileName(text.Path)}: {(text.IsList ? "a list of lines, a text each" : "running text")}, {text.Encoding}");
        string frequent = string.Join(", ", text.Frequent.Select(
            pair => FormattableString.Invariant($"{Shown(pair.Key)} {100.0 * pair.Value / text.Characters:0.0} %")));
        string longest = CountFormatter.Format(text.LongestLine, "characters");
        Fact("characters", $"{text.Characters:N0}, {text.DistinctCharacters:N0} distinct; the most frequent: {frequent}");
        Fact("lines", $"{text.Lines:N0}, {text.EmptyLines:N0} of them empty; the longest has {longest}");
        Fact("words", $"{text.Words:N0} words and signs, {text.DistinctWords:N0} distinct");

        void Fact(string label, FormattableString fact) =>
            InspectionDisplay.Wrapped(
                screen, label.PadRight(LabelWidth), new string(' ', LabelWidth), fact.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The profile as a JSON document.</summary>
    /// <param name="text">The profile.</param>
    /// <param name="recipe">The proposed recipe, or null.</param>
    /// <param name="obstacle">Why none is proposed, or null.</param>
    internal static string Document(TextProfile text, string? recipe, string? obstacle) => new JsonObject
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
        ["recipe"] = recipe,
        ["no_recipe_because"] = obstacle,
    }.ToJsonString(new() { WriteIndented = true });

    private static string Shown(string character) => character switch
    {
        " " => "blank",
        "\n" => "line end",
        "\t" => "tab",
        _ => character,
    };
}

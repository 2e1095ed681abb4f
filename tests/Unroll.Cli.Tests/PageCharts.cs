using System.Text.Json;
using System.Text.RegularExpressions;

namespace Unroll.Cli.Tests;

/// <summary>The charts of a page, by the numbers that its script draws them from.</summary>
internal static partial class PageCharts
{
    /// <summary>The sections with charts, in their order.</summary>
    public static JsonElement[] Of(string page) =>
        [.. Data().Matches(File.ReadAllText(page)).Select(match => JsonDocument.Parse(match.Groups[1].Value).RootElement)];

    /// <summary>The names of the lines of each panel.</summary>
    public static string[][] Lines(JsonElement section) =>
    [
        .. section.GetProperty("panels").EnumerateArray().Select(panel =>
            panel.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("name").GetString()!).ToArray()),
    ];

    /// <summary>A line of a panel.</summary>
    public static JsonElement Line(JsonElement section, int panel, int line) =>
        section.GetProperty("panels")[panel].GetProperty("lines")[line];

    [GeneratedRegex("<script type=\"application/json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Data();
}

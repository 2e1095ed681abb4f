using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Unroll.Tasks.Recipes;

/// <summary>Writes JSON as the YAML of a recipe: sections in lines of their own, short lists and sections of scalars in one line.</summary>
internal static class YamlFormatter
{
    private const int LongestLine = 110;

    /// <summary>The text, ending with a line break.</summary>
    /// <param name="section">What is written.</param>
    public static string ToYaml(JsonObject section)
    {
        StringBuilder text = new();
        WriteSection(text, section, 0);
        return text.ToString();
    }

    /// <summary>A text as YAML writes it: with quotes where it would be taken for something else without.</summary>
    /// <param name="text">The text.</param>
    public static string Scalar(string text)
    {
        bool isPlain = text.Length > 0
            && !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
            && !"-?:,[]{}#&*!|>'\"%@`".Contains(text[0], StringComparison.Ordinal)
            && !text.Contains(": ", StringComparison.Ordinal) && !text.EndsWith(':') && !text.Contains(" #", StringComparison.Ordinal)
            && text.All(c => !IsEscaped(c) && !",[]{}".Contains(c, StringComparison.Ordinal))
            && text is not ("~" or "null" or "Null" or "NULL" or "true" or "True" or "false" or "False" or "yes" or "no" or "on" or "off")
            && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
        return isPlain ? text : Quoted(text);
    }

    private static string Quoted(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when IsEscaped(c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    // YAML 1.1 ends lines at the separators of Unicode, too.
    private static bool IsEscaped(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static void WriteSection(StringBuilder text, JsonObject section, int indent)
    {
        foreach ((string key, JsonNode? value) in section)
        {
            text.Append(' ', indent).Append(Scalar(key)).Append(':');
            WriteValue(text, value, indent + 2);
        }
    }

    private static void WriteValue(StringBuilder text, JsonNode? value, int indent)
    {
        string flow = Flow(value);
        bool isShort = flow.Length + indent <= LongestLine && ((indent > 2 && value is JsonObject) || !HasSections(value));
        if (isShort || value is JsonValue or null or JsonObject { Count: 0 } or JsonArray { Count: 0 })
        {
            text.Append(flow.Length == 0 ? "" : " ").Append(flow).Append('\n');
            return;
        }

        text.Append('\n');
        if (value is JsonObject section)
        {
            WriteSection(text, section, indent);
            return;
        }

        foreach (JsonNode? item in value.AsArray())
        {
            string line = item is JsonObject { Count: 1 } named && named.First() is { Value: JsonObject { Count: 0 } } bare
                ? Scalar(bare.Key)
                : item is JsonObject { Count: 1 } pair ? $"{Scalar(pair.First().Key)}: {Flow(pair.First().Value)}".TrimEnd()
                : Flow(item);
            text.Append(' ', indent).Append("- ").Append(line).Append('\n');
        }
    }

    private static bool HasSections(JsonNode? value) => value switch
    {
        JsonObject section => section.Any(field => field.Value is JsonObject or JsonArray),
        JsonArray list => list.Any(item => item is JsonObject or JsonArray),
        _ => false,
    };

    private static string Flow(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject section => $"{{{string.Join(", ", section.Select(field => $"{Scalar(field.Key)}: {Flow(field.Value)}".TrimEnd()))}}}",
        JsonArray list => $"[{string.Join(", ", list.Select(Flow))}]",
        JsonValue scalar when scalar.TryGetValue(out string? content) => Scalar(content),
        _ => value.ToJsonString(),
    };
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Unroll.Series.Tests.Preparing;

/// <summary>
/// Reads examples of the catalogue: a key with a scalar, a list in brackets or a section in braces, as YAML has them in one line.
/// </summary>
internal static class FlowParser
{
    public static JsonNode Parse(string text)
    {
        int at = 0;
        return text.Contains(':', StringComparison.Ordinal) ? Section(text + "}", ref at) : JsonValue.Create(text);
    }

    private static JsonObject Section(string text, ref int at)
    {
        JsonObject section = [];
        do
        {
            int colon = text.IndexOf(':', at);
            string key = text[at..colon].Trim();
            at = colon + 1;
            section[key] = Value(text, ref at);
        }
        while (text[at++] == ',');
        return section;
    }

    private static JsonNode Value(string text, ref int at)
    {
        while (text[at] == ' ')
        {
            at++;
        }

        if (text[at] == '{')
        {
            at++;
            return Section(text, ref at);
        }

        if (text[at] == '[')
        {
            JsonArray list = [];
            do
            {
                at++;
                list.Add(Value(text, ref at));
            }
            while (text[at] == ',');
            at++;
            return list;
        }

        int end = text.IndexOfAny([',', ']', '}'], at);
        string scalar = text[at..end].Trim();
        at = end;
        return double.TryParse(scalar, CultureInfo.InvariantCulture, out double number) ? JsonValue.Create(number)
            : scalar is "true" or "false" ? JsonValue.Create(scalar == "true")
            : JsonValue.Create(scalar);
    }
}

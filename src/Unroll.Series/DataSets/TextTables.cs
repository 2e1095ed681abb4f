using System.Text;
using System.Text.Json;

namespace Unroll.Series.DataSets;

/// <summary>Tables of texts with their classes, made of how data sets of texts are published.</summary>
internal static class TextTables
{
    /// <summary>The questions of a part of CLINC150 with their intents, of its JSON document.</summary>
    /// <param name="json">The document: an object of parts, each a list of pairs.</param>
    /// <param name="parts">Names of the parts, one after the other.</param>
    public static string Intents(string json, params ReadOnlySpan<string> parts)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        StringBuilder table = new("text\tintent\n");
        foreach (string part in parts)
        {
            foreach (JsonElement pair in document.RootElement.GetProperty(part).EnumerateArray())
            {
                table.Append(pair[0].GetString()).Append('\t').Append(pair[1].GetString()).Append('\n');
            }
        }

        return table.ToString();
    }

    /// <summary>Sentences with their polarity: every tenth of each polarity, or the others.</summary>
    /// <param name="text">As many positive sentences as negative ones, one a line, the positive ones first.</param>
    /// <param name="tenth">Whether every tenth sentence is taken, rather than the others.</param>
    public static string Polarities(string text, bool tenth)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        int half = lines.Length / 2;
        StringBuilder table = new("text\tsentiment\n");
        for (int line = 0; line < lines.Length; line++)
        {
            bool isPositive = line < half;
            int number = (isPositive ? line : line - half) + 1;
            if (number % 10 == 0 == tenth)
            {
                table.Append(lines[line].Trim()).Append('\t').Append(isPositive ? "positive" : "negative").Append('\n');
            }
        }

        return table.ToString();
    }
}

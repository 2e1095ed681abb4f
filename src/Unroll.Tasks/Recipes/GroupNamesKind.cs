using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Names of groups, among which <c>0..4</c> stands for the whole numbers of a range.</summary>
internal sealed class GroupNamesKind : ValueKind<IReadOnlyList<string>>
{
    private const int MostNumbers = 10_000;

    private static readonly ValueKind<IReadOnlyList<string>> _texts = Kind.Texts(allowsSingle: true);

    public override string Description => "texts, or a range of whole numbers";

    public override IReadOnlyList<string> Read(ConfigurationNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return [.. _texts.Read(node).SelectMany(text => RangeOf(text, node) ?? [text]).Distinct(StringComparer.Ordinal)];
    }

    public override JsonNode? Write(IReadOnlyList<string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Count == 0 ? null : _texts.Write(value);
    }

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = new JsonArray("string", "number") },
            new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = new JsonArray("string", "number") } }),
    };

    private static IEnumerable<string>? RangeOf(string text, ConfigurationNode node)
    {
        string[] ends = text.Split("..");
        if (ends.Length != 2 || !int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            || !int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int last))
        {
            return null;
        }

        return last >= first && last - first < MostNumbers
            ? Enumerable.Range(first, last - first + 1).Select(number => number.ToString(CultureInfo.InvariantCulture))
            : throw node.Expected($"a range whose end is not before its begin, of at most {MostNumbers} numbers, such as 0..4");
    }
}

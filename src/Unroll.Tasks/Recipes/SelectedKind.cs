using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Blocks whose name stands among their settings: <c>{by: time, train: 0.8, …}</c>.</summary>
/// <param name="catalogue">The blocks.</param>
/// <param name="key">The key of the name.</param>
/// <param name="standard">The name where none is given.</param>
internal sealed class SelectedKind<T>(BlockCatalogue<T> catalogue, string key, string standard) : ValueKind<T>
    where T : class
{
    public override string Description => "section";

    public override IReadOnlyList<Setting> Fields =>
    [
        // Read and written here, as it says which block the others belong to; the guide lists it beside them.
        new Setting<T, string>(
            key, Kind.OneOf([.. catalogue.Names]), value => catalogue.EntryOf(value)!.Name, $"Which kind of {catalogue.Kind} it is.")
        { DefaultValue = standard, DefaultNote = "the task's own" },
        .. catalogue.Entries.SelectMany(entry => entry.Settings).DistinctBy(setting => setting.Name),
    ];

    public override T Read(ConfigurationNode node)
    {
        ConfigurationNode? name = node.Fields().FirstOrDefault(field => field.Key == key).Value;
        Entry<T> entry = name is null || name.IsEmpty
            ? catalogue.Find(standard)!
            : catalogue.Entries.FirstOrDefault(known => known.Name == name.Text())
                ?? throw name.Error(ConfigurationNode.Unknown("value", name.Text(), catalogue.Names));
        RequireOwn(node, entry);
        return new Block<T>(entry, entry.ReadValues(node, key), node).Create();
    }

    public override JsonNode? Write(T value)
    {
        Entry<T> entry = catalogue.EntryOf(value) ?? throw new ArgumentException($"{value} is not in the catalogue.", nameof(value));
        JsonObject section = entry.Name == standard ? [] : new JsonObject { [key] = entry.Name };
        foreach ((string name, JsonNode? setting) in (JsonObject)entry.Write(value)!)
        {
            section[name] = setting?.DeepClone();
        }

        return section;
    }

    public override JsonNode Schema(SchemaDefinitions definitions)
    {
        JsonObject properties =
            new()
            {
                [key] =
                new JsonObject { ["enum"] = new JsonArray([.. catalogue.Names.Select(name => (JsonNode)name)]), ["default"] = standard }
            };
        foreach (Entry<T> entry in catalogue.Entries)
        {
            // Where nothing is required, the section is one of several ways of writing it.
            JsonObject own = (JsonObject)entry.Schema(definitions);
            JsonObject section = own.ContainsKey("properties") ? own
                : own["anyOf"]!.AsArray().OfType<JsonObject>().First(way => way.ContainsKey("properties"));
            foreach ((string name, JsonNode? schema) in (JsonObject)section["properties"]!)
            {
                properties[name] = schema?.DeepClone();
            }
        }

        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    /// <summary>A key of another block is refused with the name of that one.</summary>
    private void RequireOwn(ConfigurationNode node, Entry<T> entry)
    {
        foreach ((string field, ConfigurationNode value) in node.Fields())
        {
            Entry<T>[] owners = [.. catalogue.Entries.Where(other => other.Settings.Any(setting => setting.Name == field))];
            if (field != key && owners.Length > 0 && !owners.Contains(entry))
            {
                string where = $"{key}: {string.Join(" or ", owners.Select(owner => owner.Name))}";
                throw node.Error(field, $"belongs to {where}. Remove it, or set {where}.");
            }
        }
    }
}

using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>A section of a configuration: its settings, how an object is created from them, and how they are read back from it.</summary>
/// <typeparam name="T">The type of the object.</typeparam>
public class Section<T> : ValueKind<T>
    where T : notnull
{
    private readonly Func<SettingValues, T> _create;

    /// <summary>Creates a section.</summary>
    /// <param name="settings">Its settings, in the order in which they are written.</param>
    /// <param name="create">Creates the object from values of the settings.</param>
    /// <exception cref="ArgumentException">A name stands twice.</exception>
    public Section(IReadOnlyList<Setting> settings, Func<SettingValues, T> create)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(create);
        Settings = [.. settings];
        _create = create;
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (Setting setting in Settings)
        {
            if (!names.Add(setting.Name))
            {
                throw new ArgumentException($"The setting '{setting.Name}' stands twice: give each its own name.", nameof(settings));
            }
        }
    }

    /// <summary>The settings, in the order in which they are written.</summary>
    public IReadOnlyList<Setting> Settings { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Fields => Settings;

    /// <summary>
    /// The setting whose value may stand alone in the place of the section, as <c>lstm: 32</c> does; null where there is none.
    /// </summary>
    public Setting? Shorthand { get; init; }

    /// <summary>Whether no setting is required.</summary>
    public bool IsComplete => !Settings.Any(setting => setting.IsRequired);

    /// <inheritdoc/>
    public override string Description => Shorthand is null ? "section" : $"{Shorthand.KindDescription} or section";

    /// <summary>Creates the object from values.</summary>
    /// <param name="values">The values.</param>
    /// <exception cref="ArgumentException">They do not fit together.</exception>
    public T Create(SettingValues values) => _create(values);

    /// <inheritdoc/>
    public override T Read(ConfigurationNode node) => Create(ReadValues(node), node);

    /// <summary>Reads the values of the settings.</summary>
    /// <param name="node">The section, or the value of its shorthand.</param>
    /// <param name="except">A key that is read elsewhere; null for none.</param>
    /// <exception cref="ConfigurationException">A key is not known, one is missing, or a value is wrong.</exception>
    public SettingValues ReadValues(ConfigurationNode node, string? except = null)
    {
        ArgumentNullException.ThrowIfNull(node);
        SettingValues values = new();
        if (!node.IsEmpty && !node.IsSection && Shorthand is not null)
        {
            values.Set(Shorthand, Shorthand.Read(node));
        }
        else if (!node.IsEmpty)
        {
            ReadFields(node, values, except);
        }

        foreach (Setting setting in Settings)
        {
            if (setting.IsRequired && !values.IsGiven(setting))
            {
                throw Missing(setting, node);
            }
        }

        return values;
    }

    /// <summary>The values of an object, without those that are the defaults.</summary>
    /// <param name="made">The object.</param>
    public virtual SettingValues ReadBack(T made)
    {
        SettingValues values = new();
        foreach (Setting setting in Settings)
        {
            object? value = setting.ReadBack(made);
            JsonNode? written = value is null ? null : setting.Write(value);
            JsonNode? standard = setting.Default is { } given ? setting.Write(given) : null;
            if (written is not null && (setting.IsRequired || !JsonNode.DeepEquals(written, standard)))
            {
                values.Set(setting, value);
            }
        }

        return values;
    }

    /// <inheritdoc/>
    public override JsonNode? Write(T value) => Write(ReadBack(value));

    /// <summary>Writes values, in the shortest way.</summary>
    /// <param name="values">The values.</param>
    public JsonNode Write(SettingValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        JsonObject json = values.Write(Settings);
        return Shorthand is not null && json.Count == 1 && json[Shorthand.Name] is { } single and not JsonArray
            && (single is not JsonObject || Shorthand.BlockNames.Count > 0)
            ? single.DeepClone()
            : json;
    }

    /// <inheritdoc/>
    public override JsonNode Schema(SchemaDefinitions definitions)
    {
        JsonObject properties = [];
        foreach (Setting setting in Settings)
        {
            properties[setting.Name] = setting.DescribedSchema(definitions);
        }

        JsonObject section = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (Shorthand?.BlockNames is { Count: > 0 } names)
        {
            section["additionalProperties"] = true;
            section["propertyNames"] =
                new JsonObject
                {
                    ["enum"] =
                    new JsonArray([.. Settings.Select(setting => setting.Name).Concat(names).Select(name => (JsonNode)name)])
                };
        }
        else if (Settings.Any(setting => setting.IsRequired))
        {
            section["required"] =
                new JsonArray([.. Settings.Where(setting => setting.IsRequired).Select(setting => (JsonNode)setting.Name)]);
        }

        List<JsonNode> ways = [section];
        if (Shorthand is not null)
        {
            ways.Insert(0, Shorthand.Schema(definitions));
        }

        if (IsComplete)
        {
            ways.Add(new JsonObject { ["type"] = "null" });
        }

        return ways.Count == 1 ? section : new JsonObject { ["anyOf"] = new JsonArray([.. ways]) };
    }

    /// <summary>Creates the object from values; where they do not fit together, the error names their place.</summary>
    internal T Create(SettingValues values, ConfigurationNode? node)
    {
        try
        {
            return _create(values);
        }
        catch (Exception exception) when (node is not null
            && exception is ArgumentException or (InputException and not ConfigurationException))
        {
            throw node!.Error(RecipeTerms.Of(exception));
        }
    }

    private Setting? Find(string name)
    {
        foreach (Setting setting in Settings)
        {
            if (setting.Name == name)
            {
                return setting;
            }
        }

        return null;
    }

    private void ReadFields(ConfigurationNode node, SettingValues values, string? except)
    {
        IReadOnlyList<KeyValuePair<string, ConfigurationNode>> fields = node.Fields();
        for (int i = 0; i < fields.Count; i++)
        {
            (string key, ConfigurationNode value) = fields[i];
            if (key == except)
            {
                continue;
            }

            Setting? setting = Find(key);
            if (setting is null && Shorthand is not null && Shorthand.IsNamedBy(key))
            {
                if (values.IsGiven(Shorthand))
                {
                    throw OnceMore(key, node);
                }

                values.Set(Shorthand, Shorthand.Read(node.Only(key)));
                continue;
            }

            if (setting is null)
            {
                throw Unknown(key, node);
            }

            if (!value.IsEmpty)
            {
                values.Set(setting, setting.Read(value));
            }
            else if (setting.IsRequired)
            {
                throw Empty(setting, value);
            }
        }
    }

    // Apart from what throws them, so that a good section needs none of this compiled.
    private static ConfigurationException Missing(Setting setting, ConfigurationNode node) =>
        node.Error(setting.Name, $"is missing. Give it, for example {setting.Example}");

    private static ConfigurationException Empty(Setting setting, ConfigurationNode value) =>
        value.Error($"has no value. Give one, for example {setting.Example}");

    private ConfigurationException OnceMore(string key, ConfigurationNode node) =>
        node.Error(key, $"gives {Shorthand!.Name} once more. Keep one of them.");

    private ConfigurationException Unknown(string key, ConfigurationNode node) =>
        node.Error(key, ConfigurationNode.Unknown("key", key, [.. Settings.Select(known => known.Name)]));
}

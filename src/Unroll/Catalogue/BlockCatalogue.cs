using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>
/// The building blocks of one kind (layers, losses, …) by name: those of the library, and those that users register. Names are compared
/// without regard to case, and <c>_</c> counts as <c>-</c>.
/// </summary>
/// <typeparam name="T">The type of the building blocks.</typeparam>
public sealed class BlockCatalogue<T> : IBlockCatalogue
    where T : class
{
    private readonly Lock _registering = new();
    private readonly Func<IReadOnlyList<Entry<T>>> _builtIn;
    private readonly HashSet<string> _reserved = [];
    private IReadOnlyList<Entry<T>>? _entries;

    /// <summary>Creates a catalogue.</summary>
    /// <param name="kind">What it holds, in the singular: "layer".</param>
    /// <param name="builtIn">
    /// The entries of the library; asked for when they are first needed, since blocks may refer to their own catalogue.
    /// </param>
    public BlockCatalogue(string kind, Func<IReadOnlyList<Entry<T>>> builtIn)
    {
        ArgumentException.ThrowIfNullOrEmpty(kind);
        ArgumentNullException.ThrowIfNull(builtIn);
        (Kind, _builtIn) = (kind, builtIn);
        RecipeTerms.Add(this);
    }

    /// <inheritdoc/>
    public string Kind { get; }

    /// <summary>The entries of the library, of which a search makes the one alone that it finds.</summary>
    internal IReadOnlyList<ListedEntry<T>> Listed { get; init; } = [];

    /// <summary>Completes each entry before it is added, as with settings that all have.</summary>
    internal Func<Entry<T>, Entry<T>> Complete { get; init; } = entry => entry;

    /// <summary>Checks each entry before it is registered; throws where it cannot be.</summary>
    internal Action<Entry<T>>? Registering { get; init; }

    /// <summary>The name of an object whose type is not registered, where it is not that of the type.</summary>
    internal Func<T, string?> NameOfUnregistered { get; init; } = _ => null;

    /// <summary>All entries, those of the library first.</summary>
    public IReadOnlyList<Entry<T>> Entries
    {
        get
        {
            if (_entries is null)
            {
                lock (_registering)
                {
                    if (_entries is null)
                    {
                        Entry<T>[] builtIn = [.. _builtIn().Select(Complete)];
                        _reserved.UnionWith(builtIn.Select(entry => Normalize(entry.Name)));
                        _entries = builtIn;
                    }
                }
            }

            return _entries;
        }
    }

    /// <summary>The names, in the order of the catalogue.</summary>
    public IReadOnlyList<string> Names => [.. Entries.Select(entry => entry.Name)];

    /// <inheritdoc/>
    public IReadOnlyList<BlockDescription> Descriptions =>
        [.. Entries.Select(
            entry => new BlockDescription(Kind, entry.Name, entry.Summary, entry.Formula, entry.Example, entry.Settings, entry.Shorthand)
            {
                TypeName = entry.Type == typeof(T) ? "" : entry.Type.Name,
                OtherNames = [.. NamesOf(entry).Where(name => name != entry.Name).Select(name => name.ToLowerInvariant())],
                IsBuiltIn = _reserved.Contains(Normalize(entry.Name)),
            })];

    /// <summary>Registers a user's own block for recipes and model files. Registering a name again replaces the former entry.</summary>
    /// <param name="entry">The block.</param>
    /// <exception cref="ArgumentException">The library itself has a block of that name.</exception>
    public void Register(Entry<T> entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        IReadOnlyList<Entry<T>> entries = Entries;
        lock (_registering)
        {
            if (_reserved.Contains(Normalize(entry.Name)))
            {
                throw new ArgumentException(
                    $"There is a {Kind} named \"{entry.Name}\" in the library: give yours another name.", nameof(entry));
            }

            Registering?.Invoke(entry);
            _entries = [.. (_entries ?? entries).Where(known => Normalize(known.Name) != Normalize(entry.Name)), Complete(entry)];
        }
    }

    /// <summary>The entry of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public Entry<T>? Find(string name)
    {
        string normalized = Normalize(name);
        return FindListed(listed => listed.MayBe(normalized), entry => Normalize(entry.Name) == normalized)
            ?? Entries.FirstOrDefault(entry => Normalize(entry.Name) == normalized)
            ?? Entries.FirstOrDefault(entry => entry.Aliases.Append(entry.ShortName).Any(alias => Normalize(alias) == normalized));
    }

    /// <summary>The entry of an object; null where its type is not registered.</summary>
    /// <param name="block">The object.</param>
    public Entry<T>? EntryOf(T block)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (NameOfUnregistered(block) is { } given)
        {
            // Blocks that are named in code share a type, so that an entry is theirs by that name alone.
            return Find(given) is { } own && own.Makes(block) ? own : null;
        }

        return FindListed(listed => listed.TypeName == block.GetType().Name, entry => entry.Makes(block))
            ?? Entries.FirstOrDefault(entry => entry.Makes(block));
    }

    /// <summary>The name of an object: that of its entry, or where its type is not registered the name of the type in kebab case.</summary>
    /// <param name="block">The object.</param>
    public string NameOf(T block) => EntryOf(block)?.Name ?? NameOfUnregistered(block) ?? RecipeTerms.KebabCase(block.GetType().Name);

    /// <summary>Makes a block by its name, with the defaults of all its settings.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="InputException">There is none of that name, or it needs settings.</exception>
    public T Create(string name) => Read(new JsonConfiguration(JsonValue.Create(name), $"The {Kind}", ""));

    /// <summary>Makes a block from the JSON of <see cref="Write"/>.</summary>
    /// <param name="json">A name, or a section with a name and its settings.</param>
    /// <exception cref="InputException">There is no such block, or a setting is wrong.</exception>
    public T Create(JsonNode json) => Read(new JsonConfiguration(json, $"The {Kind}", ""));

    /// <summary>Reads a block and makes it.</summary>
    /// <param name="node">A name, or a section with a name and its settings.</param>
    /// <exception cref="ConfigurationException">There is no such block, or a setting is wrong.</exception>
    public T Read(ConfigurationNode node) => ReadBlock(node).Create();

    /// <summary>Reads the configuration of a block.</summary>
    /// <param name="node">A name, or a section with a name and its settings.</param>
    /// <exception cref="ConfigurationException">There is no such block, or a setting is wrong.</exception>
    public Block<T> ReadBlock(ConfigurationNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (!node.IsSection)
        {
            Entry<T> named = Need(node.Text(), node, null);
            return named.IsComplete
                ? new Block<T>(named, new SettingValues(), node)
                : throw node.Error($"{named.Name} needs its settings, for example {named.Example}");
        }

        IReadOnlyList<KeyValuePair<string, ConfigurationNode>> fields = node.Fields();
        if (fields.Count != 1)
        {
            throw SeveralKeys(fields, node);
        }

        (string key, ConfigurationNode value) = fields[0];
        Entry<T> entry = Need(key, node, key);
        return value.IsEmpty && !entry.IsComplete
            ? throw value.Error($"has no value. Give one, for example {entry.Example}")
            : new Block<T>(entry, entry.ReadValues(value), value.IsEmpty ? node : value);
    }

    /// <summary>Writes a block: its name, or a section with its name and those of its settings that are not the defaults.</summary>
    /// <param name="block">The block.</param>
    /// <exception cref="InputException">Its type is not registered.</exception>
    public JsonNode Write(T block) => BlockOf(block).ToJson();

    /// <summary>Writes a block; where its type is not registered, its name alone, so that the section around it is not lost.</summary>
    /// <exception cref="InputException">Its type is not registered, and the name is that of another block.</exception>
    internal JsonNode WriteOrName(T block) => EntryOf(block) is null && NameOf(block) is var name && Find(name) is null
        ? JsonValue.Create(name) : Write(block);

    /// <summary>The configuration of an object, so that it can be made again.</summary>
    /// <param name="made">The object.</param>
    /// <exception cref="InputException">Its type is not registered.</exception>
    public Block<T> BlockOf(T made)
    {
        Entry<T> entry = EntryOf(made) ?? throw new InputException(
            $"{NameOfUnregistered(made) ?? made.GetType().Name} is not in the catalogue, so it cannot be written: register an entry that "
            + $"tells its name and its settings ({typeof(T).Name}.Catalogue.Register).");
        return new Block<T>(entry, entry.ReadBack(made));
    }

    /// <summary>The blocks as JSON Schema: a name, or a section with a name and its settings.</summary>
    /// <param name="definitions">The shared definitions.</param>
    public JsonNode Schema(SchemaDefinitions definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        return definitions.Reference(Kind.Replace(' ', '-'), () =>
        {
            JsonObject properties = [];
            foreach (Entry<T> entry in Entries)
            {
                foreach (string name in NamesOf(entry))
                {
                    JsonNode schema = entry.Schema(definitions);
                    properties[name] = schema is JsonObject described ? Described(described, entry.Summary) : schema;
                }
            }

            JsonObject section = new()
            {
                ["type"] = "object",
                ["properties"] = properties,
                ["additionalProperties"] = false,
                ["minProperties"] = 1,
                ["maxProperties"] = 1,
            };
            JsonNode[] complete = [.. Entries.Where(entry => entry.IsComplete).SelectMany(NamesOf).Select(name => (JsonNode)name)];
            return complete.Length == 0 ? section
                : new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["enum"] = new JsonArray(complete) }, section) };
        });
    }

    internal static string Normalize(string name) => name.Trim().ToLowerInvariant().Replace('_', '-');

    /// <summary>All names that are understood for an entry, its own first.</summary>
    private static IEnumerable<string> NamesOf(Entry<T> entry) => entry.Aliases.Prepend(entry.ShortName).Prepend(entry.Name).Distinct();

    /// <summary>An entry of the library, as long as not all had to be made.</summary>
    private Entry<T>? FindListed(Func<ListedEntry<T>, bool> mayBe, Func<Entry<T>, bool> isIt) =>
        _entries is null && Listed.FirstOrDefault(mayBe) is { } found && Complete(found.Entry) is var entry && isIt(entry)
            ? entry : null;

    private static JsonObject Described(JsonObject schema, string summary)
    {
        schema["description"] = summary;
        return schema;
    }

    private ConfigurationException SeveralKeys(IReadOnlyList<KeyValuePair<string, ConfigurationNode>> fields, ConfigurationNode node) =>
        node.Error($"a {Kind} is one key with its settings, for example {Entries[0].Example}, but got {fields.Count} keys "
            + $"({string.Join(", ", fields.Select(field => field.Key))}).");

    private Entry<T> Need(string name, ConfigurationNode node, string? key) => Find(name) ?? throw Unknown(name, node, key);

    private ConfigurationException Unknown(string name, ConfigurationNode node, string? key)
    {
        string unknown = ConfigurationNode.Unknown(
            Kind, name, Names, [.. Entries.SelectMany(NamesOf)]);
        if (node is JsonConfiguration)
        {
            unknown += $" If it is your own, register it before ({typeof(T).Name}.Catalogue.Register).";
        }

        ConfigurationException error = key is null ? node.Error(unknown) : node.Error(key, unknown);
        error.IsUnknownName = true;
        return error;
    }
}

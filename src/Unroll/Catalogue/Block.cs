using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>
/// The configuration of a building block, from which it is created as often as needed: its entry in the catalogue, and its settings.
/// </summary>
/// <typeparam name="T">The type of the building block.</typeparam>
public sealed class Block<T>
    where T : class
{
    private readonly ConfigurationNode? _node;

    /// <summary>Creates a block.</summary>
    /// <param name="entry">Its entry.</param>
    /// <param name="values">The values of its settings.</param>
    /// <param name="node">Its place in a file, for errors; null where it was made in code.</param>
    public Block(Entry<T> entry, SettingValues values, ConfigurationNode? node = null)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(values);
        (Entry, Values, _node) = (entry, values, node);
    }

    /// <summary>Its entry in the catalogue.</summary>
    public Entry<T> Entry { get; }

    /// <summary>The values of its settings.</summary>
    public SettingValues Values { get; }

    /// <summary>Its name in the catalogue.</summary>
    public string Name => Entry.Name;

    /// <summary>Makes it, anew each time.</summary>
    /// <exception cref="InputException">Its settings do not fit together.</exception>
    public T Create() => Entry.Create(Values, _node);

    /// <summary>The same block with another value of a setting.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">Its value.</param>
    public Block<T> With<TOwner, TValue>(Setting<TOwner, TValue> setting, TValue value) => new(Entry, Values.With(setting, value), _node);

    /// <summary>The block as JSON: its name, or a section with its name and those of its settings that are not the defaults.</summary>
    public JsonNode ToJson() => Entry.Write(Values) is var settings && settings is JsonObject { Count: 0 }
        ? JsonValue.Create(Entry.Name)
        : new JsonObject { [Entry.Name] = settings };

    /// <summary>An error about the block, with its place where it stands in a file.</summary>
    /// <param name="field">Its field where it was made in code.</param>
    /// <param name="what">What was got, what was expected and what to do.</param>
    public InputException Error(string field, string what) => _node?.Error(what) ?? new InputException($"{field}: {what}");

    /// <summary>The block in one line, as YAML: <c>lstm: 32</c>.</summary>
    public override string ToString() => FlowFormatter.Of(ToJson()) is ['{', .. var pair, '}'] ? pair : Name;
}

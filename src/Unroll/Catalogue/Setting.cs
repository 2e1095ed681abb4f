using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>A setting of a building block or of a section of a recipe: its name, kind of values, and help.</summary>
public abstract class Setting
{
    private protected Setting(string name, string help)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(help);
        Name = name;
        Help = help;
    }

    /// <summary>The setting's name, in kebab case: <c>learning-rate</c>.</summary>
    public string Name { get; }

    /// <summary>Its purpose, in one line.</summary>
    public string Help { get; }

    /// <summary>Whether it has to be given.</summary>
    public bool IsRequired { get; init; }

    /// <summary>An example of it as YAML, for messages: <c>units: 32</c>; its name alone where there is none.</summary>
    public string Example { get => field ?? $"{Name}: …"; init; }

    /// <summary>The default in words, where it is no fixed value: "from the interval"; else null.</summary>
    public string? DefaultNote { get; init; }

    /// <summary>Its kind of values, as tables show it.</summary>
    public abstract string KindDescription { get; }

    /// <summary>The settings of the section where it is a section; else none.</summary>
    public abstract IReadOnlyList<Setting> Fields { get; }

    /// <summary>Its default as tables show it: <c>required</c>, a dash where it may simply be absent, or the value.</summary>
    public string DefaultDescription => IsRequired ? "required"
        : DefaultNote ?? (WriteDefault() is { } value ? $"`{FlowFormatter.Of(value)}`" : "—");

    internal virtual IReadOnlyList<string> BlockNames => [];

    internal abstract object? Default { get; }

    internal abstract object? Read(ConfigurationNode node);

    internal abstract JsonNode? Write(object? value);

    internal abstract object? ReadBack(object owner);

    internal abstract JsonNode Schema(SchemaDefinitions definitions);

    internal abstract bool IsNamedBy(string key);

    /// <summary>The setting's schema with its help and its default, as editors show them.</summary>
    internal JsonNode DescribedSchema(SchemaDefinitions definitions)
    {
        JsonNode schema = Schema(definitions);
        JsonObject described = schema is JsonObject { Count: > 0 } plain && !plain.ContainsKey("$ref") ? plain
            : new JsonObject { ["allOf"] = new JsonArray(schema) };
        described["description"] = Help;
        if (!IsRequired && DefaultNote is null && WriteDefault() is { } value)
        {
            described["default"] = value;
        }

        return described;
    }

    private JsonNode? WriteDefault() => Default is null ? null : Write(Default);
}

/// <summary>A setting with its type.</summary>
/// <typeparam name="TOwner">The type that has the setting.</typeparam>
/// <typeparam name="TValue">The type of its values.</typeparam>
public sealed class Setting<TOwner, TValue> : Setting
{
    private readonly ValueKind<TValue> _kind;
    private readonly Func<TOwner, TValue> _get;

    /// <summary>Creates a setting.</summary>
    /// <param name="name">Its name, in kebab case.</param>
    /// <param name="kind">Its kind of values.</param>
    /// <param name="get">Reads it back from its owner.</param>
    /// <param name="help">What it is for, in one line.</param>
    public Setting(string name, ValueKind<TValue> kind, Func<TOwner, TValue> get, string help)
        : base(name, help)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(get);
        _kind = kind;
        _get = get;
    }

    /// <summary>The default value. Default: that of its type.</summary>
    public TValue DefaultValue { get; init; } = default!;

    /// <inheritdoc/>
    public override string KindDescription => _kind.Description;

    /// <inheritdoc/>
    public override IReadOnlyList<Setting> Fields => _kind.Fields;

    internal override IReadOnlyList<string> BlockNames => _kind.Names;

    internal override object? Default => DefaultValue;

    internal override object? Read(ConfigurationNode node) => _kind.Read(node);

    internal override JsonNode? Write(object? value) => value is null ? null : _kind.Write((TValue)value);

    internal override object? ReadBack(object owner) => _get((TOwner)owner);

    internal override JsonNode Schema(SchemaDefinitions definitions) => _kind.Schema(definitions);

    internal override bool IsNamedBy(string key) => _kind.IsNamedBy(key);
}

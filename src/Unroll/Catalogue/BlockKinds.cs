using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>Building blocks of a catalogue, created when they are read.</summary>
internal sealed class MadeKind<T>(Func<BlockCatalogue<T>> catalogue) : ValueKind<T>
    where T : class
{
    public override string Description => catalogue().Kind;

    internal override IReadOnlyList<string> Names => catalogue().Names;

    public override T Read(ConfigurationNode node) => catalogue().Read(node);

    public override JsonNode? Write(T value) => value is null ? null : catalogue().WriteOrName(value);

    public override JsonNode Schema(SchemaDefinitions definitions) => catalogue().Schema(definitions);

    internal override bool IsNamedBy(string key) => catalogue().Find(key) is not null;
}

/// <summary>Configurations of building blocks of a catalogue.</summary>
internal sealed class BlockKind<T>(Func<BlockCatalogue<T>> catalogue) : ValueKind<Block<T>>
    where T : class
{
    public override string Description => catalogue().Kind;

    internal override IReadOnlyList<string> Names => catalogue().Names;

    public override Block<T> Read(ConfigurationNode node) => catalogue().ReadBlock(node);

    public override JsonNode? Write(Block<T> value) => value?.ToJson();

    public override JsonNode Schema(SchemaDefinitions definitions) => catalogue().Schema(definitions);

    internal override bool IsNamedBy(string key) => catalogue().Find(key) is not null;
}

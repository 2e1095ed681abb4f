using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>The settings of one certain block, whose name is the key: <c>clip-norm: 1</c>.</summary>
internal sealed class NamedBlockKind<T>(Entry<T> entry) : ValueKind<Block<T>>
    where T : class
{
    public override string Description => entry.Description;

    public override IReadOnlyList<Setting> Fields => entry.Settings;

    public override Block<T> Read(ConfigurationNode node) => new(entry, entry.ReadValues(node), node);

    public override JsonNode? Write(Block<T> value) => value is null ? null : entry.Write(value.Values);

    public override JsonNode Schema(SchemaDefinitions definitions) => entry.Schema(definitions);
}

using System.Collections.ObjectModel;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// Building blocks for all outputs or for each by its name: <c>mse</c>, <c>{huber: {delta: 2}}</c>, <c>{load: mse, price: {huber: {delta:
/// 2}}}</c>. A section whose only key names a block is that block.
/// </summary>
/// <param name="catalogue">The blocks.</param>
/// <param name="value">The values: a block, or a list of them.</param>
/// <param name="noun">The values in words, for tables: "loss".</param>
internal sealed class OutputChoiceKind<TBlock, T>(Func<BlockCatalogue<TBlock>> catalogue, ValueKind<T> value, string noun)
    : ValueKind<OutputChoice<T>>
    where TBlock : class
    where T : class
{
    private readonly ValueKind<IReadOnlyDictionary<string, T>> _byOutput = Kind.Map(value, $"{noun} of each output");

    public override string Description => $"{value.Description}, or section with the {noun} of each output";

    public override OutputChoice<T> Read(ConfigurationNode node) => IsByOutput(node)
        ? new(null, _byOutput.Read(node))
        : new(value.Read(node), ReadOnlyDictionary<string, T>.Empty);

    public override JsonNode? Write(OutputChoice<T> choice) => choice.Shared is { } shared ? value.Write(shared)
        : choice.ByOutput.Count > 0 ? _byOutput.Write(choice.ByOutput) : null;

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(value.Schema(definitions), _byOutput.Schema(definitions)),
    };

    // A lone key is an output where it names no block and its value does: {hubre: {delta: 2}} is a misspelt block.
    private bool IsByOutput(ConfigurationNode node) => node.IsSection && node.Fields() is var fields
        && (fields.Count > 1 || (fields.Count == 1 && catalogue().Find(fields[0].Key) is null && NamesBlock(fields[0].Value)));

    private bool NamesBlock(ConfigurationNode node)
    {
        string? name = node.IsSection ? node.Fields() is [var only] ? only.Key : null : node.Scalar;
        return node.IsList || (name is not null && catalogue().Find(name) is not null);
    }
}

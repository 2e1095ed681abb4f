using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Classical;

/// <summary>Classical models of the kinds that fit a task.</summary>
/// <param name="task">Name of the task.</param>
/// <param name="catalogues">The kinds that fit.</param>
internal sealed class ClassicalKind(string task, IReadOnlyList<ClassicalCatalogue> catalogues) : ValueKind<ClassicalModel>
{
    public override string Description =>
        catalogues.Count == 0 ? "classical model" : string.Join(" or ", catalogues.Select(catalogue => catalogue.Blocks.Kind));

    /// <summary>The name of a model that a value has; null where it has none.</summary>
    /// <param name="node">The value.</param>
    public static string? NameOf(ConfigurationNode node) => node.IsList ? null
        : node.IsSection ? node.Fields() is [var only, ..] ? only.Key : null : node.Scalar;

    /// <summary>Whether a value names a classical model of any kind.</summary>
    /// <param name="node">The value.</param>
    public static bool IsOne(ConfigurationNode node) =>
        NameOf(node) is { } name && ClassicalCatalogue.All.Any(catalogue => catalogue.Has(name));

    public override ClassicalModel Read(ConfigurationNode node)
    {
        if (NameOf(node) is not { Length: > 0 } name)
        {
            throw node.Expected("the name of a model, such as ridge, or a section with its name and settings");
        }

        if (catalogues.FirstOrDefault(catalogue => catalogue.Has(name)) is { } found)
        {
            return found.Read(node);
        }

        string[] known = [.. catalogues.SelectMany(catalogue => catalogue.Names).Distinct()];
        string what = ClassicalCatalogue.All.FirstOrDefault(catalogue => catalogue.Has(name)) is { } other
            ? $"{name} is a {other.Blocks.Kind}, which does not fit task: {task}. "
                + (known.Length == 0 ? "That task has no classical models." : $"Fitting ones: {string.Join(", ", known)}.")
            : known.Length == 0 ? $"the task {task} has no classical models. Leave it out."
            : ConfigurationNode.Unknown("model", name, known);
        throw node.IsSection ? node.Error(name, what) : node.Error(what);
    }

    public override JsonNode? Write(ClassicalModel value) => value?.ToJson();

    public override JsonNode Schema(SchemaDefinitions definitions) => catalogues.Count == 0 ? JsonValue.Create(false)
        : new JsonObject { ["anyOf"] = new JsonArray([.. catalogues.Select(catalogue => catalogue.Schema(definitions))]) };
}

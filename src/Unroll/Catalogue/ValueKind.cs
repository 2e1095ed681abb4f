using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>
/// A kind of values of settings: how they are read, written, described in tables and validated by editors. Derive from it for a kind that
/// <see cref="Kind"/> does not have.
/// </summary>
/// <typeparam name="T">The values.</typeparam>
public abstract class ValueKind<T>
{
    /// <summary>The kind as tables show it, for example <c>whole number from 1</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Reads a value.</summary>
    /// <param name="node">The value and its place; it is not empty.</param>
    /// <exception cref="ConfigurationException">It is not of this kind.</exception>
    public abstract T Read(ConfigurationNode node);

    /// <summary>Writes a value, so that <see cref="Read"/> gives the same again; null to write nothing.</summary>
    /// <param name="value">The value.</param>
    public abstract JsonNode? Write(T value);

    /// <summary>The kind as JSON Schema.</summary>
    /// <param name="definitions">The shared definitions.</param>
    public abstract JsonNode Schema(SchemaDefinitions definitions);

    /// <summary>The settings of a section of this kind; none where it is no section.</summary>
    public virtual IReadOnlyList<Setting> Fields => [];

    /// <summary>Whether a section whose only key is a name of a catalogue, as that of a layer is, may be meant for this kind.</summary>
    /// <param name="key">The key.</param>
    internal virtual bool IsNamedBy(string key) => false;

    /// <summary>Names that a section of this kind may have as its only key; none where it is not of a catalogue.</summary>
    internal virtual IReadOnlyList<string> Names => [];
}

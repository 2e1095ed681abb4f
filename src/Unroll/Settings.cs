using System.Collections.ObjectModel;

namespace Unroll;

/// <summary>Reads the numeric settings that something is created from by name.</summary>
/// <param name="values">Setting names (lower case, hyphens) and their values.</param>
internal readonly struct Settings(IReadOnlyDictionary<string, double> values)
{
    /// <summary>No settings: all defaults.</summary>
    public static IReadOnlyDictionary<string, double> None { get; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>A number, or its default.</summary>
    public float Single(string name, float defaultValue) => values.TryGetValue(name, out double value) ? (float)value : defaultValue;

    /// <summary>A yes or no (any number but 0 is yes), or its default.</summary>
    public bool Flag(string name, bool defaultValue) => values.TryGetValue(name, out double value) ? value != 0 : defaultValue;

    /// <summary>A number that may be absent.</summary>
    public float? SingleOrNull(string name) => values.TryGetValue(name, out double value) ? (float)value : null;
}

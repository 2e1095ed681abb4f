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

    /// <summary>A whole number, or its default.</summary>
    /// <exception cref="ArgumentException">The number is not whole.</exception>
    public int Whole(string name, int defaultValue) => !values.TryGetValue(name, out double value) ? defaultValue
        : value == (int)value ? (int)value
        : throw new ArgumentException($"{name} is {value}, but must be a whole number.");

    /// <summary>A yes or no (any number but 0 is yes), or its default.</summary>
    public bool Flag(string name, bool defaultValue) => values.TryGetValue(name, out double value) ? value != 0 : defaultValue;

    /// <summary>A number that may be absent.</summary>
    public float? SingleOrNull(string name) => values.TryGetValue(name, out double value) ? (float)value : null;

    /// <summary>A list of numbers, kept as <c>name-0</c>, <c>name-1</c> and so on; null where there is none.</summary>
    public float[]? List(string name)
    {
        List<float> list = [];
        while (values.TryGetValue($"{name}-{list.Count}", out double value))
        {
            list.Add((float)value);
        }

        return list.Count == 0 ? null : [.. list];
    }

    /// <summary>Writes a list as <see cref="List"/> reads it.</summary>
    public static IEnumerable<KeyValuePair<string, double>> Write(string name, IReadOnlyList<float>? list) =>
        (list ?? []).Select((value, i) => KeyValuePair.Create($"{name}-{i}", (double)value));
}

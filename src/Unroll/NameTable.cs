using System.Collections.Frozen;

namespace Unroll;

/// <summary>
/// The things of one kind (losses, optimizers, ...) that can be created by name, as recipes and model files do. Names are compared
/// without regard to case, and <c>_</c> counts as <c>-</c>, so that Keras' spelling works too.
/// </summary>
/// <typeparam name="T">What is created.</typeparam>
internal sealed class NameTable<T>
    where T : class
{
    private readonly string _kind;
    private readonly string[] _names;
    private readonly FrozenDictionary<string, Entry> _entries;

    /// <summary>Creates the table.</summary>
    /// <param name="kind">What the things are, for messages: "loss".</param>
    /// <param name="entries">What can be created.</param>
    public NameTable(string kind, params Entry[] entries)
    {
        _kind = kind;
        _names = [.. entries.Select(entry => entry.Name)];
        _entries = entries
            .SelectMany(entry => entry.Aliases.Prepend(entry.Name).Select(name => KeyValuePair.Create(name, entry)))
            .ToFrozenDictionary();
    }

    /// <summary>Creates the thing of a name.</summary>
    /// <exception cref="InputException">The name or a setting is unknown, or a setting's value is not allowed.</exception>
    public T Create(string name, IReadOnlyDictionary<string, double>? settings)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_entries.TryGetValue(Normalize(name), out Entry? entry))
        {
            throw new InputException($"There is no {_kind} named \"{name}\". Choose one of: {string.Join(", ", _names)}.");
        }

        Dictionary<string, double> normalized = [];
        foreach ((string key, double value) in settings ?? Settings.None)
        {
            string setting = Normalize(key);
            if (!entry.Knows(setting))
            {
                string known = entry.Settings.Length == 0 ? "It has none." : $"Known are: {string.Join(", ", entry.Settings)}.";
                throw new InputException($"The {_kind} \"{entry.Name}\" has no setting \"{key}\". {known}");
            }

            normalized[setting] = value;
        }

        try
        {
            return entry.Create(new Settings(normalized));
        }
        catch (ArgumentException exception)
        {
            throw new InputException($"The {_kind} \"{entry.Name}\" cannot be made: {exception.Message}", exception);
        }
    }

    private static string Normalize(string name) => name.Trim().ToLowerInvariant().Replace('_', '-');

    /// <summary>One thing that can be created.</summary>
    /// <param name="Name">Its name, lower case with hyphens.</param>
    /// <param name="Settings">The names of its settings.</param>
    /// <param name="Create">Creates it.</param>
    public sealed record Entry(string Name, string[] Settings, Func<Settings, T> Create)
    {
        /// <summary>Further names.</summary>
        public string[] Aliases { get; init; } = [];

        /// <summary>Whether there is a setting of a name; one that ends in <c>-*</c> is a list, whose items end in their number.</summary>
        public bool Knows(string setting) => Settings.Any(known => known == setting
            || (known.EndsWith("-*", StringComparison.Ordinal) && setting.StartsWith(known[..^1], StringComparison.Ordinal)
                && int.TryParse(setting.AsSpan(known.Length - 1), out _)));
    }
}

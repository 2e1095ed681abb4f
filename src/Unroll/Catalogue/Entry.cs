namespace Unroll.Catalogue;

/// <summary>
/// A building block in its catalogue: name, settings, how it is created from them and how they are read back. Model files, recipes, tables,
/// schemas and forms all read this.
/// </summary>
/// <typeparam name="T">The type of the catalogue's blocks: layers, losses, …</typeparam>
public class Entry<T> : Section<T>
    where T : class
{
    /// <summary>Creates an entry.</summary>
    /// <param name="name">The field's term, in kebab case: <c>lstm</c>.</param>
    /// <param name="type">The type of the block, whose objects the settings are read back from.</param>
    /// <param name="summary">What it is, in one sentence.</param>
    /// <param name="settings">Its settings, in the order in which they are written.</param>
    /// <param name="create">Makes it.</param>
    public Entry(string name, Type type, string summary, IReadOnlyList<Setting> settings, Func<SettingValues, T> create)
        : base(settings, create)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentException.ThrowIfNullOrEmpty(summary);
        (Name, Type, Summary) = (name, type, summary);
    }

    /// <summary>The block's name.</summary>
    public string Name { get; }

    /// <summary>The type of the block.</summary>
    public Type Type { get; }

    /// <summary>Its definition, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>
    /// The short name in tables of results: <c>mae</c>; understood where the block is read, never written. By default the name.
    /// </summary>
    public string ShortName { get => field ?? Name; init; }

    /// <summary>Further names that are understood where it is read, as <c>mse</c> is; never written.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Its formula, in the symbols of the literature, a line each; empty where there is none.</summary>
    public string Formula { get; init; } = "";

    /// <summary>An example as YAML: <c>lstm: 32</c>; the name alone where there is none.</summary>
    public string Example { get => field ?? Name; init; }

    /// <summary>Whether an object is of this entry.</summary>
    /// <param name="block">The object.</param>
    internal virtual bool Makes(T block) => block.GetType() == Type;
}

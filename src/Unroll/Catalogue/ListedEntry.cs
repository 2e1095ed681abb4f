namespace Unroll.Catalogue;

/// <summary>
/// An entry of the library that is made when it is first needed: a program that loads an LSTM has not to make the settings of forty other
/// layers first.
/// </summary>
/// <typeparam name="T">The type of the catalogue's blocks.</typeparam>
/// <param name="type">The type of the block, whose name is that of the entry but for case and hyphens.</param>
/// <param name="make">Gives the entry.</param>
internal sealed class ListedEntry<T>(Type type, Func<Entry<T>> make)
    where T : class
{
    /// <summary>The type of the block.</summary>
    public Type Type => type;

    /// <summary>The entry.</summary>
    public Entry<T> Entry => make();

    /// <summary>Whether a name may be that of the entry, which need not be made for this.</summary>
    /// <param name="name">The name, normalized.</param>
    public bool MayBe(string name) =>
        string.Equals(name.Replace("-", "", StringComparison.Ordinal), type.Name, StringComparison.OrdinalIgnoreCase);
}

namespace Unroll.Catalogue;

/// <summary>
/// An entry of the library that is made when it is first needed: a program that loads an LSTM has not to make the settings of forty other
/// layers first.
/// </summary>
/// <typeparam name="T">The type of the catalogue's blocks.</typeparam>
/// <param name="typeName">
/// The name of the block's type, which is that of the entry but for case and hyphens; the type itself is loaded with the entry.
/// </param>
/// <param name="make">Gives the entry.</param>
internal sealed class ListedEntry<T>(string typeName, Func<Entry<T>> make)
    where T : class
{
    /// <summary>The name of the block's type.</summary>
    public string TypeName => typeName;

    /// <summary>The entry.</summary>
    public Entry<T> Entry => make();

    /// <summary>Whether a name may be that of the entry, which need not be made for this.</summary>
    /// <param name="name">The name, normalized.</param>
    public bool MayBe(string name) =>
        string.Equals(name.Replace("-", "", StringComparison.Ordinal), typeName, StringComparison.OrdinalIgnoreCase);
}

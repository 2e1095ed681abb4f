namespace Unroll.Series.Reading;

/// <summary>A database query whose rows are series.</summary>
/// <param name="Provider">
/// The provider's name: <c>postgresql</c>, <c>sqlite</c>, <c>mysql</c>, <c>sql-server</c>, or one that the caller knows.
/// </param>
/// <param name="Connection">
/// The provider's connection string or address; <c>${NAME}</c> in it stands for an environment variable, which is the way to give a
/// password.
/// </param>
/// <param name="Query">One SELECT (or WITH, VALUES, TABLE) that gives the rows of each series in the order of time.</param>
public sealed record DatabaseQuery(string Provider, string Connection, string Query)
{
    /// <summary>The folder that the relative path of a file counts from, for databases that are a file. Default: the current one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether the rows have an order of their own, so that they may be numbered where they have no times.</summary>
    public bool HasOrder => QueryParser.HasOrder(Query);

    /// <summary>The query without what may stand around it.</summary>
    /// <exception cref="InputException">It does not begin as one that reads, or has several statements.</exception>
    public string ToSelect() => QueryParser.RequireReading(Query);

    /// <summary>
    /// A place in the query that <see cref="ToSelect"/> gives, for messages: its line, its character, and what stands there.
    /// </summary>
    /// <param name="position">Characters before the place.</param>
    public string Place(int position) => QueryParser.Place(ToSelect(), position);

    /// <summary>The first of some words that occurs in the query, quotes and comments aside; null for none.</summary>
    /// <param name="words">Words that a provider refuses.</param>
    public string? FindWord(params IEnumerable<string> words) => QueryParser.FindWord(Query, words);

    /// <summary>Provider, connection and query, without a password.</summary>
    public override string ToString() => $"{Provider}: {Secrets.Mask(Connection)}: {Query}";
}

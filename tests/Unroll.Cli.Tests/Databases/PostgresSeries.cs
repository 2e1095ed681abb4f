namespace Unroll.Cli.Tests.Databases;

/// <summary>A CSV file as a table on the server of UNROLL_TEST_POSTGRES, for recipes with <c>data: {postgres: …, query: …}</c>.</summary>
internal sealed class PostgresSeries : IDisposable
{
    private readonly PostgresTable _table;

    private PostgresSeries(string csvPath) => _table = PostgresTable.OfCsv(csvPath);

    /// <summary>The server's address, for <c>postgres:</c>.</summary>
    internal static string Address => PostgresFactAttribute.Address;

    /// <summary>A query that gives all rows in the order of the file's first column, for <c>query:</c>.</summary>
    internal string Query => $"SELECT * FROM {_table.Name} ORDER BY 1";

    /// <summary>
    /// Loads a file: its first column as timestamps, the others in double precision, each number read by the server itself.
    /// </summary>
    internal static PostgresSeries Load(string csvPath) => new(csvPath);

    public void Dispose() => _table.Dispose();
}

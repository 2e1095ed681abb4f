using System.Data.Common;
using Unroll.Series.Reading;

namespace Unroll.Cli.Databases;

/// <summary>The kinds of databases that recipes can read from.</summary>
internal static class DbProviders
{
    private static readonly DbProvider[] _all = [new PostgresProvider(), new SqliteProvider(), new MySqlProvider(),
        new SqlServerProvider()];

    /// <summary>Their names in recipes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _all.Select(provider => provider.Name)];

    /// <summary>The function that runs a query, as a runner takes it.</summary>
    /// <param name="variable">Gives the environment variables that a connection names as <c>${NAME}</c>.</param>
    public static Func<DatabaseQuery, DbDataReader> Opener(Func<string, string?> variable) => query => Open(query, variable);

    /// <summary>Runs a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="variable">Gives the environment variables that its connection names as <c>${NAME}</c>.</param>
    /// <exception cref="InputException">
    /// There is no such provider, the connection is not understood, the database does not answer, or it refuses the query.
    /// </exception>
    public static DbDataReader Open(DatabaseQuery query, Func<string, string?> variable) =>
        (Array.Find(_all, provider => provider.Name == query.Provider)
            ?? throw new InputException(
                $"There is no database provider '{OneLine.Of(query.Provider)}': known are {string.Join(", ", Names)}."))
        .Open(query, variable);
}

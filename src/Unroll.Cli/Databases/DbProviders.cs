using System.Data.Common;
using Unroll.Series.Reading;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Databases;

/// <summary>Opens the databases of recipes: each of <see cref="DatabaseRecipe.Providers"/>.</summary>
internal static class DbProviders
{
    private static readonly DbProvider[] _all =
        [new PostgresProvider(), new SqliteProvider(), new MySqlProvider(), new SqlServerProvider()];

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
                $"There is no database provider '{OneLine.Of(query.Provider)}': known are {string.Join(", ", DatabaseRecipe.Providers)}.")
            {
                Field = "data.database.provider",
            })
        .Open(query, variable);
}

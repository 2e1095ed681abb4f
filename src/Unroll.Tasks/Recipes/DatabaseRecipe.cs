using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>A query of a database: section <c>data.database</c> of a recipe.</summary>
/// <param name="Provider">Name of the provider: <c>postgresql</c>, <c>sqlite</c>, <c>mysql</c> or <c>sql-server</c>.</param>
/// <param name="Connection">The connection; <c>${NAME}</c> stands for an environment variable, as passwords should.</param>
/// <param name="Query">The SQL query whose rows are the data.</param>
public sealed record DatabaseRecipe(string Provider, string Connection, string Query)
{
    private static readonly Setting<DatabaseRecipe, string> _provider = new(
        "provider", Kind.OneOf("postgresql", "sqlite", "mysql", "sql-server"), recipe => recipe.Provider, "Which kind of database it is.")
    { IsRequired = true, Example = "provider: postgresql" };

    private static readonly Setting<DatabaseRecipe, string> _connection = new(
        "connection", Kind.Text, recipe => recipe.Connection,
        "The provider's connection string or address; `${NAME}` stands for an environment variable, which is the way to give a password.")
    { IsRequired = true, Example = "connection: postgres://localhost/energy" };

    private static readonly Setting<DatabaseRecipe, string> _query = new(
        "query", Kind.Text, recipe => recipe.Query, "The SQL query whose rows are the data, in the order of time.")
    { IsRequired = true, Example = "query: SELECT time, load FROM series ORDER BY time" };

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<DatabaseRecipe> Section { get; } = new(
        [_provider, _connection, _query], values => new DatabaseRecipe(values.Get(_provider), values.Get(_connection), values.Get(_query)));
}

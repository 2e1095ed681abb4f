using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>A query of a database: section <c>data.database</c> of a recipe.</summary>
/// <param name="Provider">Name of the provider, one of <see cref="Providers"/>.</param>
/// <param name="Connection">The connection; <c>${NAME}</c> stands for an environment variable, as passwords should.</param>
/// <param name="Query">The SQL query whose rows are the data.</param>
public sealed record DatabaseRecipe(string Provider, string Connection, string Query)
{
    private static readonly string[] _providers = ["postgresql", "sqlite", "mysql", "sql-server"];

    /// <summary>Names of the providers that recipes know.</summary>
    public static IReadOnlyList<string> Providers => _providers;

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<DatabaseRecipe> Section { get; } = new SectionBuilder<DatabaseRecipe>(new("", "", ""))
        .Add("provider", Kind.OneOf(_providers), recipe => recipe.Provider,
            (recipe, value) => recipe with { Provider = value }, "Which kind of database it is.", example: "provider: postgresql",
            isRequired: true)
        .Add("connection", Kind.Text, recipe => recipe.Connection, (recipe, value) => recipe with { Connection = value },
            "The provider's connection string or address; `${NAME}` stands for an environment variable, which is the way to give a "
            + "password.", example: "connection: postgres://localhost/energy", isRequired: true)
        .Add("query", Kind.Text, recipe => recipe.Query, (recipe, value) => recipe with { Query = value },
            "The SQL query whose rows are the data, in the order of time.", example: "query: SELECT time, load FROM series ORDER BY time",
            isRequired: true)
        .Build();
}

using System.Data.Common;
using System.Net.Sockets;
using Unroll.Series.Reading;

namespace Unroll.Cli.Databases;

/// <summary>
/// A kind of database that recipes can read from. No message of it ever shows a password, nor any part of a connection that is not
/// understood; each names the field of the recipe that it is about.
/// </summary>
internal abstract class DbProvider
{
    /// <summary>The field of a recipe with the connection.</summary>
    internal const string ConnectionField = "data.database.connection";

    /// <summary>The field of a recipe with the query.</summary>
    private const string QueryField = "data.database.query";

    /// <summary>Its name in recipes.</summary>
    public abstract string Name { get; }

    /// <summary>Its own name, for messages.</summary>
    protected abstract string Title { get; }

    /// <summary>Examples of connections, for messages.</summary>
    protected abstract string Expected { get; }

    /// <summary>Words that write all the same, however a query is run.</summary>
    protected virtual IReadOnlyList<string> Writing => [];

    /// <summary>The syntax of its connections.</summary>
    protected virtual ConnectionSyntax Syntax => ConnectionSyntax.Keywords;

    /// <summary>Runs a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="variable">Gives the environment variables that the connection names as <c>${NAME}</c>.</param>
    /// <returns>The rows; the connection is closed with them.</returns>
    /// <exception cref="InputException">
    /// The connection is not understood, the database does not answer, or it refuses the query.
    /// </exception>
    public DbDataReader Open(DatabaseQuery query, Func<string, string?> variable)
    {
        string select = query.ToSelect();
        if (query.FindWord(Writing) is { } word)
        {
            throw new InputException(
                $"The query has the word {word}, which writes. Only queries that read are run; put a column of that name in quotes.")
            {
                Field = QueryField,
            };
        }

        (DbConnection connection, DbPlace place) = Connect(query, variable);
        bool isOpen = false;
        try
        {
            connection.Open();
            isOpen = true;
            return Execute(connection, select);
        }
        catch (Exception exception) when (IsOfServer(exception))
        {
            connection.Dispose();
            throw isOpen
                ? new InputException(ExplainQuery(exception, place, query)) { Field = QueryField }
                : new InputException(ExplainConnection(exception, place)) { Field = ConnectionField };
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The connection that a query names, which is not opened yet.</summary>
    internal (DbConnection Connection, DbPlace Place) Connect(DatabaseQuery query, Func<string, string?> variable)
    {
        try
        {
            return Connect(Syntax.Parse(query.Connection, Title, variable), query.Folder);
        }
        catch (Exception exception) when (
            exception is ArgumentException or FormatException or OverflowException or KeyNotFoundException or NotSupportedException
            or InvalidOperationException)
        {
            // Not the exception itself: its message shows what was not understood, which may be a piece of the password.
            throw new InputException($"The address of the {Title} database is not understood: expected {Expected}.")
            {
                Field = ConnectionField,
            };
        }
    }

    /// <summary>The connection to a database, which is not opened yet.</summary>
    /// <param name="keywords">What its connection says; never to be shown.</param>
    /// <param name="folder">The folder that a relative path counts from.</param>
    protected abstract (DbConnection Connection, DbPlace Place) Connect(IEnumerable<KeyValuePair<string, string>> keywords, string folder);

    /// <summary>Runs a query in a way that cannot write, where the database has one.</summary>
    /// <param name="connection">An open connection, closed by the reader.</param>
    /// <param name="select">One statement that reads.</param>
    protected abstract DbDataReader Execute(DbConnection connection, string select);

    /// <summary>The error message of a failed connection.</summary>
    protected virtual string ExplainConnection(Exception exception, DbPlace place) =>
        $"{Title} at {place.Server} does not let user '{place.User}' in, or does not answer: {Cause(exception)}. Check the "
        + $"connection and the password.";

    /// <summary>The error message of a failed query.</summary>
    protected virtual string ExplainQuery(Exception exception, DbPlace place, DatabaseQuery query) =>
        $"{Title} at {place.Shown} refuses the query: {Cause(exception)}.";

    /// <summary>The message of an exception in one line.</summary>
    protected static string Cause(Exception exception)
    {
        Exception inner = exception.InnerException ?? exception;
        string cause = OneLine.Of(inner.Message.Length > 0 ? inner.Message : inner.GetType().Name, 300);
        return Secrets.Mask(cause.TrimEnd('.'));
    }

    /// <summary>A connection's keywords, as the provider understands them.</summary>
    protected static T Fill<T>(IEnumerable<KeyValuePair<string, string>> keywords)
        where T : DbConnectionStringBuilder, new()
    {
        T builder = [];
        foreach ((string keyword, string value) in keywords)
        {
            builder[keyword] = value;
        }

        return builder;
    }

    /// <summary>Runs a statement that gives nothing.</summary>
    protected static void Run(DbConnection connection, string statement)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a query whose rows close the connection at their end.</summary>
    protected static DbDataReader Query(DbConnection connection, string select, DbTransaction? transaction = null)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = select;
        command.CommandTimeout = 0;
        command.Transaction = transaction;
        return command.ExecuteReader(System.Data.CommandBehavior.CloseConnection);
    }

    /// <summary>Whether an exception tells of the server, the connection or the query.</summary>
    private static bool IsOfServer(Exception exception) => exception is DbException or SocketException or IOException or TimeoutException
        or NotSupportedException or InvalidCastException or OverflowException or InvalidOperationException or ArgumentException
            or FormatException;
}

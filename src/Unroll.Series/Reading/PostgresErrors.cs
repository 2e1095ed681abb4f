using System.Net.Sockets;
using Npgsql;

namespace Unroll.Series.Reading;

/// <summary>Says in one line what a database refused, and what to do; never with a password.</summary>
internal static class PostgresErrors
{
    /// <summary>Whether an exception tells of the server, the connection or the query.</summary>
    public static bool IsOfServer(Exception exception) =>
        exception is NpgsqlException or SocketException or IOException or TimeoutException or NotSupportedException or InvalidCastException or OverflowException
            or InvalidOperationException;

    /// <summary>What to tell the user.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="address">Where.</param>
    /// <param name="query">The query.</param>
    /// <param name="isOpen">Whether the server had let the user in.</param>
    /// <param name="before">Characters that the server was sent before the query.</param>
    public static InputException Explain(Exception exception, PostgresAddress address, string query, bool isOpen, int before) => exception switch
    {
        PostgresException refused => Explain(refused, address, query, before),
        NotSupportedException => new("The query has several statements: expected one SELECT without a semicolon in it."),
        InvalidCastException or OverflowException => new(
            $"A value of the query at {address.Shown} cannot be read: {MessageFormatter.Of(exception.Message, 200)} Cast it in the query (column::double precision).", exception),
        _ when !isOpen && exception.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => NotLetIn(address, "it asks for a password"),
        FileNotFoundException or DirectoryNotFoundException when !isOpen => NotLetIn(address, "a file that the address names (a password file or a certificate) is not there"),
        _ when !isOpen => new($"No PostgreSQL server answers at {address.Server}: {Cause(exception)}. Check the address, and that the server runs."),
        _ => new($"The connection to {address.Shown} broke off: {Cause(exception)}. Try again."),
    };

    private static InputException Explain(PostgresException refused, PostgresAddress address, string query, int before)
    {
        string message = MessageFormatter.Of(refused.MessageText, 300);
        switch (refused.SqlState)
        {
            case PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification:
                return NotLetIn(address, message);
            case PostgresErrorCodes.SyntaxError when message.Contains("multiple commands", StringComparison.Ordinal):
                return new("The query has several statements: expected one SELECT without a semicolon in it.");
            case PostgresErrorCodes.ReadOnlySqlTransaction:
                return new($"The query would write to {address.Shown}: {message}. Only queries that read are run.");
            default:
                string place = refused.Position > 0 ? $" {PostgresQuery.Place(query, refused.Position - 1 - before)}" : "";
                string hint = refused.Hint is { Length: > 0 } text ? $" {MessageFormatter.Of(text, 200)}" : "";
                return new($"PostgreSQL at {address.Shown} refuses the query: {message}{place}.{hint}");
        }
    }

    private static InputException NotLetIn(PostgresAddress address, string reason) => new(
        $"PostgreSQL at {address.Server} does not let user '{address.User}' in: {reason}. Set the password in PGPASSWORD or ~/.pgpass, and check the user's name.");

    private static string Cause(Exception exception)
    {
        string cause = MessageFormatter.Of((exception.InnerException ?? exception).Message, 200).TrimEnd('.');
        return cause.Length > 0 ? cause : exception.GetType().Name;
    }
}
